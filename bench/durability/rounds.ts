/** One workload, every contestant, in turn, round after round: what one round's weather does to one, it does to all. */
import { drive, type Contestant, type Figures, type Live } from './contestant.ts';
import { fsyncsOf } from './fsyncs.ts';
import { memoryOf, processorOf } from './processes.ts';
import type { Workload } from './workloads.ts';

export const clientCounts = [1, 16, 64] as const;
/** Known in this process's memory at once; more patients would be read back from the store (`known.ts`). */
const patientsMax = 1_800;
const rateAtFirst = 1_000;

export interface Cell {
  readonly contestant: string;
  readonly clients: number;
  readonly inProcess: boolean;
  readonly rounds: readonly (Figures & { readonly processorMs: number })[];
}
export interface Measured {
  readonly workload: string;
  readonly taps: number;
  readonly forMs: number;
  readonly cells: readonly Cell[];
  /** MB, after the last round. */
  readonly memory: Readonly<Record<string, number>>;
  /** fsync and the like, an accepted tap, at 16 clients. */
  readonly fsyncs: Readonly<Record<string, number>>;
  /** Milliseconds from start to the first read, after kill -9. */
  readonly again: Readonly<Record<string, number>>;
}

export async function measure(
  workload: Workload,
  contestants: readonly Contestant[],
  { rounds, forMs, say }: { readonly rounds: number; readonly forMs: number; readonly say: (line: string) => void },
): Promise<Measured> {
  const taps = Math.min(workload.commands.length, workload.events.length);
  const cells = new Map<string, { cell: Omit<Cell, 'rounds'>; rounds: (Figures & { processorMs: number })[] }>();
  const live = new Map<string, Live>();
  try {
    for (const contestant of contestants) {
      live.set(contestant.name, await contestant.start(workload));
      say(`  ${contestant.name} is up`);
    }
    // The first round is not counted: every contestant's code is compiled by then.
    for (let round = -1; round < rounds; round += 1) {
      for (const clients of clientCounts) {
        // Each round begins with another one, or the last would always have the fullest machine.
        for (const [name, one] of turned([...live], round)) {
          for (const inProcess of one.inProcess === undefined ? [false] : [false, true]) {
            const key = `${name} ${clients} ${inProcess}`;
            const known = cells.get(key) ?? { cell: { contestant: name, clients, inProcess }, rounds: [] };
            const before = known.rounds.at(-1)?.perSecond ?? rateAtFirst;
            const many = Math.min(patientsMax, Math.ceil((before * 1.6 * forMs) / 1000 / taps) + clients);
            const figures = await once(one, { clients, forMs, many, taps, inProcess });
            if (round < 0) cells.set(key, { cell: known.cell, rounds: [] });
            else cells.set(key, { cell: known.cell, rounds: [...known.rounds, figures] });
          }
        }
      }
      say(`  round ${round + 1} of ${rounds}`);
    }
    const memory: Record<string, number> = {};
    const fsyncs: Record<string, number> = {};
    const again: Record<string, number> = {};
    for (const [name, one] of live) memory[name] = memoryOf(one.processes);
    for (const [name, one] of live) {
      if (one.storePid === null) continue;
      await one.connect(16);
      const begun = await one.begin(patientsMax / 4);
      const counted = await fsyncsOf(one.storePid, () =>
        drive(16, 1_000, begun, taps, (client, patient, index) => one.tap(client, patient, index)),
      );
      if (counted !== null) fsyncs[name] = counted;
    }
    for (const [name, one] of live) {
      const [patient] = one.again === undefined ? [] : await one.begin(1);
      if (patient !== undefined && one.again !== undefined) again[name] = await one.again(patient);
    }
    const done = [...cells.values()].map(({ cell, rounds: all }) => ({ ...cell, rounds: all }));
    return { workload: workload.name, taps, forMs, cells: done, memory, fsyncs, again };
  } finally {
    for (const one of live.values()) await one.stop().catch(() => undefined);
  }
}

const turned = <T>(all: readonly T[], by: number): readonly T[] => {
  const at = ((by % all.length) + all.length) % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
};

interface Once {
  readonly clients: number;
  readonly forMs: number;
  readonly many: number;
  readonly taps: number;
  readonly inProcess: boolean;
}
async function once(
  one: Live,
  { clients, forMs, many, taps, inProcess }: Once,
): Promise<Figures & { processorMs: number }> {
  if (inProcess && one.inProcess !== undefined)
    return { ...(await one.inProcess({ clients, forMs, many })), processorMs: NaN };
  await one.connect(clients);
  const begun = await one.begin(many);
  const before = processorOf(one.processes);
  const figures = await drive(clients, forMs, begun, taps, (client, patient, index) => one.tap(client, patient, index));
  return { ...figures, processorMs: (processorOf(one.processes) - before) / figures.taps };
}
