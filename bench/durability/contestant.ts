/** What a contestant is to the bench: something that is started, asked to begin patients, and tapped on. */
import type { Workload } from './workloads.ts';

export interface Contestant {
  readonly name: string;
  /** In the table's words: what it does and how it is reached. */
  readonly says: string;
  start(workload: Workload): Promise<Live>;
}
export interface Live {
  /** Opens so many connections, and closes them again with `stop`. */
  connect(clients: number): Promise<void>;
  /** So many patients whom nobody has tapped on. Never part of what is timed. */
  begin(many: number): Promise<readonly string[]>;
  /** One tap, answered when it is durable. @throws when it was not accepted. */
  tap(client: number, patient: string, index: number): Promise<void>;
  /** Every process of its own, for memory and time on the processor. */
  readonly processes: readonly number[];
  /** The one that calls fsync. */
  readonly storePid: number | null;
  /** Killed as it stands and started again: milliseconds until this patient can be read. */
  readonly again?: (patient: string) => Promise<number>;
  /** The engine and its store without a door. */
  readonly inProcess?: (about: { clients: number; forMs: number; many: number }) => Promise<Figures>;
  stop(): Promise<void>;
}

export interface Figures {
  readonly perSecond: number;
  /** From the tap to its answer, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly taps: number;
}

export function figures(waits: readonly number[], tookMs: number): Figures {
  const sorted = Float64Array.from(waits).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { perSecond: (1000 * sorted.length) / tookMs, p50: at(0.5), p99: at(0.99), taps: sorted.length };
}

/** Each client takes a patient and taps through them, one tap after the other, then takes the next, until the time is over. */
export async function drive(
  clients: number,
  forMs: number,
  patients: readonly string[],
  taps: number,
  tap: (client: number, patient: string, index: number) => Promise<void>,
): Promise<Figures> {
  const waits: number[] = [];
  const began = performance.now();
  const until = began + forMs;
  let next = 0;
  let last = began;
  await Promise.all(
    Array.from({ length: clients }, async (_none, client) => {
      for (;;) {
        const patient = patients[next++];
        if (patient === undefined) return;
        for (let index = 0; index < taps; index += 1) {
          const asked = performance.now();
          if (asked > until) return;
          await tap(client, patient, index);
          last = performance.now();
          waits.push(last - asked);
        }
      }
    }),
  );
  return figures(waits, last - began);
}
