/** A deadline takes effect at its instant for every reader, is written down once, and catches up after being away. */
import { expect } from 'chai';
import { isFiring } from '../../machines/index.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { anOpening, hour, importer, minute, startWard, TestClock, type Ward } from '../support/ward.ts';

const firings = async (ward: Ward, preparation: string) => (await ward.desk.history(preparation)).filter(isFiring);

describe('deadlines', () => {
  it('are recorded once after a restart, at the instant they fell due, within a second', async () => {
    let ward = await startWard();
    const preparation = await ward.open();
    const osei = await ward.tablet('a-osei');
    const tappedAt = ward.clock.now();
    await osei.tap(preparation, 'item.tubes.attested', { value: 'inDate' });
    await osei.tap(preparation, 'patient.arrived');
    const { start } = { start: tappedAt + 2 * hour };
    await ward.stop();
    ward.clock.advance(5 * hour);
    ward = await startWard({ directory: ward.directory, master: ward.master, clock: ward.clock });
    const told = await until(
      'the firings',
      async () => [await firings(ward, preparation)].find((fired) => fired.length >= 4),
      1_000,
    );
    expect(told.map(({ at, says }) => [at - tappedAt, says])).to.deep.equal([
      [2 * minute, 'Nobody has this patient'],
      [7 * minute, 'Nobody acknowledged in time: escalated'],
      [start - tappedAt, 'Planned start passed'],
      [4 * hour, 'Tubes and needle in date, packs unopened: expired'],
    ]);
    expect(new Set(told.map(({ recordedAt }) => recordedAt))).to.deep.equal(new Set([ward.clock.now()]));
    expect(told.every(({ person }) => person === null)).to.equal(true);
    const { revision } = (await ward.store.load(preparation))!;
    await ward.server.deadlines.run();
    expect((await ward.store.load(preparation))?.revision).to.equal(revision);
    await ward.end();
  });

  it('count for a reader before they are written down', async () => {
    const ward = await startWard();
    const preparation = await ward.open();
    await ward.server.deadlines.close();
    ward.clock.advance(3 * hour);
    expect((await ward.desk.row(preparation))?.status).to.deep.include({ kind: 'overdue' });
    expect(await firings(ward, preparation)).to.have.length(0);
    // A tap afterwards writes them first, then itself.
    const osei = await ward.tablet('a-osei');
    await osei.tap(preparation, 'patient.arrived');
    expect(
      (await ward.desk.history(preparation)).map(({ type }) => type).filter((type) => !type.startsWith('item.')),
    ).to.match(/opened.*dueIn.*patient\.arrived/);
    await ward.end();
  });

  it('of one broken preparation do not hold up the others', async () => {
    const ward = await startWard();
    const [broken, whole] = [await ward.open(), await ward.open({ start: ward.clock.now() + 3 * hour })];
    const head = (await ward.store.load(broken))!;
    await ward.stop();
    const again = await startWard({
      directory: ward.directory,
      master: ward.master,
      clock: ward.clock,
      wrap: (store) => ({
        ...store,
        load: async (preparation) =>
          preparation === broken ? { ...head, hash: 'x', state: 'damaged' } : store.load(preparation),
      }),
    });
    again.clock.advance(4 * hour);
    await until('the other to be recorded', async () => (await firings(again, whole)).length > 0);
    expect(again.said.join()).to.include(broken).and.include('set aside');
    await again.end();
  });

  it('are recorded once by two nodes that race for them', async () => {
    const redis = await startRedisServer();
    const first = await startWard({ redis: redis.url, clock: new TestClock(null) });
    const second = await startWard({ redis: redis.url, clock: new TestClock(null), master: first.master });
    const soon = Date.now() + 700;
    const outcome = await first.desk.apply(
      Array.from({ length: 20 }, () => anOpening(Date.now(), { start: soon })),
      importer,
    );
    if (outcome.kind !== 'applied') throw new Error(outcome.says);
    await until('all of them', async () =>
      (await Promise.all(outcome.preparations.map((one) => firings(second, one)))).every(({ length }) => length > 0),
    );
    await Promise.all([first, second].map(({ server }) => server.deadlines.run()));
    for (const preparation of outcome.preparations) {
      const [due, ...more] = await firings(first, preparation);
      expect(due).to.include({ at: soon, says: 'Planned start passed' });
      expect(more).to.have.length(0);
      expect(due!.recordedAt - soon).to.be.within(0, 1_000);
    }
    await Promise.all([first.end(), second.end()]);
    await redis.end();
  });
});
