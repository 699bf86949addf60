/** `wardready prove` as it is typed: a machine that is not ours, its flaw, and every way to ask wrongly. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  it('asks each invariant of a protocol of the regions it needs, and of a machine when that is asked for', async () => {
    const { code, out, err } = await wardreadyHere(['prove', 'venepuncture']);
    expect(out).to.match(
      /^venepuncture preparation: 44 regions, \d+ events; each invariant seen by the regions it needs$/m,
    );
    expect(out).to.match(
      /^holds {4}I09 \(H03\) {2}Nobody is ready once the patient said no\.\n +by its wording alone of 4 cases$/m,
    );
    expect(out).to.match(/^holds {4}A1 .*\n +\d+ states of \d+ regions$/m);
    expect(out).to.match(
      /^holds {4}L5 \(H14, H27, H05\) {2}Whatever stands in the way, somebody on shift .*\n +70 states of 32 regions$/m,
    );
    expect([code, err.trim()]).to.deep.equal([0, 'venepuncture: all 26 hold.']);

    const file = join(home, 'door.mjs');
    await writeFile(file, door);
    const reduced = await wardreadyHere(['prove', `${file}#door`, '--reduced']);
    expect(reduced.out).to.match(/^broken {3}D1 .*\n.*\n +1\. open: .*\n +2\. turn: /m);
    expect(reduced.out).to.match(/^holds {4}D2 /m);
    const notAsked = 'livelock; guards that overlap or leave a gap; dead ends; what is never reached or taken';
    for (const { out: said } of [{ out }, reduced])
      expect(said).to.include(`- not asked, for it was not seen whole: ${notAsked}\n`);
    const whole = await wardreadyHere(['prove', `${file}#door`]);
    expect(whole.out).not.to.include('not asked');
    const asJson = await wardreadyHere(['prove', `${file}#door`, '--reduced', '--json']);
    expect((JSON.parse(asJson.out) as { notAsked: string[] }).notAsked.join('; ')).to.equal(notAsked);
    expect([reduced.code, reduced.err.trim()]).to.deep.equal([1, `${file}#door: 1 broken`]);

    for (const [asked, says] of [
      [[], /Name one machine or protocol, or write --all/],
      [['venepuncture', '--all'], /Name one machine or protocol, or write --all/],
      [[`${file}#machine`, '--reduced'], /has no invariants/],
      [['venepuncture', '--guards'], /--guards is of a machine that is seen whole/],
      [['bloodletting'], /There is no protocol "bloodletting"; there are/],
    ] as const) {
      const wrong = await wardreadyHere(['prove', ...asked]);
      expect(wrong.err).to.match(says);
      expect([wrong.code, wrong.out]).to.deep.equal([2, '']);
    }
  });

  describe('a certificate', () => {
    const write = async (name: string, text: string): Promise<string> => {
      await writeFile(join(home, name), text);
      return join(home, name);
    };
    const certify = async (named: string, file: string, more: readonly string[] = []) => {
      const ran = await wardreadyHere(['prove', named, '--certificate', file, ...more]);
      return { ran, says: JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown> };
    };

    it('says what was proved, of what, and what was left out', async () => {
      const file = await write('certified.mjs', door);
      const { ran, says } = await certify(`${file}#door`, join(home, 'door.json'));
      expect(ran.code).to.equal(1);
      expect(says).to.deep.include({ asked: `${file}#door`, machine: 'door', reduced: false, states: 4, moves: 8 });
      expect(says['digest']).to.match(/^[0-9a-f]{64}$/);
      const invariants = says['invariants'] as { id: string; verdict: string; onTime: boolean }[];
      expect(invariants.map(({ id, verdict, onTime }) => [id, verdict, onTime])).to.deep.equal([
        ['D1', 'broken', false],
        ['D2', 'holds', false],
      ]);
      const fits = await wardreadyHere(['prove', '--check', join(home, 'door.json')]);
      expect([fits.code, fits.err.trim()]).to.deep.equal([
        0,
        `${join(home, 'door.json')} still fits: 1 holds, 1 broken.`,
      ]);
    });

    it('names every difference, and ends with 1', async () => {
      const certificate = join(home, 'fits.json');
      const file = await write('fits.mjs', door);
      await certify(`${file}#door`, certificate);
      for (const [name, from, to, says] of [
        [
          'chart',
          "closed: { on: { open: 'ajar' } }",
          'closed: {}',
          /its digest differs\n.*states was 4 and is 2\n.*D1 was broken and is holds/s,
        ],
        [
          'never',
          "{ at: 'lock.on' }",
          "{ at: 'lock.off' }",
          /^something else is asked: invariants, payloads, context or input$/m,
        ],
        ['id', "id: 'D2'", "id: 'D3'", /D2 is asked no longer\nD3 is asked only now/],
        [
          'order',
          "type: 'parallel',",
          "type: 'parallel', description: 'x',",
          /^the machine is another: its digest differs$/m,
        ],
      ] as const) {
        const other = await write(`fits-${name}.mjs`, door.replace(from, to));
        const ran = await wardreadyHere(['prove', `${other}#door`, '--check', certificate]);
        expect(ran.out, name).to.match(says);
        expect([ran.code, ran.err.trim()]).to.deep.equal([1, `${certificate} does not fit any longer.`]);
      }
      // The same verdicts forged: the machine is proved again, not the file believed.
      const forged = (await readFile(certificate, 'utf8')).replace('"broken"', '"holds"');
      await writeFile(certificate, forged);
      expect((await wardreadyHere(['prove', '--check', certificate])).out.trim()).to.equal(
        'D1 was holds and is broken',
      );
    });

    it('of a guard that is written otherwise is another, and of deadlines says what hangs on them', async () => {
      const race = `
        import { createMachine } from 'xstate';
        const due = { target: 'over', guard: ({ event }) => event.type !== 'x' };
        const part = (delay) => ({ initial: 'on', states: { on: { after: { [delay]: due } }, over: {} } });
        const form = { initial: 'open', states: { open: { on: { answer: 'open' } } } };
        export default {
          machine: createMachine({ id: 'race', type: 'parallel', states: { rinse: part(10), hour: part(20), form } }),
          events: { answer: [{ k: 0 }, { k: 1 }, { k: 2 }] },
          invariants: [{ id: 'R', says: 'Rinsed in time.', never: { all: [{ at: 'hour.over' }, { at: 'rinse.on' }] } }],
        };`;
      const file = await write('race.mjs', race);
      const certificate = join(home, 'race.json');
      const { says } = await certify(file, certificate);
      expect(says['covers']).to.include.members(['answer in 3 classes', 'the order of 2 deadlines left free']);
      expect(says['invariants']).to.deep.equal([
        { id: 'R', says: 'Rinsed in time.', hazards: [], verdict: 'holds', onTime: true },
      ]);
      expect(says['leavesOut']).to.deep.equal([
        'how a value is put into its class',
        'who may send an event: every event may come from anybody',
        'what a guard looks at beside the context and its event',
        'R where a deadline is late',
      ]);
      const other = await write('race-2.mjs', race.replace("!== 'x'", "!== 'y'"));
      const ran = await wardreadyHere(['prove', other, '--check', certificate]);
      expect([ran.code, ran.out.trim()]).to.deep.equal([1, 'the machine is another: its digest differs']);
    });

    it('of a protocol has the digest that the protocol itself has', async () => {
      const certificate = join(home, 'venepuncture.json');
      const { says } = await certify('venepuncture', certificate);
      expect(says).to.deep.include({ reduced: true, states: null, stuck: null });
      expect(says['leavesOut']).to.include.members(['livelock', 'guards that overlap or leave a gap']);
      const { out } = await wardreadyHere(['protocol', 'show', 'venepuncture']);
      expect(out).to.include(String(says['digest']));
      const fits = await wardreadyHere(['prove', '--check', certificate]);
      expect([fits.code, fits.err.trim()]).to.deep.equal([0, `${certificate} still fits: 26 holds.`]);
    });

    it('that is none, or asked for wrongly, is refused', async () => {
      const file = await write('wrong.mjs', door);
      const foreign = await write('foreign.json', '{"certificate":"of birth"}');
      const broken = await write('broken.json', '{"certificate":');
      const own = await write(
        'own.mjs',
        door.replace('machine,\n      invariants', "machine, digest: 'mine',\n      invariants"),
      );
      for (const [asked, code, says] of [
        [['--check', join(home, 'none.json')], 2, /There is no file/],
        [['--check', broken], 2, /is not a certificate .*: it is no JSON/],
        [['--check', foreign], 2, /is not a certificate .*: certificate: /],
        [['--check', foreign, '--reduced'], 2, /give no other option/],
        [['--all', '--certificate', join(home, 'all.json')], 2, /of one machine or protocol/],
        [[`${file}#door`, '--certificate', join(home, 'nowhere', 'x.json')], 3, /could not be written/],
        [[`${own}#door`], 2, /"digest" is said of protocols alone/],
      ] as const) {
        const ran = await wardreadyHere(['prove', ...asked]);
        expect(ran.err).to.match(says);
        expect([ran.code, ran.out], asked.join(' ')).to.deep.equal([code, '']);
      }
    });
  });
});
