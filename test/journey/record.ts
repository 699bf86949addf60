/** Reads what a ward's store holds once its server has stopped: every log, checked, replayed and compared. */
import {
  advance,
  canonical,
  type ChartEvent,
  isFiring,
  opened,
  type Opening,
  type Protocol,
  replay,
  replayOne,
} from '../../machines/index.ts';
import { createLogs } from '../../server/preparations/log.ts';
import { createProtocols } from '../../server/preparations/protocols.ts';
import { createKeys } from '../../server/record/keys.ts';
import { masterKeyFromFile } from '../../server/record/master-key.ts';
import { openState } from '../../server/record/seal.ts';
import { verifyLog } from '../../server/record/verify.ts';
import { demoSite } from '../../server/site.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { openRedisStore } from '../../server/store/redis.ts';
import type { Store, StoredRecord } from '../../server/store/store.ts';
import type { JourneyWard } from './ward.ts';

export interface LoggedPreparation {
  readonly preparation: string;
  readonly entries: readonly {
    readonly revision: number;
    readonly type: string;
    readonly at: number;
    readonly command: string | null;
  }[];
  /** What the chain's check found; null when it is whole. */
  readonly broken: string | null;
  /** The firings an undisturbed server would have recorded between these commands, each `name instant`. */
  readonly expected: readonly string[];
  readonly replayed: string;
  readonly kept: string;
}

export async function readLogs(ward: JourneyWard): Promise<readonly LoggedPreparation[]> {
  const store =
    ward.redis === null
      ? await openEmbeddedStore({ directory: ward.environment['WARDREADY_STORE'] ?? '', clock: Date.now })
      : await openRedisStore({ url: ward.redis.url, site: demoSite.id });
  try {
    const keys = createKeys({
      master: await masterKeyFromFile({ path: ward.environment['WARDREADY_KEY_FILE'] ?? '' }),
      documents: store,
    });
    const protocols = createProtocols({ store, clock: { now: Date.now, monotonic: () => performance.now() } });
    const logs = createLogs({ store, keys });
    const read: LoggedPreparation[] = [];
    for (const preparation of await store.preparations()) {
      const head = await store.load(preparation);
      if (head === null) continue;
      const checked = verifyLog(await keys.chainFor(preparation), await everyRecord(store, preparation), head);
      const { opening, entries } = await logs.read(head);
      const pinned = await protocols.byDigest(head.digest);
      if (pinned === null) throw new Error(`the protocol of ${preparation} is not in the store`);
      read.push({
        preparation,
        entries: entries.map(({ meta }) => ({
          revision: meta.revision,
          type: meta.type,
          at: meta.at,
          command: meta.command,
        })),
        broken: checked.kind === 'broken' ? checked.says : null,
        expected: firingsBetween(
          pinned.protocol,
          opening,
          entries.slice(1).map(({ event }) => event),
        ),
        replayed: canonical(
          replay(
            pinned.protocol,
            opening,
            entries.slice(1).map(({ event }) => event),
          ),
        ),
        kept: canonical(openState(await keys.of(preparation), head.revision, head.state)),
      });
    }
    return read;
  } finally {
    await store.close();
  }
}

/** Plays the commands alone and lets every deadline up to the last record fall due by itself. */
function firingsBetween(protocol: Protocol, opening: Opening, events: readonly ChartEvent[]): readonly string[] {
  let state = opened(protocol, opening);
  const fired: string[] = [];
  const play = (to: number): void => {
    const due = advance(protocol.machine, state, to);
    fired.push(...due.fired.map(({ type, at }) => `${type} ${at}`));
    state = due.state;
  };
  let before: number | null = null;
  for (const event of events.filter((one) => !isFiring(one))) {
    // What one command brought about stands together; what fell due with it comes after it.
    if (event.at !== before) play(event.at);
    before = event.at;
    state = replayOne(protocol, state, event);
  }
  play(events.at(-1)?.at ?? opening.at);
  return fired;
}

async function everyRecord(store: Store, preparation: string): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (;;) {
    const page = await store.log(preparation, records.at(-1)?.revision ?? 0);
    if (page.length === 0) return records;
    records.push(...page);
  }
}
