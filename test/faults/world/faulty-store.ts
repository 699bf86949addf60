/** One node's way to the store: it takes time, it fails in every way there is, and the node may die at each end of it. */
import { StoreUnavailable } from '../../../server/store/errors.ts';
import type { Commit, CommitOutcome, Store } from '../../../server/store/store.ts';
import type { CrashPoint } from './faults.ts';
import type { Life } from './life.ts';
import { append } from './tables.ts';
import type { World } from './world.ts';

/** A call that nobody answers is given up after so long. */
const callMs = 3_000;

export function faultyStore(world: World, store: Store, life: Life): Store {
  const { scheduler, chance, armed } = world;

  /** Goes to the store and back. A node that died meanwhile never hears. */
  function call<T>(name: string, ask: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const wait = (): number => (armed.lasts('storeSlow') ? 200 + chance.below(900) : chance.below(3));
      const answer = (work: () => void): void => void scheduler.after(wait(), () => life.run(work));
      const fails = (outcome: 'unknown' | 'notWritten', ms = 0): void =>
        void scheduler.after(ms, () => life.run(() => reject(new StoreUnavailable(`${name}: away`, outcome))));
      const reads = name !== 'commit' && name !== 'putDocument';
      if (armed.lasts('storeAway')) return fails('notWritten', 5);
      if (reads && armed.lasts('storeReadsFail')) return fails('unknown', 5);
      if (name === 'due' && armed.lasts('dueUnread')) return fails('unknown', 5);
      const isCommit = name === 'commit';
      if (isCommit && armed.hits('storeRefuses')) return fails('notWritten', 2);
      if (isCommit && armed.hits('storeRequestLost')) return fails('unknown', callMs);
      const lost = isCommit && armed.hits('storeReplyLost');
      const doubled = isCommit && armed.hits('commitDoubled');
      scheduler.after(wait(), () => {
        const first = ask();
        // The connection repeats what it heard no reply to; what counts for the caller is the last reply.
        const last = doubled ? first.then(ask, ask) : first;
        if (lost)
          void last.then(
            () => fails('unknown', callMs),
            () => fails('unknown', callMs),
          );
        else
          last.then(
            (value) => answer(() => resolve(value)),
            (error: unknown) => answer(() => reject(error as Error)),
          );
      });
    });
  }

  const dies = (point: CrashPoint): boolean => {
    if (!life.alive || !armed.dies(point)) return false;
    life.kill();
    return true;
  };
  const never = new Promise<never>(() => undefined);

  async function commit(commits: readonly Commit[]): Promise<CommitOutcome> {
    const firing = commits.every(({ verdict }) => verdict === null);
    const opening = commits.some(({ expected }) => expected === null);
    if (!opening && dies(firing ? 'beforeFiring' : 'beforeCommit')) return never;
    const sent = call('commit', () => store.commit(world.without.feedInCommit === true ? bare(commits) : commits));
    // The request is under way; who sent it is not there any more.
    scheduler.after(3, () => void dies(opening ? 'inOpening' : firing ? 'inFiring' : 'inCommit'));
    const outcome = await sent;
    if (!opening && dies(firing ? 'afterFiring' : 'beforeAck')) return never;
    if (world.without.feedInCommit === true && outcome.kind === 'committed') announceApart(commits);
    return outcome;
  }

  /** A second write, after the first: as soon as somebody gets round to it, if they live. */
  function announceApart(commits: readonly Commit[]): void {
    scheduler.after(chance.below(20), () =>
      life.run(() => {
        void world.disk.write((tables) => commits.forEach((one) => append(tables, one, world.instant())));
      }),
    );
  }

  return {
    ...store,
    commit,
    load: (preparation) => call('load', () => store.load(preparation)),
    log: (preparation, from) => call('log', () => store.log(preparation, from)),
    verdict: (preparation, command) => call('verdict', () => store.verdict(preparation, command)),
    ward: (ward) => call('ward', () => store.ward(ward)),
    preparations: () => call('preparations', () => store.preparations()),
    feed: (from, limit) => call('feed', () => store.feed(from, limit)),
    position: () => call('position', () => store.position()),
    follow: (changed) =>
      store.follow(() => {
        if (!armed.hits('newsMissed')) life.run(changed);
      }),
    due: (until, limit) => call('due', () => store.due(until, limit)),
    claimed: (key) => call('claimed', () => store.claimed(key)),
    claims: (prefix) => call('claims', () => store.claims(prefix)),
    putDocument: (name, body, options) => call('putDocument', () => store.putDocument(name, body, options)),
    document: (name) => call('document', () => store.document(name)),
    documents: (prefix) => call('documents', () => store.documents(prefix)),
  };
}

const bare = (commits: readonly Commit[]): readonly Commit[] => commits.map((one) => ({ ...one, feed: null }));
