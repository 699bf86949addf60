/** What is in one store goes into another, of either kind, and is the same there: while taps go on, and not by halves. */
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { piecesOf, type Piece, type PortableStore } from '../../server/store/portable.ts';
import { openRedisStore } from '../../server/store/redis.ts';
import { equipmentLog, type Head } from '../../server/store/store.ts';
import { Chance } from '../support/chance.ts';
import { aCommit } from '../support/commits.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const wards = ['north', 'south'];
const claims = ['order:1', 'asset:1', 'asset:{2}', 'recalled:L7'];
const names = [...Array.from({ length: 12 }, (_none, index) => `prep-${String(index).padStart(6, '0')}`), equipmentLog];

let redis: RedisServer;
let home: string;
let places = 0;
const opened: PortableStore[] = [];
before(async () => {
  redis = await startRedisServer();
  home = await mkdtemp(join(tmpdir(), 'wardready-portable-'));
});
after(async () => {
  for (const store of opened) await store.close();
  await redis.end();
  await rm(home, { recursive: true, force: true });
});

/** A place for one store, and how to open what is there. */
const kinds = {
  embedded: () => {
    const directory = join(home, `store-${(places += 1)}`);
    return () => openEmbeddedStore({ directory, clock: Date.now });
  },
  redis: () => {
    const site = `site-${(places += 1)}`;
    return () => openRedisStore({ url: redis.url, site });
  },
};
type Kind = keyof typeof kinds;
const open = async (opening: () => Promise<PortableStore>): Promise<PortableStore> => {
  const store = await opening();
  opened.push(store);
  return store;
};

/** Whatever may be in a store: long logs, refusals, patients who moved and left, claims, deadlines, documents. */
async function live(store: PortableStore, chance: Chance, acts: number): Promise<void> {
  for (let act = 0; act < acts; act += 1) {
    const who = chance.of(names) ?? equipmentLog;
    const on = await store.load(who);
    const claim = chance.of(claims) ?? '';
    const refusal = on !== null && chance.in(4);
    await store.commit([
      aCommit(who, {
        on,
        records: refusal ? 0 : 1 + chance.below(3),
        ward: chance.of(wards) ?? 'north',
        open: !chance.in(5),
        nextDue: chance.in(2) ? null : Date.now() + chance.below(1_000_000),
        ...(!refusal && chance.in(4) ? { command: null } : {}),
        ...(refusal ? {} : chance.in(2) ? { hold: [claim] } : { release: [claim] }),
      }),
    ]);
    if (chance.in(6)) await store.putDocument(`key/${chance.below(20)}`, `sealed ${act}`);
  }
}

/** All that a store says of itself, but sessions and the feed's entries. */
async function everything(store: PortableStore): Promise<unknown> {
  const sorted = <T>(list: readonly T[]): readonly T[] =>
    list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    heads: await Promise.all(names.map((name) => store.load(name))),
    logs: await Promise.all(names.map((name) => store.log(name))),
    verdicts: await Promise.all(names.map(async (name) => sorted(await store.verdicts(name)))),
    claims: sorted(await store.allClaims()),
    wards: await Promise.all(wards.map(async (ward) => sorted(await store.ward(ward)))),
    due: await store.due(Number.MAX_SAFE_INTEGER - 1, 1_000),
    preparations: sorted(await store.preparations()),
    documents: await store.documents(''),
    position: await store.position(),
  };
}

for (const from of ['embedded', 'redis'] as Kind[])
  for (const into of ['embedded', 'redis'] as Kind[])
    describe(`from ${from} into ${into}`, () => {
      let source: PortableStore;
      let target: PortableStore;
      let again: () => Promise<PortableStore>;
      const chance = new Chance(seed);
      beforeEach(async () => {
        source = await open(kinds[from]());
        again = kinds[into]();
        target = await open(again);
      });

      it('everything is the same, also when it is opened again', async () => {
        await live(source, chance, 150);
        await target.restore(piecesOf(source));
        const wanted = await everything(source);
        expect(await everything(target), `SEED=${seed}`).to.deep.equal(wanted);
        await target.close();
        expect(await everything(await open(again)), `SEED=${seed}`).to.deep.equal(wanted);
      });

      it('it goes on from there: what was done is known, and what comes next follows', async () => {
        await live(source, chance, 40);
        const done = aCommit('prep-zzzzzz', { hold: ['order:new'] });
        await source.commit([done]);
        await target.restore(piecesOf(source));
        expect(
          (await target.commit([aCommit('prep-zzzzzz', { on: done.head, command: done.verdict?.command ?? '' })])).kind,
        ).to.equal('duplicate');
        expect((await target.commit([aCommit('prep-other1', { hold: ['order:new'] })])).kind).to.equal('claimed');
        const { offset } = await source.position();
        const next = await target.commit([aCommit('prep-zzzzzz', { on: done.head, release: ['order:new'] })]);
        expect(next).to.have.nested.property('position.offset', offset + 1);
        expect(await target.claimed('order:new')).to.equal(null);
      });

      it('whoever saw more than was kept is told, also once there is as much again', async () => {
        await live(source, chance, 10);
        await target.restore(piecesOf(source));
        const kept = await source.position();
        await live(source, chance, 20);
        const seen = await source.position();
        expect((await target.feed(seen, 10)).kind).to.equal('gap');
        while ((await target.position()).offset < seen.offset + 2) await live(target, chance, 1);
        expect((await target.feed(seen, 10)).kind).to.equal('gap');
        expect(await target.feed(kept, 1_000), 'from what was kept').to.have.property('kind', 'entries');
      });

      it('is one moment of a ward that goes on: no head without its records, no claim without its holder’s', async () => {
        let head: Head | null = null;
        const turnsAmid = 60;
        const state = { turns: 0 };
        await live(source, chance, 60);
        const writing = (async () => {
          // A thing is passed on in one commit: at any one moment exactly one has it.
          // Not for ever: what changes faster than it can be read is given up.
          for (let turn = 0; turn < turnsAmid; turn += 1) {
            const commit: ReturnType<typeof aCommit> = aCommit('prep-busy01', {
              on: head,
              hold: [`turn:${turn}`],
              release: [`turn:${turn - 1}`],
            });
            await source.commit([commit]);
            ({ head } = commit);
            state.turns += 1;
            await source.putDocument(`busy/${turn}`, 'x');
            if (turn % 8 === 7) await new Promise((resolve) => setTimeout(resolve, 20));
          }
        })();
        // Before each piece somebody taps, however busy this machine is.
        const amid = async function* (pieces: ReturnType<typeof piecesOf>): ReturnType<typeof piecesOf> {
          for await (const piece of pieces) {
            const { turns } = state;
            while (turns < turnsAmid && state.turns === turns) await new Promise((resolve) => setTimeout(resolve, 1));
            yield piece;
          }
        };
        await target.restore(amid(piecesOf(source)));
        await writing;
        const kept = await target.load('prep-busy01');
        // Read again as often as somebody tapped behind it.
        expect(kept?.revision).to.equal(turnsAmid);
        expect(
          (await target.allClaims()).filter(({ key }) => key.startsWith('turn:')).map(({ key }) => key),
        ).to.deep.equal([`turn:${(kept?.revision ?? 0) - 1}`]);
        expect((await target.log('prep-busy01')).at(-1)?.hash).to.equal(kept?.hash);
        expect(await target.verdicts('prep-busy01')).to.have.length(kept?.revision ?? 0);
        for (const name of names) {
          const one = await target.load(name);
          expect((await target.log(name)).at(-1)?.hash).to.equal(one?.hash);
        }
      });
    });

for (const into of ['embedded', 'redis'] as Kind[])
  describe(`into ${into}`, () => {
    const refusal = async (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'it was not refused',
        (error: unknown) => String(error),
      );

    it('where something is already, nothing is written', async () => {
      const source = await open(kinds.embedded());
      await live(source, new Chance(seed), 10);
      const target = await open(kinds[into]());
      await target.putDocument('protocol/x', 'a server was started here');
      expect(await refusal(target.restore(piecesOf(source)))).to.match(/^StoreMisconfigured: .*(not empty|has data)/);
      expect(await target.preparations()).to.deep.equal([]);
      const used = await open(kinds[into]());
      await live(used, new Chance(seed), 3);
      const before = await everything(used);
      expect(await refusal(used.restore(piecesOf(source)))).to.match(/^StoreMisconfigured/);
      expect(await everything(used)).to.deep.equal(before);
    });

    it('what did not come to its end opens nowhere, and says so', async () => {
      const source = await open(kinds.embedded());
      await live(source, new Chance(seed), 10);
      const again = kinds[into]();
      const target = await open(again);
      async function* cut(): AsyncGenerator<Piece> {
        for await (const piece of piecesOf(source)) {
          if (piece.kind === 'end') throw new Error('the file ends here');
          yield piece;
        }
      }
      expect(await refusal(target.restore(cut()))).to.match(/the file ends here/);
      await target.close();
      expect(await refusal(again())).to.match(
        /^StoreMisconfigured: a restore into .* did not finish: .* restore again/,
      );
    });
  });
