/** `wardready replay PREPARATION`: from the log alone to the state, and whether that is the state the store holds. */
import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { canonical, replay, type ChartEvent } from '../machines/index.ts';
import { allRecords } from './all-records.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { openKeys, openStore, settingsFrom } from './settings.ts';
import type { Head, Store } from '../server/index.ts';

export const registerReplay = (program: Command): void =>
  void program
    .command('replay')
    .summary('replay one preparation’s record and check it')
    .description(
      'Reads a preparation’s log from the store, checks its chain to the head, replays it, and compares the state with the stored one. Prints no value and no patient.',
    )
    .argument('<preparation>', 'its id')
    .option('--json', 'print the result as JSON')
    .action(async (preparation: string, { json }: { readonly json?: true }) => {
      const settings = await settingsFrom(process.env);
      const store = await openStore(settings).catch(cannot);
      try {
        const head = await store.load(preparation).catch(cannot);
        if (head === null) throw new Ended(exits.findings, `The store has no preparation ${preparation}.`);
        const found = await replayed(store, head, await openKeys(settings, store).catch(cannot));
        print(json === true ? JSON.stringify(found) : walkOf(found));
        if (found.broken !== null) throw new Ended(exits.findings, found.broken);
      } finally {
        await store.close();
      }
    });

interface Replayed {
  readonly preparation: string;
  readonly digest: string;
  readonly revision: number;
  readonly head: string;
  /** SHA-256 of the canonical state that the log leads to; null when it cannot be replayed. */
  readonly state: string | null;
  /** Null when everything agrees. */
  readonly broken: string | null;
  readonly walk: readonly {
    readonly revision: number;
    readonly at: number;
    readonly type: string;
    readonly person: string | null;
    readonly late: boolean;
  }[];
}

async function replayed(store: Store, head: Head, keys: Awaited<ReturnType<typeof openKeys>>): Promise<Replayed> {
  const { verifyLog } = await serverDoor();
  const { preparation, digest, revision } = head;
  const base = { preparation, digest, revision, head: head.hash, state: null, walk: [] };
  tell('Checking the chain …');
  const checked = verifyLog(await keys.chainFor(preparation), await allRecords(store, preparation), head);
  if (checked.kind === 'broken')
    return {
      ...base,
      broken: `The chain is broken at record ${checked.revision} (${checked.reason}): ${checked.says}.`,
    };

  tell('Replaying …');
  const { createProtocols } = await serverDoor();
  const pinned = await createProtocols({
    store,
    clock: { now: Date.now, monotonic: () => performance.now() },
  }).byDigest(digest);
  if (pinned === null)
    return { ...base, broken: `The protocol ${digest.slice(0, 12)} it is pinned to is not in the store.` };
  const { createLogs } = await serverDoor();
  const { opening, entries } = await createLogs({ store, keys }).read(head);
  const walk = entries.map(({ meta }) => ({
    revision: meta.revision,
    at: meta.at,
    type: meta.type,
    person: meta.actor?.person ?? null,
    late: meta.happenedAt !== null,
  }));
  const events: readonly ChartEvent[] = entries.slice(1).map(({ event }) => event);
  const state = sha256(canonical(replay(pinned.protocol, opening, events)));
  const { openState } = await serverDoor();
  const stored = sha256(canonical(openState(await keys.of(preparation), revision, head.state)));
  const broken =
    state === stored
      ? null
      : `The log leads to state ${state.slice(0, 12)}, the store holds ${stored.slice(0, 12)}: keep both and tell whoever looks after WardReady.`;
  return { ...base, walk, state, broken };
}

function walkOf({ preparation, digest, revision, head, state, broken, walk }: Replayed): string {
  const lines = walk.map(
    (one) =>
      `${String(one.revision).padStart(5)}  ${new Date(one.at).toISOString()}  ${one.type}${one.person === null ? '' : `  ${one.person}`}${one.late ? '  (late)' : ''}`,
  );
  return [
    `${preparation}, protocol ${digest.slice(0, 12)}`,
    ...lines,
    `${revision} records to head ${head.slice(0, 12)}${state === null ? '' : `, state ${state.slice(0, 12)}`}: ${broken === null ? 'all agree' : 'THEY DO NOT AGREE'}`,
  ].join('\n');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** What the store and the key say for themselves is for whoever runs this. */
const cannot = (error: unknown): never => {
  throw error instanceof Ended
    ? error
    : new Ended(exits.environment, error instanceof Error ? error.message : 'The store cannot be read.', error);
};
