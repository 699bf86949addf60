/**
 * A day list: who is expected for what, when, in which bed. Every mistake is found and told by line and column at once;
 * a list with one mistake is not used at all. Sentences never repeat a name, a birth date or a hospital number.
 */
import type { Instant, Order, Patient } from '../../machines/index.ts';
import { type CellError, readTable, type TableRow } from './csv.ts';
import { repeatedOrders, twoPatients } from './day-list-checks.ts';
import { type Column, columnsOf, columnWords } from './day-list-columns.ts';
import { bedOf, birthDateOf, cancelledOf, coded, nameOf, numberOf, sexOf, startOf, tubesOf } from './day-list-cells.ts';
import type { DateOrder } from './local-time.ts';

export interface DayListRow {
  /** Where it stands in what was sent: a list's line, a FHIR bundle's entry. Errors and notes come back with it. */
  readonly line: number;
  readonly order: Order['number'];
  /** Null when the list does not say; nobody is moved out of a bed by silence. */
  readonly bed: string | null;
  readonly patient: Patient;
  /** A protocol's id. */
  readonly protocol: string;
  readonly start: Instant;
  /** Coded, as `appliesIf` reads them; what the list does not say is `unknown`. */
  readonly facts: Readonly<Record<string, string>>;
  readonly cancelled: boolean;
}
export type DayListAnswer =
  | { readonly ok: true; readonly rows: readonly DayListRow[] }
  | { readonly ok: false; readonly errors: readonly CellError[] };

export interface DayListOptions {
  readonly dates: DateOrder;
  /** IANA name; the site's. */
  readonly timeZone: string;
  /** A protocol's id by what the list may call it: its id or its title, in small letters. */
  readonly procedures: ReadonlyMap<string, string>;
  /** Beds of the ward, to find a misspelt one; empty for any. */
  readonly beds: readonly string[];
  readonly now: Instant;
}

/** A list longer than this is not one ward's day. The store takes at most 200 changes in one commit. */
export const rowsMax = 200;

export function readDayList(bytes: Uint8Array, options: DayListOptions): DayListAnswer {
  const read = readTable(bytes);
  if (!read.ok) return read;
  const { header, headerLine, rows } = read.table;
  const columns = columnsOf(header, headerLine);
  if (!columns.ok) return columns;
  if (rows.length > rowsMax)
    return {
      ok: false,
      errors: [
        {
          line: rows[rowsMax]?.line ?? headerLine,
          column: null,
          says: `a day list has at most ${rowsMax} rows; split it`,
        },
      ],
    };

  const errors: CellError[] = [];
  const found = rows.map((row) => readRow(row, columns.at, header, options, errors));
  const whole = found.filter((row) => row !== null);
  errors.push(...repeatedOrders(whole, columns.name('order')), ...twoPatients(whole, columns.name('number')));
  return errors.length > 0 ? { ok: false, errors: errors.sort((a, b) => a.line - b.line) } : { ok: true, rows: whole };
}

function readRow(
  { line, cells }: TableRow,
  at: ReadonlyMap<Column, number>,
  header: readonly string[],
  options: DayListOptions,
  errors: CellError[],
): DayListRow | null {
  const before = errors.length;
  if (cells.length !== header.length) {
    errors.push({
      line,
      column: null,
      says: `has ${cells.length} cells, and the header ${header.length}; is a separator or a quote missing?`,
    });
    return null;
  }
  /** The cell's meaning, or undefined after its mistake was noted. */
  const take = <T>(column: Column, read: (text: string) => Cell<T>): T | undefined => {
    const place = at.get(column);
    const answer = read(place === undefined ? '' : (cells[place] ?? ''));
    if (answer.ok) return answer.value;
    errors.push({
      line,
      column: place === undefined ? columnWords[column] : (header[place] ?? null),
      says: answer.says,
    });
    return undefined;
  };
  const order = take('order', numberOf);
  const bed = take('bed', bedOf(options.beds));
  const familyName = take('familyName', nameOf);
  const givenName = take('givenName', nameOf);
  const birthDate = take('birthDate', birthDateOf(options.dates, options.now));
  const sex = take('sex', sexOf);
  const number = take('number', numberOf);
  const protocol = take('procedure', (text) => procedureOf(text, options.procedures));
  const start = take('start', startOf(options));
  const fasting = take('fasting', coded('fasting'));
  const armRestriction = take('armRestriction', coded('armRestriction'));
  const tubes = take('tubes', tubesOf);
  const cancelled = take('status', cancelledOf);
  if (errors.length > before) return null;
  if (
    order === undefined ||
    familyName === undefined ||
    givenName === undefined ||
    birthDate === undefined ||
    sex === undefined
  )
    return null;
  if (
    number === undefined ||
    protocol === undefined ||
    start === undefined ||
    fasting === undefined ||
    armRestriction === undefined
  )
    return null;
  return {
    line,
    order,
    bed: bed ?? null,
    patient: { familyName, givenName, birthDate, sex, number },
    protocol,
    start,
    facts: { fasting, armRestriction, ...(tubes == null ? {} : { tubes }) },
    cancelled: cancelled === true,
  };
}

export type Cell<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly says: string };

function procedureOf(text: string, procedures: DayListOptions['procedures']): Cell<string> {
  const id = procedures.get(text.toLowerCase());
  if (id !== undefined) return { ok: true, value: id };
  return {
    ok: false,
    says: `is not a procedure this site has a protocol for; it has ${[...new Set(procedures.values())].join(', ') || 'none'}`,
  };
}
