/** `wardready diagram …`: whose machine it draws, where it writes, and what it says when it was asked for what is not there. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { wardready, wardreadyHere } from '../support/program.ts';

const machines = 'test/lab/diagram/machines.ts';

describe('wardready diagram', () => {
  let home: string;
  before(async () => (home = await mkdtemp(join(tmpdir(), 'wardready-diagram-'))));
  after(() => rm(home, { recursive: true, force: true }));
  const diagram = (...args: readonly string[]) => wardreadyHere(['diagram', ...args]);
  async function refused(args: readonly string[], code: number, says: RegExp): Promise<void> {
    const ran = await diagram(...args);
    expect([ran.code, ran.out], args.join(' ')).to.deep.equal([code, '']);
    expect(ran.err).to.match(says);
  }

  it('draws a machine of a TypeScript module by the name of its export', async () => {
    const { code, out, err } = await wardready(['diagram', `${machines}#kettle`, '--format', 'mermaid']);
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/^stateDiagram-v2\n {2}\[\*\] --> off\n/);
  });

  it('draws the default export of a JavaScript module, and of a CommonJS one', async () => {
    const xstate = JSON.stringify(join(process.cwd(), 'node_modules/xstate'));
    const make = '({ id: "door", initial: "shut", states: { shut: {} } })';
    await writeFile(join(home, 'door.cjs'), `module.exports = require(${xstate}).createMachine${make};`);
    const esm = `import { createRequire } from 'node:module';\nexport default createRequire(import.meta.url)(${xstate}).createMachine${make};`;
    await writeFile(join(home, 'door.mjs'), esm);
    for (const file of ['door.cjs', 'door.mjs'])
      expect(await diagram(join(home, file), '--format', 'mermaid')).to.deep.include({
        code: 0,
        out: 'stateDiagram-v2\n  [*] --> shut\n  state "shut" as shut\n',
      });
  });

  it('draws a protocol by its name and by its file, whole, folded or a part of it', async () => {
    const { code, out } = await diagram('venepuncture', '--depth', '2', '--labels', 'event', '--format', 'mermaid');
    expect(code).to.equal(0);
    expect(out)
      .to.match(/state "consent \(\d+ states inside\)" as open_consent\n/)
      .and.not.match(/\[may/);
    const part = await diagram(
      'protocols/venepuncture.yaml',
      '--state',
      'open.consent.progress',
      '--format',
      'mermaid',
    );
    expect(part.out).to.contain('state "progress" as open_consent_progress {').and.contain('[mayComplete.consent]');
  });

  it('draws SVG unless it is told otherwise, and says when that is more than can be read', async () => {
    const { code, out, err } = await diagram('venepuncture', '--depth', '2');
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="diagram" role="graphics-document" /);
    expect(out).to.contain('aria-label="state open.consent, 26 states inside"');
    const whole = await diagram('venepuncture');
    expect(whole.code).to.equal(0);
    expect(whole.err).to.match(
      /^\d{3} boxes in one picture: --depth 2 folds what is deep, --state PATH draws a part\.$/m,
    );
  });

  it('writes SCXML, whole, and says on stderr what it cannot carry over', async () => {
    const { code, out, err } = await diagram(`${machines}#visit`, '--format', 'scxml');
    expect(code).to.equal(0);
    expect(out).to.match(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<scxml xmlns="http:\/\/www\.w3\.org\/2005\/07\/scxml"/,
    );
    expect(err).to.match(/^4 actions are code; they are comments here\.$/m);
    await refused(
      [`${machines}#visit`, '--format', 'scxml', '--depth', '1'],
      2,
      /always of the whole machine; leave out --state/,
    );
  });

  it('writes Promela, whole, or says by name why it cannot', async () => {
    // Beside the project's own files, because it finds XState from where it is.
    const folder = await mkdtemp(join(import.meta.dirname, 'written-'));
    try {
      const file = join(folder, 'lamp.mjs');
      await writeFile(
        file,
        `import { createMachine } from 'xstate';
        const states = { off: { on: { press: 'on' } }, on: { on: { press: 'off' } } };
        const machine = createMachine({ id: 'lamp', initial: 'off', states });
        export const lamp = { machine, invariants: [{ id: 'L1', says: 'It is never on.', never: { at: 'on' } }] };
        export const calls = createMachine({ invoke: { src: 'somebody' } });`,
      );
      const { code, out } = await diagram(`${file}#lamp`, '--format', 'promela');
      expect(code).to.equal(0);
      expect(out).to.match(/found 2 states/);
      expect(out).to.match(/1\. L1: It is never on\. \*\/\n#define broken_1 \(at_lamp == lamp_on\)/);
      await refused([`${file}#calls`, '--format', 'promela'], 3, /It cannot be written as Promela: .*invokes "0/);
      await refused(
        [`${file}#lamp`, '--format', 'promela', '--depth', '1'],
        2,
        /Promela is always of the whole machine/,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('writes to a file when it is told to, and nothing to standard output', async () => {
    const out = join(home, 'kettle.mmd');
    const ran = await diagram(`${machines}#kettle`, '--format', 'mermaid', '--out', out);
    expect([ran.code, ran.out]).to.deep.equal([0, '']);
    expect(ran.err).to.match(/^Written to .*kettle\.mmd\.$/m);
    expect(await readFile(out, 'utf8')).to.match(/^stateDiagram-v2\n/);
    await refused(
      [`${machines}#kettle`, '--out', join(home, 'no', 'such', 'folder')],
      3,
      /cannot be written: ENOENT\./,
    );
  });

  it('says what there is when it is asked for what is not there, and ends with 2', async () => {
    await refused([], 2, /missing required argument 'machine'/);
    await refused(['venepunctur'], 2, /There is no protocol "venepunctur"; there are .*venepuncture/);
    await refused([join(home, 'none.yaml')], 2, /There is no file .*none\.yaml\./);
    await refused([join(home, 'none.ts')], 2, /There is no file .*none\.ts\./);
    await refused(['venepuncture#open'], 2, /venepuncture is not a JavaScript or TypeScript file/);
    await refused([`${machines}#kettel`], 2, /exports nothing called "kettel"\. Its machines: .*machines\.ts#kettle, /);
    await refused([machines], 2, /has no default export\. Its machines: .*#kettle/);
    await refused([`${machines}#machines`], 2, /"machines" in .*machines\.ts is not a machine\. Its machines: /);
    await refused(
      ['venepuncture', '--state', 'open.consnt'],
      2,
      /^open has no state "consnt"; it has identity, .*consent/,
    );
    await refused(['venepuncture', '--state', 'opn'], 2, /^The machine preparation has no state "opn"; it has open, /);
    await refused(['venepuncture', '--depth', '0'], 2, /Write a whole number, 1 or more/);
    await refused(['venepuncture', '--format', 'png'], 2, /Allowed choices are .*mermaid/);
  });

  it('says what an export is that is no machine of XState 5', async () => {
    const file = join(home, 'wrong.mjs');
    await writeFile(
      file,
      `export const config = { initial: 'a', states: { a: {} } };
       export const four = { states: {} }; four.machine = four;
       export const make = () => config;`,
    );
    await refused(
      [`${file}#config`],
      2,
      /is a configuration; give it to createMachine\(\).* It exports no XState 5 machine/,
    );
    await refused([`${file}#four`], 2, /is a machine of XState 4; this reads machines of XState 5/);
    await refused([`${file}#make`], 2, /is a function, not a machine/);
    const broken = join(home, 'broken.yaml');
    await writeFile(broken, 'format: 1\n');
    await refused([broken], 2, /is not a protocol that works:\n {2}/);
  });

  it('ends with 3 when the module cannot be loaded, and says how TypeScript is read when tsx is not there', async () => {
    const throws = join(home, 'throws.mjs');
    await writeFile(throws, 'throw new Error("the battery is flat");');
    await refused([throws], 3, /throws\.mjs could not be loaded: the battery is flat/);
    const folder = join(home, 'no-tsx');
    await mkdir(folder);
    await writeFile(
      join(folder, 'hooks.mjs'),
      `export const resolve = (name, context, next) => { if (name === 'tsx/esm/api') throw new Error('not here'); return next(name, context); };`,
    );
    await writeFile(
      join(folder, 'hide.mjs'),
      `import { register } from 'node:module';\nregister('./hooks.mjs', import.meta.url);`,
    );
    const hidden = await wardready(['diagram', `${machines}#kettle`], {
      NODE_OPTIONS: `--import=${join(folder, 'hide.mjs')}`,
    });
    expect([hidden.code, hidden.out]).to.deep.equal([3, '']);
    expect(hidden.err).to.match(
      /is TypeScript, and tsx, which reads it, is not installed: run "npm install --save-dev tsx", or compile/,
    );
  });
});
