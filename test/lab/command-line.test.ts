/** `wardready paths STEP`: what it prints, and that the file it writes is a suite that passes, and fails when it should. */
import { expect } from 'chai';
import { Command } from 'commander';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { registerPaths, saysSuite } from '../../cli/paths.ts';
import { mochaFile } from '../../lab/index.ts';
import { mutants, withMutant } from './mutants.ts';
import { shippedSuites } from './shipped.ts';

const project = join(import.meta.dirname, '..', '..');

describe('wardready paths', () => {
  const consent = shippedSuites().suites.find(({ step }) => step === 'consent');

  it('prints every path of a step as a walk-through, and what they cover', () => {
    if (consent === undefined) throw new Error('the protocol has consent');
    const says = saysSuite(consent);
    expect(says).to.match(/Technician 1 taps "Record consent"\. → Consent given/);
    expect(says).to.match(/Wait 24 h until "Asked again today, patient is still happy to go ahead" stops counting\./);
    expect(says).to.match(/consent: \d+ of \d+ states, \d+ of \d+ transitions, in \d+ paths of \d+ steps/);
    for (const { id } of consent.paths) expect(says).to.contain(id);
  });

  it('refuses a step that the protocol has not, naming those it has', async () => {
    const said: string[] = [];
    const program = new Command().exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
    registerPaths(program);
    for (const command of program.commands)
      command.exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
    const ended = await program.parseAsync(['paths', 'catering'], { from: 'user' }).then(
      () => 0,
      (error: { readonly exitCode: number }) => error.exitCode,
    );
    expect(ended).to.equal(2);
    expect(said.join('')).to.match(/No step is called "catering"; there are .*consent/);
  });

  it('writes a file that mocha runs by itself', async () => {
    // Beside the project's own files, because it finds the machines from where it is.
    const folder = await mkdtemp(join(project, 'test', 'lab', 'written-'));
    try {
      const file = join(folder, 'consent.test.mjs');
      const program = new Command();
      registerPaths(program);
      const printed = await silently(() => program.parseAsync(['paths', 'consent', '--out', file], { from: 'user' }));
      expect(printed).to.match(/\d+ tests written to /);
      const ran = mocha(file, project);
      expect(ran.code, ran.says).to.equal(0);
      expect(ran.says).to.contain(`${consent?.paths.length} passing`);
      expect(await readFile(file, 'utf8')).not.to.contain('/lab/');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('writes a file that fails on machines that were spoiled later, printing the walk-through', async () => {
    const mutant = mutants.find(({ says }) => says === 'anybody takes consent');
    if (mutant === undefined || consent === undefined) throw new Error('the mutant is there');
    const ran = await withMutant(mutant, async (_machines, root) => {
      const file = join(root, 'consent.test.mjs');
      const { writeFile } = await import('node:fs/promises');
      await writeFile(file, mochaFile(consent.paths, { title: 'consent', machines: './machines/index.ts' }));
      return mocha(file, root);
    });
    expect(ran.code).to.be.greaterThan(0);
    expect(ran.says).to.match(
      /it must not be accepted[\s\S]*✗ +\d+\. [A-Z][a-z ]+ \d tries "Record consent"\. → not accepted/,
    );
  });
});

function mocha(file: string, cwd: string): { readonly code: number | null; readonly says: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import=tsx', join(project, 'node_modules/mocha/bin/mocha.js'), '--no-config', file],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  return { code: status, says: `${stdout}${stderr}` };
}

/** What was printed while it ran. */
async function silently(run: () => Promise<unknown>): Promise<string> {
  const write = process.stdout.write;
  let printed = '';
  process.stdout.write = (text: string | Uint8Array) => ((printed += String(text)), true);
  try {
    await run();
  } finally {
    process.stdout.write = write;
  }
  return printed;
}
