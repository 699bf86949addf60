/** What was promised, as ratios of the medians of one interleaved run, and what this run says of it. */
import type { Cell, Measured } from './rounds.ts';

export interface Goal {
  readonly says: string;
  readonly wanted: string;
  readonly measured: number;
  /** Null when the run did not have who it is measured beside. */
  readonly met: boolean | null;
}

export const median = (of: readonly number[]): number => {
  const sorted = [...of].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
};
type Column = 'perSecond' | 'p50' | 'p99';

export function medianOf(
  { cells }: Measured,
  contestant: string,
  clients: number,
  column: Column = 'perSecond',
  inProcess = false,
): number {
  const one = cells.find(
    (cell: Cell) => cell.contestant === contestant && cell.clients === clients && cell.inProcess === inProcess,
  );
  return one === undefined ? NaN : median(one.rounds.map((round) => round[column]));
}

export function goalsOf(run: Measured): readonly Goal[] {
  const at = (contestant: string, clients: number, column: Column = 'perSecond', inProcess = false): number =>
    medianOf(run, contestant, clients, column, inProcess);
  const us = 'wardready-redis';
  const least = (says: string, wanted: number, measured: number): Goal => ({
    says,
    wanted: `≥ ${wanted}`,
    measured,
    met: Number.isNaN(measured) ? null : measured >= wanted,
  });
  const most = (says: string, wanted: number, measured: number): Goal => ({
    says,
    wanted: `≤ ${wanted}`,
    measured,
    met: Number.isNaN(measured) ? null : measured <= wanted,
  });
  const over = (other: string, clients: number): number => at(us, clients) / at(other, clients);
  return [
    ...([1, 16, 64] as const).flatMap((clients) => [
      least(`taps a second, of Restate’s, ${clients} at once`, clients === 64 ? 6 : 5, over('restate', clients)),
      most(`p99, of Restate’s, ${clients} at once`, 0.25, at(us, clients, 'p99') / at('restate', clients, 'p99')),
    ]),
    least(
      'engine and store in process, of Restate’s, 64 at once',
      11,
      at(us, 64, 'perSecond', true) / at('restate', 64),
    ),
    least('of DBOS’s, 64 at once', 12, over('dbos', 64)),
    least('of the naive design’s, 1 at once', 1, over('naive', 1)),
    least('of the naive design’s, 64 at once', 3, over('naive', 64)),
    ...[1, 16, 64].map((clients) => least(`of the Function’s floor, ${clients} at once`, 0.7, over('floor', clients))),
    most('fsync a tap, 16 at once', 0.2, run.fsyncs[us] ?? NaN),
    least('embedded, of Redis, 16 at once', 0.7, at('wardready-embedded', 16) / at(us, 16)),
    least('embedded, of Redis, 64 at once', 1, at('wardready-embedded', 64) / at(us, 64)),
    most('memory, of Restate’s', 0.4, (run.memory[us] ?? NaN) / (run.memory['restate'] ?? NaN)),
  ];
}
