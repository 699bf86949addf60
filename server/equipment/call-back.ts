/**
 * Tells every holder of what was put aside, recalled or brought forward: one line in the equipment log, then one command
 * to each preparation that holds it, with an id made of the two, so that a second telling is the first. The line stays
 * pending until nobody holds the thing any more; whichever node lives goes on with it, from the store alone.
 */
import { createHash } from 'node:crypto';
import {
  wireFormat,
  type Actor,
  type CommandMessage,
  type Milliseconds,
  type PreparationId,
} from '../../machines/index.ts';
import { systemTimers } from '../clock.ts';
import { failureOf } from '../failure.ts';
import type { Clock, Log, Timers } from '../ports.ts';
import type { Known } from '../preparations/known.ts';
import type { Preparations } from '../preparations/service.ts';
import { StoreUnavailable } from '../store/errors.ts';
import { heldIn } from './claims.ts';
import { recalledEvent, type Equipment } from './equipment.ts';
import { logId } from './log.ts';
import type { Entry } from './terms.ts';

export interface CallBackParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly timers?: Timers;
  readonly equipment: Equipment;
  readonly desk: Pick<Preparations, 'submit'> & {
    readonly knowledge: { newest(preparation: PreparationId): Promise<Known | null> };
  };
}
export interface CallBacks {
  /** Everything pending now, told to everybody; resolves with how many lines were finished here. */
  run(): Promise<number>;
  close(): Promise<void>;
}

/** Another node may have written the line and died; nothing else says so. */
const lookEveryMs: Milliseconds = 1_000;
/** The server's own hand. */
const actor: Actor = { person: logId, role: 'system', grant: 'system-equipment', device: logId };

export function startCallBacks({ clock, log, timers = systemTimers, equipment, desk }: CallBackParts): CallBacks {
  const { book } = equipment;
  let running: Promise<number> | null = null;
  let stopWaiting: (() => void) | null = null;
  let closed = false;
  /** Said once, not once a second. */
  const complained = new Set<string>();

  /** One that cannot be told stays barred, is shown to nobody as ready, and is tried again. */
  async function tell(entry: Entry, preparation: PreparationId): Promise<void> {
    try {
      const known = await desk.knowledge.newest(preparation);
      if (known === null) return;
      for (const [item, { asset, lot }] of heldIn(known.pinned.protocol, known.state)) {
        if (asset !== entry.page && `lot:${lot ?? ''}` !== entry.page) continue;
        await desk.submit(message(known, entry, item, clock.now()), actor, () => ({ ok: true }));
      }
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const what = `${entry.revision} ${preparation}`;
      if (complained.has(what)) return;
      complained.add(what);
      log.error({ preparation, ...failureOf(error) }, 'a holder could not be told that its equipment was called back');
    }
  }

  async function finish(entry: Entry): Promise<boolean> {
    const holders = await equipment.holdersOf(entry.page);
    for (const preparation of holders) {
      if (closed) return false;
      await tell(entry, preparation);
    }
    const left = await equipment.holdersOf(entry.page);
    if (left.length > 0) return false;
    const line = {
      page: entry.page,
      report: { happened: 'calledBack', of: entry.revision, holders: holders.length },
    } as const;
    await book.write(idOf(`${entry.revision} is told`), [line], actor);
    return true;
  }

  async function pass(): Promise<number> {
    await book.fresh();
    let finished = 0;
    for (const entry of book.pending()) if (!closed && (await finish(entry))) finished += 1;
    return finished;
  }

  const run = (): Promise<number> => {
    running ??= pass().finally(() => {
      running = null;
    });
    return running;
  };

  let again = false;
  async function turn(): Promise<void> {
    stopWaiting?.();
    stopWaiting = null;
    again = false;
    await run().catch((error: unknown) => {
      if (!closed) log.warn(failureOf(error), 'call-backs could not be told now; the next look is soon');
    });
    if (!closed) stopWaiting ??= timers.after(again ? 0 : lookEveryMs, () => void turn());
  }
  // A line of this very moment need not wait for the next look; one that is told just now says itself that more came.
  const stopFollowing = book.follow(() => {
    if (running !== null) again = true;
    else if (stopWaiting !== null && !closed) {
      stopWaiting();
      stopWaiting = timers.after(0, () => void turn());
    }
  });
  // At once: what was pending when the server died is told within the first second.
  void turn();

  return {
    run,
    async close() {
      closed = true;
      stopFollowing();
      stopWaiting?.();
      await running?.catch(() => 0);
    },
  };
}

/** The same line, preparation and item make the same id, on whichever node and however often. */
const idOf = (what: string): string => createHash('sha256').update(`equipment call-back ${what}`).digest('hex');

const message = ({ head }: Known, entry: Entry, item: string, now: number): CommandMessage => ({
  format: wireFormat,
  id: idOf(`${entry.revision} ${head.preparation} ${item}`),
  preparation: head.preparation,
  event: recalledEvent(item),
  reason: reasonOf(entry).slice(0, 200),
  grant: actor.grant,
  device: { id: actor.device, seq: 1 },
  digest: head.digest,
  base: { revision: head.revision, head: head.hash },
  previous: null,
  wallTime: now,
  lastSync: now,
  elapsed: 0,
});

/** In a ward's words, for the patient's own timeline. */
function reasonOf({ page, report }: Entry): string {
  const name = page.startsWith('lot:') ? `Lot ${page.slice(4)}` : page;
  const why = 'reason' in report ? `: ${report.reason}` : '';
  return report.happened === 'recalled'
    ? `${name} is recalled${why}`
    : `${name} was put aside or must be checked again${why}`;
}
