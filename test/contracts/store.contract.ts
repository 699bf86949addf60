/** What every store must do. Both stores run all of it; a store that passes may be put under WardReady. (over 400 lines: one contract, read from top to bottom as one list of promises) */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonical } from '../../machines/index.ts';
import { commitsMax, pageMax } from '../../server/store/check-arguments.ts';
import { BadArgument, StoreUnavailable } from '../../server/store/errors.ts';
import {
  feedStart,
  type Commit,
  type CommitOutcome,
  type FeedEntry,
  type Head,
  type Store,
  equipmentLog,
} from '../../server/store/store.ts';
import { aCommand, aCommit } from '../support/commits.ts';
import { until } from '../support/until.ts';

/** One store under test, empty at first. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Another opening of the same data: what a second node, or this one after a restart, has. */
  reopen(): Promise<Store>;
  /** Closes everything and removes it. */
  end(): Promise<void>;
}

const anna = 'prep-anna-0001';
const bert = 'prep-bert-0001';
const cleo = 'prep-cleo-0001';

/** The same command with another verdict: where a reply was lost on the way, the very same bytes are told as written, not as a duplicate. */
const judgedAnew = (commit: Commit): Commit => ({
  ...commit,
  verdict: commit.verdict === null ? null : { ...commit.verdict, body: '{"kind":"refused","anew":true}' },
});

export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store's contract`, () => {
    let bed: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      bed = await open();
      store = bed.store;
    });
    afterEach(() => bed.end());

    const done = async (...commits: Commit[]): Promise<CommitOutcome> => {
      const outcome = await store.commit(commits);
      expect(outcome.kind).to.equal('committed');
      return outcome;
    };
    const entries = async (limit = pageMax): Promise<readonly FeedEntry[]> => {
      const page = await store.feed(feedStart, limit);
      if (page.kind === 'gap') throw new Error('the feed has a gap at its start');
      return page.entries;
    };
    /** Everything a refused batch must leave as it was. */
    const picture = async (): Promise<unknown> => ({
      heads: await Promise.all([anna, bert, cleo].map((preparation) => store.load(preparation))),
      logs: await Promise.all([anna, bert, cleo].map((preparation) => store.log(preparation))),
      feed: await entries(),
      position: await store.position(),
      due: await store.due(Number.MAX_SAFE_INTEGER - 1, pageMax),
      wards: [await store.ward('north'), await store.ward('south')],
      claims: await Promise.all(['order:1', 'asset:1', 'recalled:L7'].map((key) => store.claimed(key))),
      preparations: [...(await store.preparations())].sort(),
    });
    const rejection = async (promise: Promise<unknown>): Promise<Error> => {
      try {
        await promise;
      } catch (error) {
        if (error instanceof Error) return error;
      }
      throw new Error('it was not rejected');
    };

    describe('one commit', () => {
      it('has no head, log or verdict for a preparation nobody opened', async () => {
        expect(await store.load(anna)).to.equal(null);
        expect(await store.log(anna)).to.deep.equal([]);
        expect(await store.verdict(anna, aCommand())).to.equal(null);
        expect(await store.preparations()).to.deep.equal([]);
      });

      it('gives back head, records and verdict exactly as they were committed', async () => {
        const commit = aCommit(anna, { records: 3, nextDue: 1_763_800_000_123 });
        await done(commit);
        expect(await store.load(anna)).to.deep.equal(commit.head);
        expect(await store.log(anna)).to.deep.equal(commit.records);
        expect(await store.verdict(anna, commit.verdict?.command ?? '')).to.deep.equal(commit.verdict);
        expect(await store.preparations()).to.deep.equal([anna]);
      });

      it('keeps bodies with quotes, newlines, emoji and lone surrogates byte for byte', async () => {
        const commit = aCommit(anna);
        const body = JSON.stringify({ note: 'a "quoted"\nline \\ 🩺 \ud800 end', nothing: null, list: [] });
        await done({
          ...commit,
          records: [{ revision: 1, hash: commit.head.hash, body }],
          head: { ...commit.head, state: body },
        });
        expect((await store.log(anna))[0]?.body).to.equal(body);
        expect((await store.load(anna))?.state).to.equal(body);
      });

      it('appends to the head it was decided on', async () => {
        const first = aCommit(anna);
        const second = aCommit(anna, { on: first.head, records: 2 });
        await done(first);
        await done(second);
        expect(await store.log(anna)).to.deep.equal([...first.records, ...second.records]);
        expect(await store.log(anna, 1)).to.deep.equal(second.records);
        expect(await store.log(anna, 3)).to.deep.equal([]);
      });

      it('answers conflict with the newest head when somebody else committed first, and writes nothing', async () => {
        const first = aCommit(anna);
        const theirs = aCommit(anna, { on: first.head });
        await done(first);
        await done(theirs);
        const before = await picture();
        const mine = aCommit(anna, { on: first.head, hold: ['order:1'] });
        expect(await store.commit([mine])).to.deep.equal({
          kind: 'conflict',
          preparation: anna,
          head: theirs.head.hash,
        });
        expect(await picture()).to.deep.equal(before);
        expect(await store.verdict(anna, mine.verdict?.command ?? '')).to.equal(null);
      });

      it('answers conflict when a preparation is opened twice, and null when one is expected that is not there', async () => {
        const first = aCommit(anna);
        await done(first);
        expect(await store.commit([aCommit(anna)])).to.deep.equal({
          kind: 'conflict',
          preparation: anna,
          head: first.head.hash,
        });
        const ghost = aCommit(bert);
        expect(await store.commit([aCommit(bert, { on: ghost.head })])).to.deep.equal({
          kind: 'conflict',
          preparation: bert,
          head: null,
        });
      });

      it('keeps a refusal as a verdict and leaves revision, head, log and feed alone', async () => {
        const first = aCommit(anna);
        await done(first);
        const before = await picture();
        const refused = aCommit(anna, { on: first.head, records: 0, verdictBody: '{"kind":"refused"}' });
        await done(refused);
        expect(await picture()).to.deep.equal(before);
        expect(await store.verdict(anna, refused.verdict?.command ?? '')).to.deep.equal(refused.verdict);
      });

      it('refuses a refusal that was decided on an older head', async () => {
        const first = aCommit(anna);
        await done(first);
        await done(aCommit(anna, { on: first.head }));
        const stale = aCommit(anna, { on: first.head, records: 0 });
        expect((await store.commit([stale])).kind).to.equal('conflict');
      });

      it('keeps the verdict of a refused opening without making a preparation', async () => {
        const refused = aCommit(anna, { records: 0 });
        await done(refused);
        expect(await store.load(anna)).to.equal(null);
        expect(await store.preparations()).to.deep.equal([]);
        expect(await store.verdict(anna, refused.verdict?.command ?? '')).to.deep.equal(refused.verdict);
        expect((await store.commit([judgedAnew(refused)])).kind).to.equal('duplicate');
      });

      it('announces a change that has no record, such as a command that needs a person', async () => {
        const first = aCommit(anna);
        await done(first);
        await done(aCommit(anna, { on: first.head, records: 0, feed: true }));
        expect((await entries()).map(({ revision }) => revision)).to.deep.equal([1, 1]);
      });

      it('refuses an instant more than a second ahead of store time, and takes one that is not', async () => {
        const now = await store.now();
        const ahead = await store.commit([aCommit(anna, { at: now + 3_600_000 })]);
        expect(ahead.kind).to.equal('ahead');
        if (ahead.kind === 'ahead')
          expect(ahead.storeTime)
            .to.be.at.least(now)
            .and.below(now + 3_600_000);
        expect(await store.load(anna)).to.equal(null);
        await done(aCommit(anna, { at: now }));
      });
    });

    describe('the same command again', () => {
      it('gets the original verdict, whatever it says now, and writes nothing', async () => {
        const first = aCommit(anna, { verdictBody: '{"kind":"accepted"}' });
        await done(first);
        const before = await picture();
        const command = first.verdict?.command ?? '';
        const again = aCommit(anna, { on: first.head, command, verdictBody: '{"kind":"refused"}' });
        expect(await store.commit([again])).to.deep.equal({ kind: 'duplicate', verdict: first.verdict });
        expect(await picture()).to.deep.equal(before);
      });

      it('is a duplicate before it is a conflict, ahead or claimed', async () => {
        const first = aCommit(anna, { hold: ['order:1'] });
        await done(first);
        const later = aCommit(anna, { on: first.head, release: ['order:1'] });
        await done(later);
        await done(aCommit(bert, { hold: ['order:1'] }));
        const again = { ...judgedAnew(first), at: (await store.now()) + 3_600_000 };
        expect(await store.commit([again])).to.deep.equal({ kind: 'duplicate', verdict: first.verdict });
      });

      it('is another command under another preparation', async () => {
        const command = aCommand();
        await done(aCommit(anna, { command }));
        await done(aCommit(bert, { command }));
        expect(await store.preparations()).to.have.members([anna, bert]);
      });

      it('of the equipment log is kept like any other, and is none of the preparations', async () => {
        const line = aCommit(equipmentLog);
        await done(line, aCommit(anna));
        expect(await store.preparations()).to.deep.equal([anna]);
        expect(await store.load(equipmentLog)).to.deep.equal(line.head);
        expect(await store.log(equipmentLog)).to.have.length(1);
      });

      it('sent 50 times at once leaves one record and one verdict', async () => {
        const command = aCommand();
        const outcomes = await Promise.all(
          Array.from({ length: 50 }, () => store.commit([aCommit(anna, { command })])),
        );
        const kinds = outcomes.map(({ kind }) => kind).sort();
        expect(kinds).to.deep.equal([...Array<string>(1).fill('committed'), ...Array<string>(49).fill('duplicate')]);
        expect(await store.log(anna)).to.have.length(1);
        const kept = await store.verdict(anna, command);
        for (const outcome of outcomes) if (outcome.kind === 'duplicate') expect(outcome.verdict).to.deep.equal(kept);
      });

      it('has one winner when 40 different commands race for one head', async () => {
        const first = aCommit(anna);
        await done(first);
        const outcomes = await Promise.all(
          Array.from({ length: 40 }, () => store.commit([aCommit(anna, { on: first.head })])),
        );
        expect(outcomes.filter(({ kind }) => kind === 'committed')).to.have.length(1);
        expect(outcomes.filter(({ kind }) => kind === 'conflict')).to.have.length(39);
        expect(await store.log(anna)).to.have.length(2);
      });

      it('has one winner when two openings of the store race', async () => {
        const first = aCommit(anna);
        await done(first);
        const other = await bed.reopen();
        const outcomes = await Promise.all(
          [store, other].map((each) => each.commit([aCommit(anna, { on: first.head })])),
        );
        expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'conflict']);
      });
    });

    describe('a firing of deadlines', () => {
      it('is committed again as itself when its reply was lost', async () => {
        const first = aCommit(anna, { nextDue: 5 });
        const fired = aCommit(anna, { on: first.head, command: null, nextDue: null });
        await done(first);
        const outcome = await done(fired);
        const before = await picture();
        expect(await store.commit([fired])).to.deep.equal(outcome);
        expect(await picture()).to.deep.equal(before);
      });

      it('is a conflict when another node fired first or somebody acted since', async () => {
        const first = aCommit(anna, { nextDue: 5 });
        const fired = aCommit(anna, { on: first.head, command: null });
        await done(first);
        await done(fired);
        expect((await store.commit([aCommit(anna, { on: first.head, command: null })])).kind).to.equal('conflict');
        await done(aCommit(anna, { on: fired.head }));
        expect((await store.commit([fired])).kind).to.equal('conflict');
      });

      it('is committed again as a whole batch, and never in part', async () => {
        const opened = [aCommit(anna), aCommit(bert)];
        await done(...opened);
        const [a, b] = opened.map(({ preparation, head }) => aCommit(preparation, { on: head, command: null }));
        if (a === undefined || b === undefined) throw new Error('two were made');
        await done(a);
        expect((await store.commit([a, b])).kind).to.equal('conflict');
        expect((await store.load(bert))?.revision).to.equal(1);
        await done(b);
        await done(a, b);
        expect(await entries()).to.have.length(4);
      });
    });

    describe('claims', () => {
      it('hold a key for one preparation until it is released', async () => {
        const first = aCommit(anna, { hold: ['order:1'] });
        await done(first);
        expect(await store.claimed('order:1')).to.equal(anna);
        const before = await picture();
        expect(await store.commit([aCommit(bert, { hold: ['order:1'] })])).to.deep.equal({
          kind: 'claimed',
          preparation: bert,
          key: 'order:1',
          holder: anna,
        });
        expect(await picture()).to.deep.equal(before);
        await done(aCommit(anna, { on: first.head, release: ['order:1'] }));
        expect(await store.claimed('order:1')).to.equal(null);
        await done(aCommit(bert, { hold: ['order:1'] }));
        expect(await store.claimed('order:1')).to.equal(bert);
      });

      it('may be held again by the one who holds them', async () => {
        const first = aCommit(anna, { hold: ['asset:1'] });
        await done(first);
        await done(aCommit(anna, { on: first.head, hold: ['asset:1'] }));
        expect(await store.claimed('asset:1')).to.equal(anna);
      });

      it('are not released by another preparation', async () => {
        await done(aCommit(anna, { hold: ['asset:1'] }));
        await done(aCommit(bert, { release: ['asset:1'] }));
        expect(await store.claimed('asset:1')).to.equal(anna);
      });

      it('required absent stop a commit while anyone holds them, even the same preparation', async () => {
        const recall = aCommit('equipment-log', { hold: ['recalled:L7'] });
        await done(recall);
        expect(await store.commit([aCommit(anna, { absent: ['recalled:L7'] })])).to.deep.equal({
          kind: 'claimed',
          preparation: anna,
          key: 'recalled:L7',
          holder: 'equipment-log',
        });
        expect(
          (await store.commit([aCommit('equipment-log', { on: recall.head, absent: ['recalled:L7'] })])).kind,
        ).to.equal('claimed');
        await done(aCommit(anna, { absent: ['recalled:L8'] }));
      });

      it('pass from one preparation to the next inside one batch, in the order of the batch', async () => {
        const first = aCommit(anna, { hold: ['asset:1'] });
        await done(first);
        const give = aCommit(anna, { on: first.head, release: ['asset:1'] });
        const take = aCommit(bert, { hold: ['asset:1'] });
        expect((await store.commit([take, give])).kind).to.equal('claimed');
        await done(give, take);
        expect(await store.claimed('asset:1')).to.equal(bert);
      });

      it('taken by an earlier commit of the batch stop a later one, and with it the batch', async () => {
        const outcome = await store.commit([
          aCommit(anna, { hold: ['asset:1'] }),
          aCommit(bert, { absent: ['asset:1'] }),
        ]);
        expect(outcome).to.deep.equal({ kind: 'claimed', preparation: bert, key: 'asset:1', holder: anna });
        expect(await store.claimed('asset:1')).to.equal(null);
        expect(await store.load(anna)).to.equal(null);
      });

      it('have one winner when 20 preparations race for one key', async () => {
        const racers = Array.from({ length: 20 }, (_, index) =>
          aCommit(`prep-racer-${String(index).padStart(4, '0')}`, { hold: ['order:1'] }),
        );
        const outcomes = await Promise.all(racers.map((racer) => store.commit([racer])));
        expect(outcomes.filter(({ kind }) => kind === 'committed')).to.have.length(1);
        expect(await store.preparations()).to.deep.equal([await store.claimed('order:1')]);
      });

      it('keep keys with spaces, colons, braces and accents apart', async () => {
        const awkward = ['order:A 1', 'order:A:1', 'order:{A}1', 'order:Å1', 'order:A*'];
        await done(aCommit(anna, { hold: awkward }));
        for (const key of awkward) expect(await store.claimed(key)).to.equal(anna);
        expect(await store.claimed('order:A')).to.equal(null);
      });

      it('are found by how their keys begin, each with its holder, and no other', async () => {
        await done(
          aCommit(anna, { hold: ['lot:L7:anna', 'lot:L70:anna', 'asset:1'] }),
          aCommit(bert, { hold: ['lot:L7:bert'] }),
        );
        const under = async (prefix: string) =>
          (await store.claims(prefix)).map(({ key, holder }) => `${key} ${holder}`).sort();
        expect(await under('lot:L7:')).to.deep.equal([`lot:L7:anna ${anna}`, `lot:L7:bert ${bert}`]);
        expect(await under('lot:L7')).to.have.length(3);
        expect(await under('lot:L8')).to.deep.equal([]);
        await done(aCommit(anna, { on: await store.load(anna), release: ['lot:L7:anna'] }));
        expect(await under('lot:L7:')).to.deep.equal([`lot:L7:bert ${bert}`]);
      });

      it('are found by a beginning that is a pattern elsewhere, and by thousands', async () => {
        await done(aCommit(anna, { hold: ['lot:L*', 'lot:L?', 'lot:L[7]', 'lot:L\\7', 'lot:L7', 'lot:\u{1f489}'] }));
        for (const key of ['lot:L*', 'lot:L?', 'lot:L[7]', 'lot:L\\7'])
          expect((await store.claims(key)).map((one) => one.key)).to.deep.equal([key]);
        expect(await store.claims('lot:')).to.have.length(6);
        const many = Array.from({ length: 60 }, (_, index) =>
          aCommit(`prep-many-${String(index).padStart(4, '0')}`, {
            hold: Array.from({ length: 60 }, (_none, claim) => `many:${index}/${claim}`),
          }),
        );
        await done(...many);
        expect(new Set((await store.claims('many:')).map(({ key }) => key)).size).to.equal(3_600);
      });
    });

    describe('a batch', () => {
      it('commits every one, in order', async () => {
        const batch = [aCommit(anna), aCommit(bert), aCommit(cleo)];
        const outcome = await done(...batch);
        expect((await entries()).map(({ preparation }) => preparation)).to.deep.equal([anna, bert, cleo]);
        expect(outcome).to.deep.equal({ kind: 'committed', position: await store.position() });
      });

      it('writes none of them when the last one conflicts', async () => {
        const first = aCommit(cleo);
        await done(first, aCommit(cleo, { on: first.head }));
        const before = await picture();
        const bad = aCommit(cleo, { on: first.head });
        const fine = [aCommit(anna, { hold: ['order:1', 'asset:1'], nextDue: 9 }), aCommit(bert, { ward: 'south' })];
        expect((await store.commit([...fine, bad])).kind).to.equal('conflict');
        expect(await picture()).to.deep.equal(before);
        for (const { preparation, verdict } of fine)
          expect(await store.verdict(preparation, verdict?.command ?? '')).to.equal(null);
      });

      it('writes none of them when the last one was done before, is ahead or is claimed', async () => {
        const seen = aCommit(cleo, { hold: ['asset:1'] });
        await done(seen);
        const before = await picture();
        const next = (more: object): Commit => aCommit(cleo, { on: seen.head, ...more });
        expect((await store.commit([aCommit(anna), next({ command: seen.verdict?.command })])).kind).to.equal(
          'duplicate',
        );
        expect((await store.commit([aCommit(anna), next({ at: (await store.now()) + 60_000 })])).kind).to.equal(
          'ahead',
        );
        expect((await store.commit([aCommit(anna), aCommit(bert, { hold: ['asset:1'] })])).kind).to.equal('claimed');
        expect(await picture()).to.deep.equal(before);
      });

      it('may hold several commits of one preparation, each on the head before it', async () => {
        const first = aCommit(anna);
        const second = aCommit(anna, { on: first.head, ward: 'south', nextDue: 7 });
        const third = aCommit(anna, { on: second.head, records: 2 });
        await done(first, second, third);
        expect(await store.load(anna)).to.deep.equal(third.head);
        expect((await store.log(anna)).map(({ revision }) => revision)).to.deep.equal([1, 2, 3, 4]);
        expect(await store.ward('north')).to.deep.equal([]);
        expect(
          (await store.commit([aCommit(anna, { on: third.head }), aCommit(anna, { on: third.head })])).kind,
        ).to.equal('conflict');
      });

      it('beside a refused one at the same moment is not touched by it', async () => {
        const first = aCommit(anna);
        await done(first);
        const outcomes = await Promise.all([
          store.commit([aCommit(bert), aCommit(anna)]),
          store.commit([aCommit(cleo)]),
          store.commit([aCommit(anna, { on: first.head })]),
        ]);
        expect(outcomes.map(({ kind }) => kind)).to.deep.equal(['conflict', 'committed', 'committed']);
        expect(await store.load(bert)).to.equal(null);
        expect((await store.load(cleo))?.revision).to.equal(1);
      });

      it('of a whole day list fits in one commit', async () => {
        const list = Array.from({ length: commitsMax }, (_, index) =>
          aCommit(`prep-list-${String(index).padStart(4, '0')}`, { hold: [`order:${index}`] }),
        );
        await done(...list);
        expect(await store.preparations()).to.have.length(commitsMax);
        expect((await store.position()).offset).to.equal(commitsMax);
      });
    });

    describe('the feed', () => {
      it('may be read between commits for as long as a server runs', async () => {
        let head: Head | null = null;
        for (let n = 1; n <= 150; n += 1) {
          const commit: Commit = aCommit(anna, { on: head });
          await done(commit);
          head = commit.head;
          expect((await store.feed(feedStart, pageMax)).kind).to.equal('entries');
        }
      });

      it('starts empty, at the beginning', async () => {
        expect(await store.position()).to.deep.equal(feedStart);
        expect(await store.feed(feedStart, 10)).to.deep.equal({ kind: 'entries', entries: [] });
      });

      it('numbers the changes 1, 2, 3 and chains each to the one before', async () => {
        const first = aCommit(anna, { wards: ['north', 'south'] });
        await done(first);
        await done(aCommit(bert), aCommit(anna, { on: first.head }));
        let hash = '';
        for (const [index, { position, ...entry }] of (await entries()).entries()) {
          expect(position.offset).to.equal(index + 1);
          const text = canonical({ ...entry, offset: position.offset });
          hash = createHash('sha1').update(`${hash}\n${text}`).digest('hex');
          expect(position.hash).to.equal(hash);
        }
        expect(await store.position()).to.deep.equal({ offset: 3, hash });
      });

      it('says what changed, on which wards, at which store time', async () => {
        const before = await store.now();
        const commit = aCommit(anna, { wards: ['north', 'south'] });
        await done(commit);
        const [entry] = await entries();
        expect(entry).to.deep.include({
          preparation: anna,
          revision: 1,
          head: commit.head.hash,
          wards: ['north', 'south'],
        });
        expect(entry?.at)
          .to.be.at.least(before)
          .and.at.most(await store.now());
      });

      it('goes on from any position, a page at a time', async () => {
        const preparations = Array.from({ length: 7 }, (_, index) => `prep-page-${String(index).padStart(4, '0')}`);
        for (const preparation of preparations) await done(aCommit(preparation));
        const seen: string[] = [];
        let from = feedStart;
        for (;;) {
          const page = await store.feed(from, 3);
          if (page.kind === 'gap') throw new Error('unexpected gap');
          if (page.entries.length === 0) break;
          expect(page.entries.length).to.be.at.most(3);
          seen.push(...page.entries.map(({ preparation }) => preparation));
          from = page.entries.at(-1)?.position ?? from;
        }
        expect(seen).to.deep.equal(preparations);
        expect(from).to.deep.equal(await store.position());
      });

      it('answers gap with its own position for a wrong hash, a position ahead, or a made-up start', async () => {
        await done(aCommit(anna), aCommit(bert));
        const position = await store.position();
        const [first] = await entries();
        const gap = { kind: 'gap', position };
        expect(await store.feed({ offset: 1, hash: position.hash }, 10)).to.deep.equal(gap);
        expect(await store.feed({ offset: 3, hash: position.hash }, 10)).to.deep.equal(gap);
        expect(await store.feed({ offset: 0, hash: position.hash }, 10)).to.deep.equal(gap);
        expect(await store.feed({ offset: 1, hash: '' }, 10)).to.deep.equal(gap);
        expect((await store.feed(first?.position ?? feedStart, 10)).kind).to.equal('entries');
      });

      it('tells followers after a commit, until they leave', async () => {
        let heard = 0;
        const leave = store.follow(() => (heard += 1));
        const other = await new Promise<void>((resolve) => {
          store.follow(resolve);
          void store.commit([aCommit(anna)]);
        });
        expect(other).to.equal(undefined);
        leave();
        const after = heard;
        await new Promise<void>((resolve) => {
          store.follow(resolve);
          void store.commit([aCommit(bert)]);
        });
        expect(heard).to.equal(after);
      });

      it('tells the other followers when one of them throws', async () => {
        const warned = new Promise((resolve) => process.once('warning', resolve));
        store.follow(() => {
          throw new Error('a follower broke');
        });
        await new Promise<void>((resolve) => {
          store.follow(resolve);
          void store.commit([aCommit(anna)]);
        });
        expect(await warned).to.be.instanceOf(Error);
      });
    });

    describe('a reader beside a writer', () => {
      /** Until `writing` is over, and once more after it. */
      const meanwhile = async (writing: Promise<unknown>, read: () => Promise<void>): Promise<void> => {
        const state = { over: false };
        const watched = writing.finally(() => (state.over = true));
        while (!state.over) {
          await read();
          // A store that answers from memory would otherwise leave the writer no turn.
          await new Promise((resolve) => setImmediate(resolve));
        }
        await watched;
        await read();
      };

      it('never sees a part of a batch in the feed', async () => {
        let reads = 0;
        const writing = async (): Promise<void> => {
          let heads: readonly (Head | null)[] = [null, null, null];
          for (let turn = 0; turn < 40; turn += 1) {
            const batch = [anna, bert, cleo].map((who, index) => aCommit(who, { on: heads[index] ?? null }));
            await done(...batch);
            heads = batch.map(({ head }) => head);
          }
        };
        await meanwhile(writing(), async () => {
          reads += 1;
          expect((await entries()).length % 3).to.equal(0);
          expect((await store.position()).offset % 3).to.equal(0);
        });
        expect(reads).to.be.above(2);
        expect(await entries()).to.have.length(120);
      });

      it('finds every record that the head it read, or the feed, speaks of', async () => {
        let compared = 0;
        const writing = async (): Promise<void> => {
          let head: Head | null = null;
          for (let turn = 0; turn < 60; turn += 1) {
            const commit: Commit = aCommit(anna, { on: head, records: 1 + (turn % 3) });
            await done(commit);
            ({ head } = commit);
          }
        };
        await meanwhile(writing(), async () => {
          const head = await store.load(anna);
          const told = (await entries()).at(-1);
          const log = await store.log(anna);
          if (head === null) return;
          compared += 1;
          expect(log[head.revision - 1]?.hash).to.equal(head.hash);
          if (told !== undefined) expect(log[told.revision - 1]?.hash).to.equal(told.head);
        });
        expect(compared).to.be.above(2);
        expect(await store.log(anna)).to.have.length(120);
      });
    });

    describe('what is due', () => {
      it('comes soonest first, up to and including the instant, at most as many as asked', async () => {
        await done(aCommit(anna, { nextDue: 300 }), aCommit(bert, { nextDue: 100 }), aCommit(cleo, { nextDue: 200 }));
        const all = [bert, cleo, anna].map((preparation, index) => ({ preparation, at: (index + 1) * 100 }));
        expect(await store.due(300, 10)).to.deep.equal(all);
        expect(await store.due(299, 10)).to.deep.equal(all.slice(0, 2));
        expect(await store.due(300, 1)).to.deep.equal(all.slice(0, 1));
        expect(await store.due(99, 10)).to.deep.equal([]);
      });

      it('moves and ends with the head', async () => {
        const first = aCommit(anna, { nextDue: 100 });
        const later = aCommit(anna, { on: first.head, nextDue: 500 });
        await done(first);
        await done(later);
        expect(await store.due(1000, 10)).to.deep.equal([{ preparation: anna, at: 500 }]);
        await done(aCommit(anna, { on: later.head, nextDue: null }));
        expect(await store.due(1000, 10)).to.deep.equal([]);
      });

      it('keeps today’s instants exact', async () => {
        const at = 1_795_305_600_123;
        await done(aCommit(anna, { nextDue: at }));
        expect(await store.due(at - 1, 10)).to.deep.equal([]);
        expect(await store.due(at, 10)).to.deep.equal([{ preparation: anna, at }]);
      });
    });

    describe('a ward', () => {
      it('lists the preparations that are on it now', async () => {
        const [north, south] = [aCommit(anna, { ward: 'north' }), aCommit(bert, { ward: 'south' })];
        await done(north, south);
        expect(await store.ward('north')).to.deep.equal([north.head]);
        expect(await store.ward('south')).to.deep.equal([south.head]);
        expect(await store.ward('nort')).to.deep.equal([]);
        expect(await store.ward('north2')).to.deep.equal([]);
      });

      it('loses a patient who moves, and the other ward gains them', async () => {
        const first = aCommit(anna, { ward: 'north' });
        const moved = aCommit(anna, { on: first.head, ward: 'south', wards: ['north', 'south'] });
        await done(first);
        await done(moved);
        expect(await store.ward('north')).to.deep.equal([]);
        expect(await store.ward('south')).to.deep.equal([moved.head]);
      });

      it('no longer lists a preparation that left the board, but the store still has it', async () => {
        const first = aCommit(anna);
        const closed = aCommit(anna, { on: first.head, open: false });
        await done(first);
        await done(closed);
        expect(await store.ward('north')).to.deep.equal([]);
        expect(await store.load(anna)).to.deep.equal(closed.head);
        await done(aCommit(anna, { on: closed.head, open: true }));
        expect(await store.ward('north')).to.have.length(1);
      });
    });

    describe('documents', () => {
      it('are kept by name and replaced', async () => {
        expect(await store.document('ward:north')).to.equal(null);
        expect(await store.putDocument('ward:north', '{"beds":1}')).to.equal(true);
        expect(await store.putDocument('ward:north', '{"beds":2}')).to.equal(true);
        expect(await store.document('ward:north')).to.equal('{"beds":2}');
      });

      it('are not replaced when they must be absent', async () => {
        expect(await store.putDocument('salt/1', 'first', { ifAbsent: true })).to.equal(true);
        expect(await store.putDocument('salt/1', 'second', { ifAbsent: true })).to.equal(false);
        expect(await store.document('salt/1')).to.equal('first');
      });

      it('have one winner when 20 put the same absent name at once', async () => {
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, index) => store.putDocument('salt/1', `body ${index}`, { ifAbsent: true })),
        );
        expect(won.filter(Boolean)).to.have.length(1);
        expect(await store.document('salt/1')).to.equal(`body ${won.indexOf(true)}`);
      });

      it('are listed by prefix, in order of name', async () => {
        for (const name of ['ward:b', 'ward:a', 'ward', 'wardrobe', 'protocol/1'])
          await store.putDocument(name, `body of ${name}`);
        const listed = await store.documents('ward:');
        expect(listed).to.deep.equal(['ward:a', 'ward:b'].map((name) => ({ name, body: `body of ${name}` })));
        expect((await store.documents('')).map(({ name }) => name)).to.deep.equal([
          'protocol/1',
          'ward',
          'ward:a',
          'ward:b',
          'wardrobe',
        ]);
        expect(await store.documents('nothing')).to.deep.equal([]);
      });

      it('may be large', async () => {
        const body = 'é'.repeat(1_000_000);
        await store.putDocument('protocol/large', body);
        expect(await store.document('protocol/large')).to.equal(body);
      });
    });

    describe('sessions', () => {
      const id = 'session-0123456789';

      it('are kept, replaced and dropped', async () => {
        const later = (await store.now()) + 60_000;
        expect(await store.session(id)).to.equal(null);
        await store.putSession(id, 'one', later);
        await store.putSession(id, 'two', later + 1);
        expect(await store.session(id)).to.equal('two');
        await store.dropSession(id);
        expect(await store.session(id)).to.equal(null);
        await store.dropSession(id);
      });

      it('are gone once they have expired', async () => {
        await store.putSession(id, 'short', (await store.now()) + 30);
        await until('it has expired', async () => (await store.session(id)) === null);
        await store.putSession(id, 'ended already', (await store.now()) - 1);
        expect(await store.session(id)).to.equal(null);
        await store.putSession(id, 'ended long ago', 0);
        expect(await store.session(id)).to.equal(null);
      });

      it('live as long as their last renewal says', async () => {
        await store.putSession(id, 'short', (await store.now()) + 20);
        await store.putSession(id, 'renewed', (await store.now()) + 60_000);
        const start = await store.now();
        await until('the first would have ended', async () => (await store.now()) >= start + 40);
        await store.putSession('session-another-one', 'sweeps', start + 60_000);
        expect(await store.session(id)).to.equal('renewed');
      });
    });

    describe('what it refuses to be given', () => {
      for (const bad of [
        'prep}{other',
        'prep:anna:1',
        'prep-anna\n0001',
        'prep anna 1',
        'short',
        '',
        'x'.repeat(65),
        'prep-änna-01',
        '__proto__}',
      ]) {
        it(`names ${JSON.stringify(bad.slice(0, 20))} as no preparation or command`, async () => {
          const before = await picture();
          const attempts = [
            store.load(bad),
            store.log(bad),
            store.verdict(anna, bad),
            store.verdict(bad, aCommand()),
            store.commit([aCommit(bad)]),
            store.commit([aCommit(anna, { command: bad })]),
          ];
          for (const error of await Promise.all(attempts.map(rejection))) {
            expect(error).to.be.instanceOf(BadArgument);
            expect(error.message).to.match(/(preparation|command) ".*" must be 8 to 64 letters, digits, - or _/);
          }
          expect(await picture()).to.deep.equal(before);
        });
      }

      it('refuses wards, claims, documents, sessions and limits that are malformed', async () => {
        const attempts = [
          store.ward('north:1'),
          store.ward(''),
          store.claimed('order:1\n'),
          store.claimed(''),
          store.document('a\nb'),
          store.documents('{'),
          store.putDocument(' x', 'body'),
          store.session('session}1'),
          store.putSession('session:0001', 'body', 1),
          store.dropSession('short'),
          store.putSession('session-0001', 'body', Number.NaN),
          store.feed(feedStart, 0),
          store.feed({ offset: -1, hash: '' }, 1),
          store.feed({ offset: 0.5, hash: '' }, 1),
          store.due(Number.NaN, 1),
          store.due(1, Number.POSITIVE_INFINITY),
          store.commit([aCommit(anna, { ward: 'no/rth' })]),
          store.commit([aCommit(anna, { hold: ['order:\u202e1'] })]),
          store.commit([aCommit(anna, { wards: [] })]),
          store.commit([aCommit(anna, { nextDue: Number.NaN })]),
          store.commit([aCommit(anna, { at: 0.5 })]),
        ];
        const errors = await Promise.all(attempts.map(rejection));
        for (const [index, error] of errors.entries()) expect(error, `attempt ${index}`).to.be.instanceOf(BadArgument);
      });

      it('refuses a commit whose parts do not fit together', async () => {
        const good = aCommit(anna, { records: 2 });
        const [one, two] = good.records;
        if (one === undefined || two === undefined) throw new Error('two were made');
        const later = aCommit(anna, { on: good.head });
        const bad: readonly [string, readonly Commit[]][] = [
          ['nothing at all', []],
          ['neither verdict nor record', [aCommit(anna, { command: null, records: 0 })]],
          ['the head of another', [{ ...good, head: { ...good.head, preparation: bert } }]],
          ['a gap in the records', [{ ...good, records: [one, { ...two, revision: 3 }] }]],
          ['records in the wrong order', [{ ...good, records: [two, one] }]],
          ['a head that is not its last record', [{ ...good, head: { ...good.head, hash: one.hash } }]],
          ['a first record that expects a head', [{ ...good, expected: 'some-head' }]],
          ['a later record that expects none', [{ ...later, expected: null }]],
          ['a refusal that moves the head', [{ ...later, records: [] }]],
          ['a refusal that holds a claim', [aCommit(anna, { records: 0, hold: ['order:1'] })]],
          [
            'a feed entry about another head',
            [{ ...good, feed: { wards: ['north'], revision: 9, head: good.head.hash } }],
          ],
          [
            'one command twice',
            [aCommit(anna, { command: 'command-twice' }), aCommit(anna, { on: good.head, command: 'command-twice' })],
          ],
          [
            'more than a day list',
            Array.from({ length: commitsMax + 1 }, (_, index) =>
              aCommit(`prep-list-${String(index).padStart(4, '0')}`),
            ),
          ],
        ];
        for (const [what, batch] of bad)
          expect(await rejection(store.commit(batch)), what).to.be.instanceOf(BadArgument);
        expect(await store.preparations()).to.deep.equal([]);
      });

      it('refuses a revision that does not follow, even on the right head', async () => {
        const first = aCommit(anna);
        await done(first);
        const jump = aCommit(anna, { on: { ...first.head, revision: 5 } });
        expect(await rejection(store.commit([jump]))).to.have.property('name', 'StoreBroken');
        expect(await store.load(anna)).to.deep.equal(first.head);
      });
    });

    describe('over time', () => {
      it('has a clock that does not go back', async () => {
        let last = 0;
        for (let turn = 0; turn < 20; turn += 1) {
          const now = await store.now();
          expect(now).to.be.at.least(last);
          last = now;
        }
      });

      it('keeps all of it when it is closed and opened again', async () => {
        const first = aCommit(anna, { hold: ['order:1'], nextDue: 50 });
        await done(first, aCommit(bert, { ward: 'south' }));
        await done(aCommit(anna, { on: first.head, records: 2 }));
        await store.putDocument('ward:north', 'layout');
        await store.putSession('session-0123456789', 'signed in', (await store.now()) + 60_000);
        const before = await picture();
        await store.close();
        store = await bed.reopen();
        expect(await picture()).to.deep.equal(before);
        expect(await store.document('ward:north')).to.equal('layout');
        expect(await store.session('session-0123456789')).to.equal('signed in');
        expect((await store.commit([judgedAnew(first)])).kind).to.equal('duplicate');
        const next = await store.commit([aCommit(cleo)]);
        expect(next).to.deep.include({ kind: 'committed' });
        expect((await entries()).map(({ position }) => position.offset)).to.deep.equal([1, 2, 3, 4]);
      });

      it('finishes what was under way when it is closed, and refuses what comes after', async () => {
        const under = Array.from({ length: 30 }, (_, index) =>
          store.commit([aCommit(`prep-under-${String(index).padStart(4, '0')}`)]),
        );
        await store.close();
        for (const outcome of await Promise.all(under)) expect(outcome.kind).to.equal('committed');
        expect(await rejection(store.commit([aCommit(bert)]))).to.be.instanceOf(StoreUnavailable);
        expect(await rejection(store.load(anna))).to.be.instanceOf(StoreUnavailable);
        await store.close();
        store = await bed.reopen();
        expect(await store.preparations()).to.have.length(30);
      });

      it('shares what it has with another opening of the same data', async () => {
        const other = await bed.reopen();
        const commit = aCommit(anna);
        await done(commit);
        expect(await other.load(anna)).to.deep.equal(commit.head);
        expect(await other.position()).to.deep.equal(await store.position());
      });

      it('answers a command of long ago with the verdict it got then', async () => {
        const first = aCommit(anna, { verdictBody: '{"kind":"accepted","long":"ago"}' });
        await done(first);
        let head = first.head;
        for (let turn = 0; turn < 4; turn += 1) {
          const many = Array.from({ length: 100 }, () => {
            const commit = aCommit(anna, { on: head });
            head = commit.head;
            return commit;
          });
          await done(...many);
        }
        expect(await store.verdict(anna, first.verdict?.command ?? '')).to.deep.equal(first.verdict);
        const again = aCommit(anna, { on: head, command: first.verdict?.command ?? '' });
        expect(await store.commit([again])).to.deep.equal({ kind: 'duplicate', verdict: first.verdict });
      });

      it('gives a long log a page at a time, from any record on, none twice and none left out', async () => {
        let head: Head | null = null;
        const written: string[] = [];
        while (written.length <= pageMax + 200) {
          const commit: Commit = aCommit(anna, { on: head, records: 100 });
          await done(commit);
          written.push(...commit.records.map(({ hash }) => hash));
          ({ head } = commit);
        }
        const first = await store.log(anna);
        expect(first).to.have.length(pageMax);
        const rest = await store.log(anna, first.at(-1)?.revision);
        expect([...first, ...rest].map(({ hash }) => hash)).to.deep.equal(written);
      });

      it('says what it survives', async () => {
        const { mode, survivesPowerCut, unsafe } = await store.durability();
        expect(mode).to.match(/fsync before every answer/);
        expect(survivesPowerCut).to.equal(true);
        expect(unsafe).to.deep.equal([]);
      });
    });

    it('agrees with a plain picture of itself on random histories', async () => {
      const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
      const claims = ['order:1', 'asset:1', 'recalled:L7'];
      const some = fc.subarray(claims, { maxLength: 2 });
      const step = fc.record({
        who: fc.constantFrom(anna, bert, cleo),
        stale: fc.boolean(),
        kind: fc.constantFrom('act', 'act', 'act', 'refuse', 'fire', 'again'),
        ward: fc.constantFrom('north', 'south'),
        nextDue: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }),
        open: fc.boolean(),
        hold: some,
        release: some,
        absent: fc.subarray(claims, { maxLength: 1 }),
      });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
          async (batches) => {
            // Each history gets preparations and claims of its own, so one store serves them all.
            round += 1;
            const mine = (name: string): string => `${name}-${round}`;
            const model = new Model();
            for (const batch of batches) {
              const heads = new Map(model.heads);
              const commits = batch.map((wanted): Commit => {
                const who = mine(wanted.who);
                const on = wanted.stale ? model.stale(who) : (heads.get(who) ?? null);
                const told = model.verdicts.get(who)?.[0];
                const refusal = wanted.kind === 'refuse';
                const commit = aCommit(who, {
                  on,
                  records: refusal ? 0 : 1,
                  ward: mine(wanted.ward),
                  nextDue: wanted.nextDue,
                  open: wanted.open,
                  absent: wanted.absent.map(mine),
                  ...(refusal ? {} : { hold: wanted.hold.map(mine), release: wanted.release.map(mine) }),
                  ...(wanted.kind === 'fire' ? { command: null } : {}),
                  ...(wanted.kind === 'again' && told !== undefined ? { command: told } : {}),
                });
                if (!refusal) heads.set(who, commit.head);
                return commit;
              });
              const commands = commits.map(
                ({ preparation, verdict }) => `${preparation} ${verdict?.command ?? Math.random()}`,
              );
              if (new Set(commands).size < commands.length) continue;
              const outcome = await store.commit(commits);
              const expected = model.commit(commits);
              expect(outcome.kind === 'committed' ? { kind: 'committed' } : outcome).to.deep.equal(expected);
            }
            for (const who of [anna, bert, cleo].map(mine)) {
              expect(await store.load(who)).to.deep.equal(model.heads.get(who) ?? null);
              expect((await store.log(who)).map(({ hash }) => hash)).to.deep.equal(model.logs.get(who) ?? []);
            }
            for (const key of claims.map(mine))
              expect(await store.claimed(key)).to.equal(model.claims.get(key) ?? null);
            for (const ward of ['north', 'south'].map(mine)) {
              const here = [...model.heads.values()].filter((head) => head.open && head.ward === ward);
              expect(await store.ward(ward)).to.have.deep.members(here);
            }
          },
        ),
        { seed, numRuns: 40 },
      );
    });
  });
}

/** The contract in its shortest form: plain maps, judged and written one after the other, undone by copying. */
class Model {
  heads = new Map<string, Head>();
  logs = new Map<string, string[]>();
  verdicts = new Map<string, string[]>();
  bodies = new Map<string, string>();
  claims = new Map<string, string>();

  /** A head that was true once, or null. */
  stale(who: string): Head | null {
    const head = this.heads.get(who);
    const hash = this.logs.get(who)?.at(-2);
    return head === undefined || hash === undefined ? null : { ...head, hash, revision: head.revision - 1 };
  }

  commit(commits: readonly Commit[]): unknown {
    for (const { preparation, verdict } of commits) {
      const body = this.bodies.get(`${preparation} ${verdict?.command ?? ''}`);
      if (verdict !== null && body !== undefined)
        return { kind: 'duplicate', verdict: { command: verdict.command, body } };
    }
    const next = { heads: new Map(this.heads), logs: new Map(this.logs), claims: new Map(this.claims) };
    for (const { preparation, expected, records, head, claims } of commits) {
      const hash = next.heads.get(preparation)?.hash ?? null;
      if (hash !== expected) return { kind: 'conflict', preparation, head: hash };
      for (const key of claims.release) if (next.claims.get(key) === preparation) next.claims.delete(key);
      for (const key of claims.absent) {
        const holder = next.claims.get(key);
        if (holder !== undefined) return { kind: 'claimed', preparation, key, holder };
      }
      for (const key of claims.hold) {
        const holder = next.claims.get(key);
        if (holder !== undefined && holder !== preparation) return { kind: 'claimed', preparation, key, holder };
        next.claims.set(key, preparation);
      }
      if (records.length > 0) next.heads.set(preparation, head);
      next.logs.set(preparation, [...(next.logs.get(preparation) ?? []), ...records.map((record) => record.hash)]);
    }
    Object.assign(this, next);
    for (const { preparation, verdict } of commits) {
      if (verdict === null) continue;
      this.bodies.set(`${preparation} ${verdict.command}`, verdict.body);
      this.verdicts.set(preparation, [...(this.verdicts.get(preparation) ?? []), verdict.command]);
    }
    return { kind: 'committed' };
  }
}
