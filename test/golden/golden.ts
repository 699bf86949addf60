/** What a golden backup must lead to, in whatever build reads it. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonical, replay } from '../../machines/index.ts';
import { createLogs } from '../../server/preparations/log.ts';
import { createProtocols, ProtocolDiffers } from '../../server/preparations/protocols.ts';
import { createKeys } from '../../server/record/keys.ts';
import { openState } from '../../server/record/seal.ts';
import type { Store } from '../../server/store/store.ts';
import { headsOf } from '../faults/real/read-history.ts';

export const goldenFolder = join(import.meta.dirname, 'files');

export interface Golden {
  /** The master key, in hex: of invented patients. */
  readonly key: string;
  /** `runs`: the build that wrote this file's sums could go on with it. `refused`: it could not, and neither may a later one in silence. */
  readonly kind: 'runs' | 'refused';
  readonly preparations: readonly GoldenPreparation[];
}
interface GoldenPreparation {
  readonly preparation: string;
  readonly revision: number;
  readonly head: string;
  /** SHA-256 of the canonical state that was sealed with the head. */
  readonly state: string;
}

const sum = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/** As the store has it; and whether this build plays each log again to the same bytes, or says by name that it does not. */
export async function goldenOf(store: Store, master: Buffer): Promise<Golden> {
  const keys = createKeys({ master, documents: store });
  const protocols = createProtocols({ store, clock: { now: Date.now, monotonic: () => performance.now() } });
  const logs = createLogs({ store, keys });
  let kind: Golden['kind'] = 'runs';
  const preparations: GoldenPreparation[] = [];
  for (const head of await headsOf(store)) {
    const { preparation, revision, hash, digest } = head;
    const state = sum(openState(await keys.of(preparation), revision, head.state));
    preparations.push({ preparation, revision, head: hash, state });
    // Records are read whatever is done with their protocol.
    const { opening, entries } = await logs.read(head);
    try {
      const pinned = await protocols.byDigest(digest);
      if (pinned === null) throw new Error(`the protocol of ${preparation} is not there`);
      const again = sum(
        replay(
          pinned.protocol,
          opening,
          entries.slice(1).map(({ event }) => event),
        ),
      );
      if (again !== state) throw new Error(`${preparation} is played again to another state`);
    } catch (error) {
      if (!(error instanceof ProtocolDiffers)) throw error;
      kind = 'refused';
    }
  }
  preparations.sort((a, b) => (a.preparation < b.preparation ? -1 : 1));
  return { key: master.toString('hex'), kind, preparations };
}
