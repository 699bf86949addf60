/** The run as tables: what each did, what it cost, and which goals it met. */
import { cpus, release, totalmem } from 'node:os';
import type { Contestant } from './contestant.ts';
import { goalsOf, median, medianOf } from './goals.ts';
import type { Bar } from './plot.ts';
import { clientCounts, type Measured } from './rounds.ts';

export interface Run {
  readonly at: string;
  readonly command: string;
  readonly rounds: number;
  readonly measured: readonly Measured[];
  readonly serveAgain: Readonly<Record<string, readonly number[]>>;
}

const number = (value: number): string =>
  Number.isNaN(value)
    ? '–'
    : value >= 100
      ? Math.round(value).toLocaleString('en')
      : value.toFixed(value >= 10 ? 1 : 2);

export function report(run: Run, contestants: readonly Contestant[], load: readonly number[]): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`;
  return `# What durability costs, beside others: the last run

Written by \`${run.command}\`; the raw figures are in [durability.json](durability.json), what they mean and what is not
measured in [README.md](README.md).

${run.at}. ${machine}. Load before the run: ${load.map((one) => one.toFixed(1)).join(', ')} (1, 5, 15 minutes): everything, the one who taps included,
shares these processors. ${run.rounds} rounds, interleaved; each figure is the median, with the least and the most.

| contestant | what it is |
| --- | --- |
${contestants.map(({ name, says }) => `| ${name} | ${says} |`).join('\n')}

${run.measured.map(section).join('\n')}
## Serving again after kill -9

| who | milliseconds, each try |
| --- | --- |
${Object.entries(run.serveAgain)
  .map(([who, all]) => `| ${who} | ${all.map(number).join(', ')} (median ${number(median(all))}) |`)
  .join('\n')}
`;
}

function section(run: Measured): string {
  const names = [
    ...new Set(run.cells.map(({ contestant, inProcess }) => `${contestant}${inProcess ? ' (in process)' : ''}`)),
  ];
  const row = (name: string): string => {
    const contestant = name.replace(' (in process)', '');
    const inProcess = name !== contestant;
    const cells = clientCounts.map((clients) => {
      const all =
        run.cells.find(
          (cell) => cell.contestant === contestant && cell.clients === clients && cell.inProcess === inProcess,
        )?.rounds ?? [];
      const rates = all.map(({ perSecond }) => perSecond);
      const [p50, p99] = (['p50', 'p99'] as const).map((column) =>
        number(medianOf(run, contestant, clients, column, inProcess)),
      );
      return `${number(median(rates))} (${number(Math.min(...rates))} to ${number(Math.max(...rates))}) | ${p50} / ${p99}`;
    });
    const at64 = run.cells.find((cell) => cell.contestant === contestant && cell.clients === 64 && !cell.inProcess);
    const work = inProcess ? NaN : median((at64?.rounds ?? []).map(({ processorMs }) => processorMs));
    const memory = inProcess ? NaN : (run.memory[contestant] ?? NaN);
    return `| ${name} | ${cells.join(' | ')} | ${number(work)} | ${number(memory)} | ${number(inProcess ? NaN : (run.fsyncs[contestant] ?? NaN))} |`;
  };
  const goals = goalsOf(run).map(
    ({ says, wanted, measured, met }) =>
      `| ${says} | ${wanted} | ${number(measured)} | ${met === null ? 'not asked' : met ? 'yes' : '**no**'} |`,
  );
  return `## ${run.workload}: ${run.taps} taps a patient, ${(run.forMs / 1000).toFixed(1)} s a cell

| | taps/s, 1 | p50 / p99 ms | taps/s, 16 | p50 / p99 ms | taps/s, 64 | p50 / p99 ms | processor ms a tap, 64 | memory MB | fsync a tap, 16 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${names.map(row).join('\n')}

![taps a second, 64 at once](${run.workload}-64.svg)

| goal, WardReady on Redis unless it says otherwise | wanted | measured | met |
| --- | --- | --- | --- |
${goals.join('\n')}
`;
}

export const barsOf = (run: Measured, clients: number): readonly Bar[] =>
  run.cells
    .filter((cell) => cell.clients === clients)
    .map(({ contestant, inProcess, rounds }) => {
      const rates = rounds.map(({ perSecond }) => perSecond);
      return {
        label: `${contestant}${inProcess ? ' (in process)' : ''}`,
        middle: median(rates),
        least: Math.min(...rates),
        most: Math.max(...rates),
        own: contestant.startsWith('wardready'),
      };
    });
