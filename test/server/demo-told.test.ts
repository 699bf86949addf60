/** What the demonstration's window tells of a visitor's acts: each at the time of the act, however late it is looked for. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import { Demo } from '../../server/demo/demo.ts';
import type { CommandMessage } from '../../machines/index.ts';
import { Follow } from '../../server/demo/follow.ts';
import { Ledger } from '../../server/demo/ledger.ts';
import { patients } from '../../server/demo/patients.ts';
import { type Person, signInAs } from '../../server/demo/person.ts';
import { bloodSample } from '../../server/demo/protocols.ts';
import { layCable, type Cable } from '../../server/demo/proxy.ts';
import type { WardProcess } from '../../server/demo/ward-process.ts';
import { readProtocols } from '../../server/documents/protocols.ts';
import { typesFromFile } from '../../server/equipment/types.ts';
import { shippedDocument } from '../support/protocol.ts';
import { until } from '../support/until.ts';
import { startWeb, type Web } from '../support/web.ts';

const minute = 60_000;
/** This server is the test's own process: it runs, and nobody kills it here. */
const running: WardProcess = {
  stands: 'running',
  start: async () => undefined,
  kill: () => undefined,
  stop: async () => undefined,
};
interface Told {
  readonly counts: { readonly yours: number; readonly staff: number };
  readonly wristbands: readonly object[];
  readonly events: readonly { readonly at: number; readonly says: string }[];
}

describe('the commentary of the demonstration', () => {
  let web: Web;
  let cable: Cable;
  let demo: Demo;
  before(async () => {
    web = await startWeb({
      equipmentTypes: await typesFromFile('equipment/types.yaml'),
      beside: [shippedDocument('upper-gi-endoscopy')],
    });
    cable = await layCable('127.0.0.1', 0, { host: '127.0.0.1', port: Number(new URL(web.url).port) });
    demo = new Demo(web.url, running, cable);
  });
  after(async () => {
    demo.end();
    await cable.close();
    await web.end();
  });

  it('tells what a visitor did at the time they did it, in the order of the acts', async () => {
    const told = () => demo.state() as Told;
    const charge = await signInAs(web.url, 'BADGE-ITO', 'demo-desk-2', { next: v7 });
    const { protocol, facts } = bloodSample(false);
    await charge.post('/preparations', {
      ward: 'w4B',
      bed: '3',
      protocol,
      start: Math.ceil(web.clock.now() / minute) * minute + 30 * minute,
      patient: patients[0],
      order: { number: 'T1', facts },
    });
    demo.setSpeed(0);
    demo.run();
    const first = await until('the first look', () => told().wristbands.length > 0 && told().wristbands, 20_000);
    await until('another look', () => told().wristbands !== first, 20_000);

    const visitor = await signInAs(web.url, 'BADGE-OSEI', 'demo-tablet-7', { next: v7 });
    const [row] = await visitor.rows('w4B');
    if (row === undefined) throw new Error('nobody is on the ward');
    const at: number[] = [];
    for (const event of ['patient.arrived', 'responsibility.taken']) {
      at.push(web.clock.now());
      expect(await visitor.tap(await visitor.checklist(row.preparation), event)).to.have.property('kind', 'accepted');
      web.clock.advance(3_000);
    }
    // The visitor's own look-out runs on the machine's clock; the ward's stands minutes away from it.
    const mine = await until(
      'both acts told',
      () => {
        const found = told().events.filter(({ says }) => says.startsWith('Bed 3: you '));
        return found.length === 2 && found;
      },
      20_000,
    );
    expect(mine.map((one) => one.at)).to.deep.equal(at.toReversed());
  });

  it('counts from when somebody looks, and what is done under a name of the staff’s as well', async () => {
    const other = new Demo(web.url, running, cable);
    other.setSpeed(0);
    other.run();
    const looks = async (demo: Demo, what: string) => {
      const before = told(demo).wristbands;
      await until(what, () => told(demo).wristbands.length > 0 && told(demo).wristbands !== before, 20_000);
    };
    const told = (demo: Demo) => demo.state() as Told;
    await looks(other, 'the first look');
    await looks(other, 'the look that begins the count');
    expect(told(other).counts, 'nothing since they came').to.include({ yours: 0, staff: 0 });
    const nurse = await signInAs(web.url, 'BADGE-NUNEZ', 'demo-tablet-7', { next: v7 });
    const [row] = await nurse.rows('w4B');
    if (row === undefined) throw new Error('nobody is on the ward');
    const act = { reason: 'Waiting', person: nurse.id, lookAgainAt: web.clock.now() + 10 * minute };
    expect(await nurse.tap(await nurse.checklist(row.preparation), 'flow.held', act)).to.include({ kind: 'accepted' });
    await until(
      'it is told',
      () => told(other).events.some(({ says }) => says === 'Bed 3: B. Nunez put the patient on hold: “Waiting”.'),
      20_000,
    );
    expect(told(other).counts).to.include({ yours: 1, staff: 0 });
    other.end();
  });

  it('counts nothing of what was on record before somebody came', async () => {
    const nurse = await signInAs(web.url, 'BADGE-NUNEZ', 'demo-tablet-7', { next: v7 });
    const follow = new Follow();
    await follow.look(nurse);
    const [row] = await nurse.rows('w4B');
    if (row === undefined) throw new Error('nobody is on the ward');
    const acts = async (event: string, more = {}) => {
      const verdict = await nurse.tap(await nurse.checklist(row.preparation), event, more);
      expect(verdict).to.include({ kind: 'accepted' });
      return verdict;
    };
    await acts('flow.resumed');
    expect((await follow.look(nurse)).map(({ entry }) => entry.says)).to.deep.equal(['Resumed']);
    follow.come();
    expect(follow.since).to.deep.equal({ yours: 0, staff: 0 });
    await follow.look(nurse);
    expect(follow.since, 'what was done before').to.deep.equal({ yours: 0, staff: 0 });
    const held = await acts('flow.held', { reason: 'Waiting', person: nurse.id, lookAgainAt: 1 });
    follow.staffActed(row.preparation, held.revision);
    expect((await follow.look(nurse)).map(({ staffs }) => staffs)).to.deep.equal([true]);
    follow.come();
    expect(follow.since, 'and is on record as theirs').to.deep.equal({ yours: 0, staff: 1 });
    await acts('flow.resumed');
    await follow.look(nurse);
    expect(follow.since, 'and this as the visitor’s').to.deep.equal({ yours: 1, staff: 1 });
  });

  it('tells each entry once: made while it looks, of a patient missing from one look, and read as the server died', async () => {
    const nurse = await signInAs(web.url, 'BADGE-NUNEZ', 'demo-tablet-7', { next: v7 });
    const [row] = await nurse.rows('w4B');
    if (row === undefined) throw new Error('nobody is on the ward');
    const acts = async (event: string, more = {}) => {
      const verdict = await nurse.tap(await nurse.checklist(row.preparation), event, more);
      expect(verdict).to.include({ kind: 'accepted' });
    };
    const follow = new Follow();
    const look = async (reader: Person) => (await follow.look(reader)).map(({ entry }) => entry.type);
    await look(nurse);

    await acts('flow.held', { reason: 'Waiting', person: nurse.id, lookAgainAt: 1 });
    const meanwhile: Person = {
      ...nurse,
      history: async (preparation) => {
        if (preparation === row.preparation) await acts('flow.resumed');
        return nurse.history(preparation);
      },
    };
    expect(await look(meanwhile)).to.deep.equal(['flow.held', 'flow.resumed']);
    expect(await look(nurse), 'read already').to.deep.equal([]);

    expect(await look({ ...nurse, rows: async () => [] }), 'nobody is shown').to.deep.equal([]);
    expect(await look(nurse), 'they are shown again').to.deep.equal([]);

    await acts('flow.held', { reason: 'Waiting', person: nurse.id, lookAgainAt: 1 });
    const dies: Person = {
      ...nurse,
      rows: async () => [row, { ...row, preparation: 'another-one' }].map((one) => ({ ...one, revision: 999 })),
      history: async (preparation) => {
        if (preparation === 'another-one') throw new TypeError('fetch failed');
        return nurse.history(preparation);
      },
    };
    expect(await look(dies).catch(({ message }: Error) => message)).to.equal('fetch failed');
    await acts('flow.resumed');
    const lives: Person = {
      ...nurse,
      history: async (preparation) => (preparation === 'another-one' ? [] : nurse.history(preparation)),
    };
    expect(await look(lives), 'nothing is lost by it').to.deep.equal(['flow.held', 'flow.resumed']);
  });

  it('counts a tap as the staff’s when the server died under it, which has it on record', async () => {
    const follow = new Follow();
    const ledger = new Ledger((preparation, revision) => follow.staffActed(preparation, revision));
    const unheard = {
      sent: (person: Person, message: CommandMessage) => ledger.sent(person, message),
      heard: () => undefined,
    };
    const kim = await signInAs(web.url, 'BADGE-KIM', 'demo-tablet-8', { next: v7 }, unheard);
    await follow.look(kim);
    const [row] = await kim.rows('w4B');
    if (row === undefined) throw new Error('nobody is on the ward');
    await kim.tap(await kim.checklist(row.preparation), 'flow.held', { reason: 'Waiting', lookAgainAt: 1 });
    await ledger.settle();
    expect((await follow.look(kim)).map(({ entry, staffs }) => [entry.type, staffs])).to.deep.equal([
      ['flow.held', true],
    ]);
    expect(await ledger.check(), 'confirmed to them now').to.deep.equal({ asked: 1, lost: 0, doubled: 0 });
    await kim.tap(await kim.checklist(row.preparation), 'flow.resumed');
    await follow.look(kim);
  });

  it('tells of kept acts where they arrive, each with the time it was made, and of one arrival in one line', async () => {
    const visitor = await signInAs(web.url, 'BADGE-OSEI', 'demo-tablet-7', { next: v7 });
    const [row] = await visitor.rows('w4B');
    if (row === undefined) throw new Error('nobody is on the ward');
    const seen = await visitor.checklist(row.preparation);
    web.clock.advance(5 * minute);
    const [made, now] = [seen.at + minute, web.clock.now()];
    const sends = async (event: string, elapsed: number) => {
      const kept = { lastSync: seen.at, elapsed, wallTime: seen.at + elapsed, reason: 'Kept' };
      const verdict = await visitor.tap(await visitor.checklist(row.preparation), event, kept);
      expect(verdict).to.include({ kind: 'accepted', late: true });
    };
    const told = () => (demo.state() as Told).events;
    const arrivals = () => told().filter(({ says }) => says.startsWith('A tablet sent what it had kept: '));
    await sends('identity.mismatched', minute);
    await until('the arrival is told', () => arrivals().length > 0, 20_000);
    expect(arrivals()[0]?.says).to.match(/: one tap,/);
    await sends('question.raised', 2 * minute);
    await until('the second is told too', () => arrivals()[0]?.says.includes(': 2 taps,') === true, 20_000);
    expect(arrivals(), 'looked at twice, arrived once').to.have.length(1);
    const [first, , act] = told().slice(told().findIndex(({ says }) => says === arrivals()[0]?.says));
    expect(first).to.include({ at: now, says: arrivals()[0]?.says });
    expect(act?.at, 'where it arrived').to.equal(now);
    const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(made);
    expect(act?.says).to.equal(`Bed 3: you stopped: the wristband does not match: “Kept”. Tapped ${time}.`);
    const order = told().map(({ at }) => at);
    expect(order).to.deep.equal(order.toSorted((a, b) => b - a));
  });

  it('knows of each act whether the patient was in the department when it was made', async () => {
    const [nurse, marsh] = [
      await signInAs(web.url, 'BADGE-NUNEZ', 'demo-tablet-7', { next: v7 }),
      await signInAs(web.url, 'BADGE-MARSH', 'demo-tablet-8', { next: v7 }),
    ];
    const charge = await signInAs(web.url, 'BADGE-ITO', 'demo-desk-2', { next: v7 });
    const start = Math.ceil(web.clock.now() / minute) * minute + 60 * minute;
    const order = { number: 'T2', facts: { bleedingRisk: 'low', antithrombotic: 'none', diabetes: 'no' } };
    const follow = new Follow();
    await follow.look(nurse);
    await charge.post('/preparations', {
      ward: 'w4B',
      bed: '4',
      protocol: 'upperGiEndoscopy',
      start,
      patient: patients[1],
      order,
    });
    const row = (await nurse.rows('w4B')).find(({ place }) => place.bed === '4');
    if (row === undefined) throw new Error('nobody is in bed 4');
    for (const [person, event, more] of [
      [nurse, 'patient.arrived', {}],
      [nurse, 'emergency.declared', {}],
      [nurse, 'item.wristband.sensed', { value: patients[1]?.number ?? '' }],
      [nurse, 'patient.left', {}],
      [marsh, 'patient.received', {}],
      [marsh, 'question.raised', {}],
      [nurse, 'patient.returned', {}],
      [nurse, 'interpreter.needed', {}],
    ] as const) {
      const said = await person.tap(await person.checklist(row.preparation), event, more);
      expect(said, event).to.include({
        kind: 'accepted',
      });
    }
    const there = (await follow.look(nurse)).map(({ entry, there: is }) => [entry.type, is]);
    expect(there.filter(([, is]) => is)).to.deep.equal([
      ['question.raised', true],
      ['patient.returned', true],
    ]);
  });
});

describe('the commentary while the other staff work', () => {
  let web: Web;
  let cable: Cable;
  before(async () => {
    web = await startWeb({
      protocols: (await readProtocols('protocols', null)).read.map(({ json }) => json),
      equipmentTypes: await typesFromFile('equipment/types.yaml'),
    });
    cable = await layCable('127.0.0.1', 0, { host: '127.0.0.1', port: Number(new URL(web.url).port) });
  });
  after(async () => {
    await cable.close();
    await web.end();
  });

  it('tells what the other staff did once each, and counts it as theirs: who was put on the list, who came, who took whom', async () => {
    const busy = new Demo(web.url, running, cable);
    const told = () => busy.state() as Told;
    // A look that somebody comes in says from where it counts.
    busy.setSpeed(0);
    busy.run();
    const first = told().wristbands;
    const second = await until('the first look', () => told().wristbands !== first && told().wristbands, 20_000);
    const third = await until('another', () => told().wristbands !== second && told().wristbands, 20_000);
    await until('and the one that counts', () => told().wristbands !== third, 20_000);
    const reader = await signInAs(web.url, 'BADGE-NUNEZ', 'demo-tablet-7', { next: v7 });
    const total = async () => {
      const rows = await reader.rows('w4B');
      const all = await Promise.all(rows.map(({ preparation }) => reader.history(preparation)));
      return all.flat().filter(({ person }) => person !== null).length;
    };
    const before = await total();
    busy.setSpeed(50);
    const says = (words: string) => told().events.filter((event) => event.says.includes(words));
    await until(
      'somebody was put on the list, came and was taken',
      () => says('took the patient').length > 0 && says('C. Ito put the patient on the list').length > 0,
      60_000,
    );
    busy.setSpeed(0);
    const { counts, events } = await until(
      'all is counted',
      async () => told().counts.yours + told().counts.staff === (await total()) - before && told(),
      20_000,
    );
    busy.end();
    expect(counts.yours, 'the visitor did nothing').to.equal(0);
    const lines = events.map((event) => `${event.at} ${event.says}`);
    expect(lines).to.deep.equal([...new Set(lines)]);
  });

  it('plays nobody whom the visitor plays, and leaves the visitor’s patients alone', async () => {
    const kim = await signInAs(web.url, 'BADGE-KIM', 'demo-tablet-7', { next: v7 });
    const rows = await kim.rows('w4B');
    const mine = rows.filter(({ responsible }) => responsible === kim.id);
    expect(mine, 'taken by J. Kim before').to.have.length.greaterThan(0);
    const entries = async () =>
      (
        await Promise.all(
          (await kim.rows('w4B')).map(async ({ preparation }) =>
            (await kim.history(preparation)).map((entry) => ({ preparation, ...entry })),
          ),
        )
      )
        .flat()
        .filter(({ person }) => person !== null);
    const before = await entries();
    const busy = new Demo(web.url, running, cable);
    busy.setVisitor(kim.id);
    busy.setSpeed(50);
    busy.run();
    const acted = await until(
      'the others work on',
      async () => {
        const now = await entries();
        return now.length > before.length + 12 && now;
      },
      60_000,
    );
    busy.end();
    const since = acted.filter(
      ({ preparation, revision }) =>
        !before.some((one) => one.preparation === preparation && one.revision === revision),
    );
    expect(since.filter(({ person }) => person === kim.id)).to.deep.equal([]);
    expect(since.filter((one) => mine.some(({ preparation }) => preparation === one.preparation))).to.deep.equal([]);
  });
});
