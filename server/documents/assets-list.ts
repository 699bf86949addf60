/**
 * The list of a site's equipment, as its register exports it: all of it is used, or none. Every mistake is told by line
 * and column at once; a row that says what the log says already changes nothing.
 */
import type { Instant } from '../../machines/index.ts';
import type { Line } from '../equipment/book.ts';
import type { Page, Report } from '../equipment/terms.ts';
import type { EquipmentTypes } from '../equipment/types.ts';
import type { Site } from '../site.ts';
import { assetColumnsOf, type AssetColumn } from './assets-columns.ts';
import { readTable, type CellError, type TableRow } from './csv.ts';
import { instantOf, readDate, type DateOrder } from './local-time.ts';

export interface AssetListOptions {
  readonly dates: DateOrder;
  /** IANA name; the site's. */
  readonly timeZone: string;
  readonly types: EquipmentTypes;
  readonly site: Site;
}
export type AssetListAnswer =
  | { readonly ok: true; readonly lines: readonly (Line & { readonly line: number })[] }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/** A large hospital's register is sent in parts; each part is one commit of the store. */
const rowsMax = 5_000;
export const assetPattern = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
export const lotPattern = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export function readAssetList(bytes: Uint8Array, options: AssetListOptions): AssetListAnswer {
  const read = readTable(bytes);
  if (!read.ok) return read;
  const { header, headerLine, rows } = read.table;
  const columns = assetColumnsOf(header, headerLine);
  if (!columns.ok) return columns;
  if (rows.length > rowsMax)
    return {
      ok: false,
      errors: [
        { line: rows[rowsMax]?.line ?? headerLine, column: null, says: `a list has at most ${rowsMax} rows; split it` },
      ],
    };
  const errors: CellError[] = [];
  const lines = rows.flatMap((row) => readRow(row, columns.at, header, options, errors) ?? []);
  const first = new Map<string, number>();
  for (const { page, line } of lines) {
    const before = first.get(page);
    if (before === undefined) first.set(page, line);
    else errors.push({ line, column: null, says: `${page} stands on line ${before} already; one row for each` });
  }
  return errors.length > 0 ? { ok: false, errors: errors.sort((a, b) => a.line - b.line) } : { ok: true, lines };
}

/** What a row says that its page does not: the same list again changes nothing. */
export function isNews({ report }: Line, page: Page | null): boolean {
  if (page === null || page.standing === 'unknown' || report.happened !== 'registered') return true;
  const { happened: _happened, ...said } = report;
  return Object.entries(said).some(([key, value]) => page[key as keyof Page] !== value);
}

function readRow(
  { line, cells }: TableRow,
  at: ReadonlyMap<AssetColumn, number>,
  header: readonly string[],
  { dates, timeZone, types, site }: AssetListOptions,
  errors: CellError[],
): (Line & { readonly line: number }) | null {
  const before = errors.length;
  const cell = (column: AssetColumn): string => cells[at.get(column) ?? -1] ?? '';
  const wrong = (column: AssetColumn, says: string): null => {
    errors.push({ line, column: header[at.get(column) ?? -1] ?? column, says });
    return null;
  };
  const text = (column: AssetColumn, pattern: RegExp, says: string): string =>
    cell(column) === '' || pattern.test(cell(column)) ? cell(column) : (wrong(column, says) ?? '');
  /** A thing is good to the end of the day it is due on. */
  const date = (column: AssetColumn): Instant | null => {
    if (cell(column) === '') return null;
    const day = readDate(cell(column), dates);
    if (typeof day === 'string') return wrong(column, day);
    const next = new Date(Date.UTC(day.year, day.month - 1, day.day + 1));
    const midnight = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
    // Where clocks go forward at midnight the day begins an hour later.
    const found = [0, 1]
      .map((hour) => instantOf({ ...midnight, hour, minute: 0 }, timeZone))
      .find(({ kind }) => kind !== 'skipped');
    return found?.kind === 'one' ? found.at : found?.kind === 'twice' ? found.at[0] : null;
  };

  const type = types.types.get(cell('type'));
  if (type === undefined)
    wrong('type', `is not a type of equipment here; there is ${[...types.types.keys()].join(', ')}`);
  const asset = text('asset', assetPattern, 'must be at most 60 letters, digits or . _ / - without spaces');
  const lot = text('lot', lotPattern, 'must be at most 40 letters, digits or . _ / - without spaces');
  if (cell('asset') === '' && (lot === '' || type?.kind !== 'consumable'))
    wrong('asset', 'is empty; only a consumable with a lot has no number of its own');
  const title = cell('title') === '' ? (type?.title ?? '') : cell('title');
  if (hidden.test(title) || title.length > 80) wrong('title', 'must be at most 80 printable characters');
  const ward = cell('ward');
  if (ward !== '' && !site.wards.some((one) => one.ward === ward)) wrong('ward', 'is not a ward of this site');
  const [expires, calibrationDue, maintenanceDue] = [date('expires'), date('calibrationDue'), date('maintenanceDue')];
  if (errors.length > before) return null;
  const report: Report = {
    happened: 'registered',
    type: cell('type'),
    title,
    ...(ward === '' ? {} : { ward }),
    ...(lot === '' ? {} : { lot }),
    ...(expires === null ? {} : { expires }),
    ...(calibrationDue === null ? {} : { calibrationDue }),
    ...(maintenanceDue === null ? {} : { maintenanceDue }),
  };
  return { line, page: asset === '' ? `lot:${lot}` : asset, report };
}
