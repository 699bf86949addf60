/** The widest a wall's rows can get: every status with its longest word, age and time beside it. */
import type { WallRow, WallStatus } from '../../machines/index.ts';
import { at, morning, wallRows } from './fixtures.ts';

const long = at('00:00') - 16 * 3_600_000;
const early = at('07:45');
const exceptions = (count: number, until: number | null) => ({ kind: 'readyWithExceptions', until, count }) as const;

const statuses: readonly WallStatus[] = [
  { kind: 'notStarted', arrived: false },
  { kind: 'notStarted', arrived: true },
  { kind: 'inProgress', short: 'Equipment' },
  { kind: 'ready', until: early },
  exceptions(12, null),
  exceptions(12, early),
  { kind: 'held', since: long },
  { kind: 'overdue', since: long },
  { kind: 'stop', since: long },
  { kind: 'emergency', since: long, count: 12 },
  { kind: 'emergency', since: morning - 119 * 60_000, count: 12 },
];
const ways = [{ transfer: 'calledFor' }, { transfer: 'left' }, { transfer: 'arrivedThere' }, { elsewhere: true }].map(
  (way) => ({ ...way, waySince: at('07:28') }),
) as readonly Partial<WallRow>[];

type Row = WallRow & { readonly silentSince?: number };

/**
 * A row in each bed from 1 on: the statuses, who is on the way, and who must be looked at.
 * @param silent the tablet of every one of them is out of reach
 * @param few none of those whose status alone puts them in the lane, so that all stand on one page
 */
export function widestRows({ few, silent }: { readonly few: boolean; readonly silent: boolean }): readonly Row[] {
  const [row] = wallRows('busy');
  if (row === undefined) throw new Error('The busy morning has nobody in it');
  const calm: WallRow = { ...row, due: at('22:38'), approved: false, attention: null };
  const attention = { stage: 'escalated', since: long } as const;
  const shown = few
    ? statuses.filter(({ kind }) => !['held', 'overdue', 'stop', 'emergency'].includes(kind))
    : statuses;
  const rows: readonly Row[] = [
    ...shown.map((status): WallRow => ({ ...calm, status })),
    ...ways.map((way): WallRow => ({ ...calm, ...way, status: exceptions(12, null) })),
    ...ways.map((way): WallRow => ({ ...calm, ...way, status: exceptions(12, early) })),
    { ...calm, attention, status: exceptions(12, early) },
    { ...calm, attention, status: { kind: 'notStarted', arrived: true } },
    { ...calm, attention, status: { kind: 'inProgress', short: 'Equipment' } },
  ];
  return rows.map((one, index) => ({
    ...one,
    ...(silent ? { silentSince: at('07:29') } : {}),
    preparation: `widest-${index + 1}`,
    bed: String(index + 1),
  }));
}
