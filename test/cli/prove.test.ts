/** `wardready prove` as it is typed: a machine that is not ours, its flaw, and every way to ask wrongly. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { wardready, wardreadyHere } from '../support/program.ts';

describe('wardready prove', () => {
  let home: string;
  before(async () => {
    // Inside the project, where the module finds xstate.
    await mkdir('.cache', { recursive: true });
    home = await mkdtemp(join('.cache', 'prove-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  const door = `
    import { createMachine } from 'xstate';
    export const machine = createMachine({
      id: 'door', type: 'parallel',
      states: {
        leaf: { initial: 'closed', states: { closed: { on: { open: 'ajar' } }, ajar: { on: { close: 'closed' } } } },
        lock: { initial: 'off', states: { off: { on: { turn: 'on' } }, on: { on: { turn: 'off' } } } },
      },
    });
    export const door = {
      machine,
      invariants: [
        { id: 'D1', says: 'A locked door is closed.', never: { all: [{ at: 'leaf.ajar' }, { at: 'lock.on' }] } },
        { id: 'D2', says: 'The door is somewhere.', never: { not: { any: [{ at: 'leaf.ajar' }, { at: 'leaf.closed' }] } } },
      ],
    };
    export const calls = createMachine({ id: 'calls', invoke: { src: 'x' } });
  `;

  it('shows the flaw of a machine by the shortest way to it, and ends with 1', async () => {
    const file = join(home, 'door.mjs');
    await writeFile(file, door);
    const { code, out, err } = await wardready(['prove', `${file}#door`]);
    expect(out).to.match(/^door: 4 states, 8 moves$/m);
    expect(out).to.match(/^broken {3}D1 {2}A locked door is closed\.$/m);
    expect(out).to.match(/1\. open: leaf\.closed → leaf\.ajar\n\s+2\. turn: lock\.off → lock\.on$/m);
    expect(out).to.match(/^holds {4}D2 /m);
    expect(err.trim()).to.equal('1 broken');
    expect(code).to.equal(1);

    const json = await wardreadyHere(['prove', `${file}#door`, '--json']);
    const proof = JSON.parse(json.out) as { states: number; findings: { verdict: string }[] };
    expect([proof.states, proof.findings.map(({ verdict }) => verdict)]).to.deep.equal([4, ['broken', 'holds']]);

    const clean = await wardreadyHere(['prove', `${file}#machine`]);
    expect([clean.code, clean.err.trim()]).to.deep.equal([0, 'No invariants were given; it never gets stuck.']);
    const little = await wardreadyHere(['prove', `${file}#door`, '--states', '1']);
    expect(little.code).to.equal(1);
    expect(little.err).to.match(/it was not seen to the end/);
  });

  it('says what is asked wrongly, and what it cannot read', async () => {
    const file = join(home, 'door.mjs');
    await writeFile(file, door);
    for (const [asked, code, says] of [
      [[`${file}#window`], 2, /exports nothing called "window".*#calls.*#door.*#machine/s],
      [[join(home, 'none.mjs')], 2, /There is no file/],
      [[`${file}#door`, '--states', 'many'], 2, /whole number/],
      [[`${file}#calls`], 3, /It cannot be proved as it is: it invokes/],
    ] as const) {
      const ran = await wardreadyHere(['prove', ...asked]);
      expect(ran.err).to.match(says);
      expect(ran.code, asked.join(' ')).to.equal(code);
      expect(ran.out).to.equal('');
    }
    const bolted = join(home, 'bolted.mjs');
    await writeFile(bolted, door.replace("at: 'lock.on'", "at: 'bolt.on'"));
    const wrong = await wardreadyHere(['prove', `${bolted}#door`]);
    expect(wrong.err).to.match(/there is no state "bolt\.on"; did you mean "lock\.on"/);
    expect(wrong.code).to.equal(3);
  });
});
