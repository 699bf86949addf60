/**
 * Which patients are open on a tablet that is not heard any more, and since when. It may hold work nobody else has.
 * A silence that lasts is a document in the store, so every node tells its boards, also after a restart. It is no part of
 * a preparation and of no feed entry: it stands beside the rows, and their hashes say nothing of it (decision 0015).
 */
import * as z from 'zod';
import type { DeviceId, Instant, Milliseconds, PreparationId } from '../../machines/index.ts';
import { failureOf } from '../failure.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/store.ts';

/** One connection of a tablet that shows a ward. */
export interface Tie {
  /** It has this patient open now; null says goodbye to them: whoever locks, leaves or sleeps is not out of reach. */
  holds(preparation: PreparationId | null): void;
  /** Anything came from it. */
  heard(): void;
  /** It is over; `meant` when this server ended it. */
  gone(meant: boolean): void;
}
export interface Silences {
  /** A tablet shows a ward: whatever was said of its silence is over. */
  tie(device: DeviceId): Tie;
  /** Writes down who has been silent long enough, takes back who is heard here, and reads what the other nodes know. */
  look(): Promise<void>;
  /** As every frame says it. */
  now(): ReadonlyMap<PreparationId, Instant>;
}

/** A page that is loaded again, and a socket that drops, are back within a few seconds. */
export const graceMs: Milliseconds = 10_000;

const prefix = 'silent/';
const silenceSchema = z.strictObject({
  format: z.literal(1),
  /** Null: heard again. */
  silent: z.nullable(z.strictObject({ preparation: z.string(), since: z.int().nonnegative() })),
});
type Silence = NonNullable<z.infer<typeof silenceSchema>['silent']>;

export function createSilences({
  store,
  clock,
  log,
}: {
  readonly store: Pick<Store, 'documents' | 'putDocument'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'warn'>;
}): Silences {
  const here = new Map<DeviceId, Set<Tie>>();
  /** Gone from here without a word, and not written down yet. */
  const lost = new Map<DeviceId, Silence>();
  /** As the store has it. */
  let known: ReadonlyMap<DeviceId, Silence> = new Map();
  /** Those of them that were there at the look before too: whichever node hears the tablet has had time to say so. */
  let believed: ReadonlyMap<DeviceId, Silence> = new Map();

  const write = (device: DeviceId, silent: Silence | null): Promise<boolean> =>
    store.putDocument(prefix + device, JSON.stringify({ format: 1, silent }));
  const read = async (): Promise<ReadonlyMap<DeviceId, Silence>> =>
    new Map(
      (await store.documents(prefix)).flatMap(({ name, body }) => {
        const silent = silenceIn(body);
        return silent === null ? [] : [[name.slice(prefix.length), silent] as const];
      }),
    );

  async function writeLost(at: Instant): Promise<void> {
    for (const [device, silence] of lost) {
      if (at - silence.since < graceMs) continue;
      await write(device, silence);
      lost.delete(device);
    }
  }

  return {
    tie(device) {
      const together = here.get(device) ?? new Set();
      here.set(device, together);
      lost.delete(device);
      let held: PreparationId | null = null;
      let heardAt = clock.now();
      const tie: Tie = {
        holds(preparation) {
          held = preparation;
        },
        heard() {
          heardAt = clock.now();
        },
        gone(meant) {
          together.delete(tie);
          // Another page of the same tablet is heard.
          if (together.size > 0 || here.get(device) !== together) return;
          here.delete(device);
          if (!meant && held !== null) lost.set(device, { preparation: held, since: heardAt });
        },
      };
      together.add(tie);
      return tie;
    },
    async look() {
      const before = known;
      try {
        await writeLost(clock.now());
        const found = await read();
        const heard = [...found.keys()].filter((device) => here.has(device));
        await Promise.all(heard.map((device) => write(device, null)));
        known = new Map([...found].filter(([device]) => !heard.includes(device)));
        believed = new Map([...known].filter(([device, { since }]) => before.get(device)?.since === since));
      } catch (error) {
        // What is known stays; boards are told of everything else.
        log.warn(failureOf(error), 'which tablets are out of reach could not be written or read');
      }
    },
    now() {
      const silent = new Map<PreparationId, Instant>();
      for (const [device, { preparation, since }] of believed)
        // Two tablets may have had one patient open: the longer silence is the one to ask about.
        if (!here.has(device)) silent.set(preparation, Math.min(since, silent.get(preparation) ?? since));
      return silent;
    },
  };
}

/** A newer node may have written what this one cannot read: of that it says nothing. */
function silenceIn(body: string): Silence | null {
  const read = silenceSchema.safeParse(JSON.parse(body));
  return read.success ? read.data.silent : null;
}
