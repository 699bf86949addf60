/** From a tap to every screen: announced in order, by position, and never to somebody it is not for. */
import { expect } from 'chai';
import type { Checklist } from '../../machines/index.ts';
import type { FeedPage } from '../../server/store/store.ts';
import { until } from '../support/until.ts';
import { minute, startWard, type Ward } from '../support/ward.ts';

describe('the live ward', () => {
  let ward: Ward;
  /** While set, the feed answers that it does not know where we were. */
  let lost = false;
  before(async () => {
    ward = await startWard({
      wrap: (store) => ({
        ...store,
        async feed(from, limit): Promise<FeedPage> {
          if (!lost) return store.feed(from, limit);
          lost = false;
          return { kind: 'gap', position: await store.position() };
        },
      }),
    });
  });
  after(() => ward.end());

  it('shows an accepted tap on another screen’s next frame', async () => {
    const preparation = await ward.open();
    const [tablet, desk] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
    await desk.show('desk');
    const verdict = await tablet.tap(preparation, 'patient.arrived');
    const row = await until('the row at this revision', () =>
      [desk.rows.get(preparation)].find((one) => one?.revision === verdict.revision),
    );
    expect(row.head).to.equal(verdict.head);
    expect(desk.gaps).to.equal(0);
  });

  it('answers hello with every row of this ward and none of another', async () => {
    const [here, there] = [await ward.open(), await ward.open({ place: { ward: 'w5A', bed: '1' } })];
    const desk = await ward.tablet('a-osei');
    const reply = await desk.show('desk');
    expect(reply).to.nested.include({
      ok: true,
      'value.layout.title': '4B',
      'value.frame.kind': 'snapshot',
      'value.heartbeatMs': 500,
    });
    expect([...desk.rows.keys()])
      .to.include(here)
      .and.not.include(there);
  });

  it('moves a row from one ward’s screens to the other’s', async () => {
    const preparation = await ward.open();
    const [nunez, other] = [await ward.tablet('b-nunez'), await ward.tablet('z-other')];
    await Promise.all([nunez.show('desk'), other.show('desk', 'w5A')]);
    await nunez.tap(preparation, 'place.moved', { place: { ward: 'w5A', bed: '2' } });
    await until('the row to arrive', () => other.rows.has(preparation));
    await until('the row to leave', () => !nunez.rows.has(preparation));
  });

  it('lets a finished patient’s bed say so, and then empties it', async () => {
    const preparation = await ward.open();
    const ito = await ward.tablet('c-ito');
    await ito.show('desk');
    await ito.tap(preparation, 'preparation.cancelled', { reason: 'Sent home' });
    await until('not done', () => ito.rows.get(preparation)?.status.kind === 'notDone');
    ward.clock.advance(31 * minute);
    await until('the row to leave', () => !ito.rows.has(preparation));
  });

  it('keeps a finished patient on the tablets’ list for the day, and on no wall or desk', async () => {
    const preparation = await ward.open();
    const [ito, osei] = [await ward.tablet('c-ito'), await ward.tablet('a-osei')];
    const [wall, away] = [await ward.wall(), await ward.wall()];
    await Promise.all([ito.show('desk'), osei.show('tablet'), wall.show('wall'), away.show('wall')]);
    await ito.tap(preparation, 'preparation.cancelled', { reason: 'Sent home' });
    await until('not done', () => away.rows.get(preparation)?.status.kind === 'notDone');
    const from = away.position;
    away.close();
    ward.clock.advance(31 * minute);
    for (const board of [ito, wall]) await until('the row to leave', () => !board.rows.has(preparation));
    expect(osei.rows.get(preparation)?.status.kind).to.equal('notDone');
    // Nobody committed anything meanwhile: a wall that was away is told all the same.
    const reply = await (await ward.wall()).show('wall', 'w4B', from);
    expect(reply.ok && reply.value.frame).to.deep.include({ kind: 'patch', previous: from });
    expect(reply.ok && reply.value.frame.gone).to.include(preparation);
    const later = await ward.tablet('b-nunez');
    await later.show('tablet');
    expect([...later.rows.keys()]).to.include(preparation);
    await later.show('desk');
    expect([...later.rows.keys()]).to.not.include(preparation);
    ward.clock.advance(25 * 60 * minute);
    await until('the row to leave the tablets', () => !osei.rows.has(preparation));
  });

  it('is heard twice a second when nothing happens, and every frame follows the one before', async () => {
    const wall = await ward.wall();
    await wall.show('wall');
    const before = wall.frames.length;
    await until('four more frames', () => wall.frames.length >= before + 4, 2_600);
    expect(wall.gaps).to.equal(0);
    expect(wall.frames.at(-1)).to.deep.include({ kind: 'patch', rows: [], gone: [] });
  });

  it('falls silent when the store cannot be heard, so that screens go stale', async () => {
    const deaf = await startWard({
      wrap: (store) => ({
        ...store,
        feed: (from, limit) => (silent ? Promise.reject(new Error('away')) : store.feed(from, limit)),
      }),
    });
    let silent = false;
    const wall = await deaf.wall();
    await wall.show('wall');
    await until('a frame', () => wall.frames.length > 1);
    silent = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = wall.frames.length;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(wall.frames).to.have.length(before);
    silent = false;
    await until('frames again', () => wall.frames.length > before);
    await deaf.end();
  });

  it('tells a screen that was away only what changed', async () => {
    const [first, second] = [await ward.open(), await ward.open()];
    const [tablet, desk] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
    await desk.show('desk');
    const from = desk.position;
    desk.close();
    const { revision } = await tablet.tap(first, 'patient.arrived');
    const back = await ward.join(desk);
    const reply = await back.show('desk', 'w4B', from);
    if (!reply.ok) throw new Error(reply.problem.detail);
    expect(reply.value.frame).to.deep.include({ kind: 'patch', previous: from });
    expect(reply.value.frame.rows.map(({ preparation }) => preparation)).to.deep.equal([first]);
    expect(reply.value.frame.rows[0]).to.include({ revision });
    expect(second).to.not.equal(first);
  });

  it('gives a snapshot to a screen whose position is of another history', async () => {
    const desk = await ward.tablet('a-osei');
    const { offset } = await ward.store.position();
    const reply = await desk.show('desk', 'w4B', { offset, hash: 'f'.repeat(40) });
    expect(reply).to.nested.include({ 'value.frame.kind': 'snapshot', 'value.frame.previous': null });
  });

  it('gives every screen a snapshot when the store has another history than was told', async () => {
    const desk = await ward.tablet('a-osei');
    await desk.show('desk');
    const before = desk.frames.length;
    lost = true;
    const frame = await until('a snapshot', () => desk.frames.slice(before).find(({ kind }) => kind === 'snapshot'));
    expect(frame.rows.map(({ preparation }) => preparation)).to.have.members(
      (await ward.desk.rows('w4B')).map(({ preparation }) => preparation),
    );
    await until('it says so', () => desk.frames.at(-1)?.trouble?.includes('lost'));
    expect(ward.said.join('\n')).to.include('the store has another history than screens were told');
  });

  it('sends an open checklist again after a change, and when a deadline passes', async () => {
    const preparation = await ward.open();
    const [tablet, reader] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
    expect(await reader.watch(preparation)).to.nested.include({ 'value.preparation': preparation });
    const { revision } = await tablet.tap(preparation, 'item.tubes.attested', { value: 'inDate' });
    const seen = (what: string, is: (checklist: Checklist) => boolean): Promise<Checklist> =>
      until(what, () => reader.checklists.find(is));
    const statusOf = (checklist: Checklist): unknown =>
      checklist.steps.flatMap(({ items }) => items).find(({ id }) => id === 'tubes')?.status;
    await seen('the change', (checklist) => checklist.revision === revision && statusOf(checklist) === 'satisfied');
    ward.clock.advance(241 * minute);
    await seen('the expiry', (checklist) => statusOf(checklist) === 'expired');
    await reader.watch(null);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before = reader.checklists.length;
    await tablet.tap(preparation, 'consent.refused', { reason: 'No' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(reader.checklists).to.have.length(before);
  });
});

describe('time that passes without a commit', () => {
  it('changes rows and open checklists, though nobody writes the deadlines down', async () => {
    const ward = await startWard();
    const preparation = await ward.open();
    const reader = await ward.tablet('b-nunez');
    const wall = await ward.wall();
    await Promise.all([reader.watch(preparation), wall.show('wall')]);
    await until('the first checklist', () => reader.checklists.length > 0);
    await ward.server.deadlines.close();
    const { offset } = await ward.store.position();
    ward.clock.advance(130 * minute);
    await until('overdue on the wall', () => wall.rows.get(preparation)?.status.kind === 'overdue');
    await until('overdue on the tablet', () => reader.checklists.at(-1)?.row.status.kind === 'overdue');
    expect((await ward.store.position()).offset).to.equal(offset);
    expect(wall.gaps).to.equal(0);
    await ward.end();
  });
});
