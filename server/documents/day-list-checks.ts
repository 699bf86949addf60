/** What only shows when the rows of a day list are seen together. */
import type { CellError } from './csv.ts';
import { columnWords } from './day-list-columns.ts';
import type { DayListRow } from './day-list.ts';

/** How a row is called where another row is about it. */
type Where = (row: DayListRow) => string;
const byLine: Where = ({ line }) => `line ${line}`;

export function repeatedOrders(
  rows: readonly DayListRow[],
  column: string,
  where: Where = byLine,
): readonly CellError[] {
  const first = new Map<string, DayListRow>();
  const errors: CellError[] = [];
  for (const row of rows) {
    const before = first.get(row.order);
    if (before === undefined) first.set(row.order, row);
    else
      errors.push({
        line: row.line,
        column,
        says: `this order stands on ${where(before)} already; one row for each order`,
      });
  }
  return errors;
}

/** One hospital number with two birth dates or two names is two patients in one wristband: nobody can be matched to it. */
export function twoPatients(rows: readonly DayListRow[], column: string, where: Where = byLine): readonly CellError[] {
  const first = new Map<string, DayListRow>();
  const errors: CellError[] = [];
  for (const row of rows) {
    const before = first.get(row.patient.number) ?? row;
    first.set(row.patient.number, before);
    const differs = (['familyName', 'givenName', 'birthDate', 'sex'] as const).filter(
      (key) => before.patient[key] !== row.patient[key],
    );
    const what = differs.map((key) => columnWords[key]).join(' and ');
    if (what !== '')
      errors.push({
        line: row.line,
        column,
        says: `${where(before)} has the same number with another ${what}; one of them is wrong`,
      });
  }
  return errors;
}
