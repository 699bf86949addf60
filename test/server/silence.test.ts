/** A tablet that goes silent with a patient open: what boards are told, on whichever node they are, and when not. */
import { expect } from 'chai';
import { graceMs } from '../../server/live/silence.ts';
import type { Screen, Tablet } from '../support/screens.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { minute, startWard, TestClock, type Ward, type WardOptions } from '../support/ward.ts';

for (const kind of ['embedded', 'redis'] as const) {
  describe(`a tablet that goes silent, on the ${kind} store`, () => {
    let redis: RedisServer | null = null;
    let ward: Ward;
    let wall: Screen;
    let preparation: string;
    let clock: Forward;
    const options = (): WardOptions => ({ clock, ...(redis === null ? {} : { redis: redis.url }) });

    beforeEach(async () => {
      redis = kind === 'redis' ? await startRedisServer() : null;
      clock = new Forward();
      ward = await startWard(options());
      preparation = await ward.open();
      wall = await ward.wall();
      await wall.show('wall');
    });
    afterEach(async () => {
      await ward.end();
      await redis?.end();
    });

    const bedside = async (person = 'a-osei'): Promise<Tablet> => {
      const tablet = await ward.tablet(person);
      await tablet.show('tablet');
      await tablet.watch(preparation);
      return tablet;
    };
    const toldBy = (screen: Screen) => screen.frames.at(-1)?.silent ?? [];
    const silent = (screen: Screen) => until('the silence to be told', () => toldBy(screen)[0]);
    const nobody = (screen: Screen) => until('nobody to be silent', () => toldBy(screen).length === 0);
    /** Two looks and more, none of which may say a word. */
    const looks = async (screen: Screen) => {
      const before = screen.frames.length;
      await until('four more frames', () => screen.frames.length >= before + 4);
      return screen.frames.slice(before).flatMap((frame) => frame.silent);
    };
    const cut = ({ socket }: Tablet) => socket.io.engine.close();

    it('is told beside the rows, since it was last heard, to wall and desk alike', async () => {
      const desk = await ward.tablet('b-nunez');
      await desk.show('desk');
      const tablet = await bedside();
      clock.pass(minute);
      await tablet.watch(preparation);
      const position = await ward.store.position();
      const heardBy = clock.now();
      cut(tablet);
      clock.pass(graceMs + 1_000);
      for (const screen of [wall, desk]) {
        const told = await silent(screen);
        expect(told.preparation).to.equal(preparation);
        expect(told.since).to.be.within(heardBy - 5_000, heardBy + 1_000);
      }
      // It is nobody's act: nothing was committed, no row has changed, and rows still follow by hash.
      expect(await ward.store.position()).to.deep.equal(position);
      expect(wall.gaps + desk.gaps).to.equal(0);
      expect(wall.rows.get(preparation)?.revision).to.equal((await ward.desk.row(preparation))?.revision);
    });

    it('is told to a screen that comes later, with its first answer', async () => {
      cut(await bedside());
      clock.pass(graceMs + 1_000);
      await silent(wall);
      const reply = await (await ward.wall()).show('wall');
      expect(reply.ok && reply.value.frame.silent.map((one) => one.preparation)).to.deep.equal([preparation]);
    });

    it('does not hide that this patient is stopped', async () => {
      cut(await bedside());
      clock.pass(graceMs + 1_000);
      await silent(wall);
      await (await bedside('b-nunez')).tap(preparation, 'consent.refused', { reason: 'No' });
      await until('the stop', () => wall.rows.get(preparation)?.status.kind === 'stop');
      expect(await looks(wall)).to.have.length.greaterThan(2);
    });

    it('is over when that tablet is heard, and not when another opens the patient', async () => {
      const tablet = await bedside();
      cut(tablet);
      clock.pass(graceMs + 1_000);
      await silent(wall);
      const other = await bedside('b-nunez');
      await other.tap(preparation, 'patient.arrived');
      expect((await looks(wall)).map((one) => one.preparation)).to.include(preparation);
      await (await ward.join(tablet)).show('tablet');
      await nobody(wall);
      expect(await looks(wall)).to.deep.equal([]);
    });

    it('is not told of a page that is loaded again within seconds', async () => {
      const tablet = await bedside();
      cut(tablet);
      clock.pass(3_000);
      expect(await looks(wall)).to.deep.equal([]);
      const again = await ward.join(tablet);
      await again.show('tablet');
      await again.watch(preparation);
      clock.pass(graceMs * 2);
      expect(await looks(wall)).to.deep.equal([]);
    });

    it('is not told of a tablet that left the patient, shows no ward’s list, or was signed out', async () => {
      const [left, desk, out] = [await bedside(), await bedside('c-ito'), await bedside('b-nunez')];
      await left.watch(null);
      await desk.show('desk');
      await ward.people.grants.takeAway(out.grant.id);
      await until('the screen to be locked', () => out.socket.disconnected, 6_000);
      cut(left);
      cut(desk);
      clock.pass(graceMs * 2);
      expect(await looks(wall)).to.deep.equal([]);
    }).timeout(20_000);

    it('is not told of a patient who has left', async () => {
      cut(await bedside());
      clock.pass(graceMs + 1_000);
      await silent(wall);
      await (await bedside('c-ito')).tap(preparation, 'preparation.cancelled', { reason: 'Sent home' });
      await nobody(wall);
    });

    it('is still told after the server was stopped, and nothing is said of tablets that were heard until then', async () => {
      const tablet = await bedside();
      const second = await ward.open();
      const heard = await ward.tablet('b-nunez');
      await heard.show('tablet');
      await heard.watch(second);
      cut(tablet);
      clock.pass(graceMs + 1_000);
      const { since } = await silent(wall);
      const { directory, master } = ward;
      await ward.stop();
      clock.pass(graceMs * 2);
      ward = await startWard({ ...options(), directory, master });
      wall = await ward.wall();
      await wall.show('wall');
      expect(await silent(wall)).to.deep.equal({ preparation, since });
      expect((await looks(wall)).map((one) => one.preparation)).to.not.include(second);
      await (await ward.join(tablet)).show('tablet');
      await nobody(wall);
    });

    it('does not keep the boards from their rows when the store cannot say or keep it', async () => {
      let failing = false;
      const fails = <T>(work: () => Promise<T>): Promise<T> => (failing ? Promise.reject(new Error('full')) : work());
      await ward.end();
      ward = await startWard({
        ...options(),
        wrap: (store) => ({
          ...store,
          putDocument: (name, body, ifAbsent) => fails(() => store.putDocument(name, body, ifAbsent)),
        }),
      });
      preparation = await ward.open();
      wall = await ward.wall();
      await wall.show('wall');
      cut(await bedside());
      const other = await bedside('b-nunez');
      failing = true;
      clock.pass(graceMs + 1_000);
      const { revision } = await other.tap(preparation, 'patient.arrived');
      await until('the row', () => wall.rows.get(preparation)?.revision === revision);
      expect(await looks(wall)).to.deep.equal([]);
      failing = false;
      await silent(wall);
    });
  });
}

describe('a tablet between two nodes of one Redis', () => {
  let redis: RedisServer;
  let clock: Forward;
  let one: Ward;
  let other: Ward;
  beforeEach(async () => {
    redis = await startRedisServer();
    clock = new Forward();
    one = await startWard({ clock, redis: redis.url });
    other = await startWard({ clock, redis: redis.url, master: one.master });
  });
  afterEach(async () => {
    await Promise.all([one.end(), other.end()]);
    await redis.end();
  });
  /** A patient open on a tablet at one node, and a wall at each. */
  const scene = async () => {
    const preparation = await one.open();
    const walls = [await one.wall(), await other.wall()] as const;
    for (const wall of walls) await wall.show('wall');
    const at = async (node: Ward, before?: Tablet): Promise<Tablet> => {
      const tablet = before === undefined ? await node.tablet('a-osei') : await node.join(before);
      await tablet.show('tablet');
      await tablet.watch(preparation);
      return tablet;
    };
    return { walls, at, tablet: await at(one) };
  };
  const told = ({ frames }: Screen) => frames.at(-1)?.silent.length ?? 0;

  it('is silent for both, and for neither once either hears it', async () => {
    const { walls, at, tablet } = await scene();
    tablet.socket.io.engine.close();
    clock.pass(graceMs + 1_000);
    await until('both to tell it', () => walls.every((wall) => told(wall) === 1));
    await at(other, tablet);
    await until('neither to tell it', () => walls.every((wall) => told(wall) === 0));
  });

  it('is not silent when one node loses it after the other has it', async () => {
    const { walls, at, tablet } = await scene();
    await at(other, tablet);
    const before = walls.map(({ frames }) => frames.length);
    tablet.socket.io.engine.close();
    clock.pass(graceMs + 1_000);
    await until('eight more frames', () =>
      walls.every(({ frames }, index) => frames.length >= (before[index] ?? 0) + 8),
    );
    expect(
      walls.flatMap(({ frames }, index) => frames.slice(before[index])).flatMap(({ silent }) => silent),
    ).to.deep.equal([]);
    expect(await one.store.documents('silent/')).to.have.length(1);
  });
});

/** It goes, as Redis has a clock of its own, and may be put forward; it begins behind, as no store takes what is ahead of it. */
class Forward extends TestClock {
  #behind = 10 * minute;
  constructor() {
    super(null);
  }
  override readonly now = (): number => Date.now() - this.#behind;
  pass(ms: number): void {
    this.#behind -= ms;
  }
}
