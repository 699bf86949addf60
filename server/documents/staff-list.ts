/**
 * A staff list: who works here, in which role, on which wards, trained for what until when. Every mistake is found and
 * told by line and column at once; a list with one mistake is not used at all.
 */
import type { PersonId, WardId } from '../../machines/index.ts';
import type { StaffRole } from '../people/register.ts';
import { type CellError, readTable, type TableRow } from './csv.ts';
import type { Cell } from './day-list.ts';
import type { DateOrder } from './local-time.ts';
import {
  badgeOf,
  competencesOf,
  idOf,
  initialsOf,
  leftOf,
  type ListedCompetences,
  nameOf,
  phoneOf,
  pinOf,
  roleOf,
  wardsOf,
} from './staff-cells.ts';
import { type StaffColumn, staffColumns, staffColumnsOf } from './staff-columns.ts';

export interface StaffRow {
  readonly line: number;
  readonly id: PersonId;
  readonly name: string;
  readonly initials: string;
  readonly role: StaffRole;
  readonly wards: readonly WardId[];
  /** Null when the list does not say, and the one they have stays; empty when they have none any more. */
  readonly phone: string | null;
  /** As they are read off the badge and typed; null when the list does not say, and the ones they have stay. */
  readonly badge: string | null;
  readonly pin: string | null;
  /** What the list does not name stays as it is registered. */
  readonly competences: ListedCompetences;
  readonly left: boolean;
}
export type StaffListAnswer =
  | { readonly ok: true; readonly rows: readonly StaffRow[] }
  | { readonly ok: false; readonly errors: readonly CellError[] };

export interface StaffListOptions {
  readonly dates: DateOrder;
  /** IANA name; the site's. Dates are days there. */
  readonly timeZone: string;
  /** Of the site. */
  readonly wards: readonly WardId[];
}

/** More people than a page of the register should hold; a larger site sends a list for each department. */
const rowsMax = 1000;

export function readStaffList(bytes: Uint8Array, options: StaffListOptions): StaffListAnswer {
  const read = readTable(bytes);
  if (!read.ok) return read;
  const { header, headerLine, rows } = read.table;
  const columns = staffColumnsOf(header, headerLine);
  if (!columns.ok) return columns;
  if (rows.length > rowsMax) {
    const line = rows[rowsMax]?.line ?? headerLine;
    return { ok: false, errors: [{ line, column: null, says: `a staff list has at most ${rowsMax} rows; split it` }] };
  }
  const errors: CellError[] = [];
  const found = rows.flatMap((row) => readRow(row, columns.at, header, options, errors) ?? []);
  const lines = new Map<PersonId, number>();
  for (const { id, line } of found) {
    const before = lines.get(id);
    if (before === undefined) lines.set(id, line);
    else errors.push({ line, column: 'id', says: `this person stands on line ${before} already; one row for each` });
  }
  return errors.length > 0 ? { ok: false, errors: errors.sort((a, b) => a.line - b.line) } : { ok: true, rows: found };
}

function readRow(
  { line, cells }: TableRow,
  at: ReadonlyMap<StaffColumn, number>,
  header: readonly string[],
  { wards: known, ...options }: StaffListOptions,
  errors: CellError[],
): StaffRow | null {
  if (cells.length !== header.length) {
    const says = `has ${cells.length} cells, and the header ${header.length}; is a separator or a quote missing?`;
    errors.push({ line, column: null, says });
    return null;
  }
  /** The cell's meaning, or undefined after its mistake was noted. */
  const take = <T>(column: StaffColumn, read: (text: string) => Cell<T>): T | undefined => {
    const place = at.get(column);
    const answer = read(place === undefined ? '' : (cells[place] ?? ''));
    if (answer.ok) return answer.value;
    errors.push({
      line,
      column: place === undefined ? staffColumns[column] : (header[place] ?? null),
      says: answer.says,
    });
    return undefined;
  };
  const id = take('id', idOf);
  const name = take('name', nameOf);
  const initials = take('initials', initialsOf(name));
  const role = take('role', roleOf);
  const wards = take('wards', wardsOf(known));
  const phone = take('phone', phoneOf);
  const competences = take('competences', competencesOf(options));
  const badge = take('badge', badgeOf);
  const pin = take('pin', pinOf);
  const left = take('status', leftOf);
  if (id === undefined || name === undefined || initials === undefined || role === undefined) return null;
  if (wards === undefined || competences === undefined || badge === undefined || pin === undefined) return null;
  if (phone === undefined || left === undefined) return null;
  return { line, id, name, initials, role, wards, phone, badge, pin, competences, left };
}
