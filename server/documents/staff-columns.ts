/** Which column of a staff list is which: the names that hospitals' systems give them, each meaning one thing. */
import type { CellError } from './csv.ts';

export const staffColumns = {
  id: 'id',
  name: 'name',
  initials: 'initials',
  role: 'role',
  wards: 'wards',
  phone: 'phone',
  competences: 'competences',
  badge: 'badge',
  pin: 'pin',
  status: 'status',
} as const;
export type StaffColumn = keyof typeof staffColumns;

const required: readonly StaffColumn[] = ['id', 'name', 'role', 'wards'];

/** In small letters, with everything that is no letter or digit left out. */
const aliases: Readonly<Record<StaffColumn, readonly string[]>> = {
  id: ['id', 'staffid', 'person', 'user', 'username', 'login'],
  name: ['name', 'fullname', 'displayname'],
  initials: ['initials'],
  role: ['role', 'job'],
  wards: ['wards', 'ward', 'units', 'unit'],
  phone: ['phone', 'telephone', 'extension', 'ext', 'bleep', 'pager'],
  competences: ['competences', 'competence', 'competencies', 'competency', 'training'],
  badge: ['badge', 'badgecode', 'card', 'cardnumber'],
  pin: ['pin'],
  status: ['status'],
};
const meanings = new Map(
  (Object.keys(aliases) as StaffColumn[]).flatMap((column) => aliases[column].map((alias) => [alias, column] as const)),
);

export type StaffColumnsAnswer =
  | { readonly ok: true; readonly at: ReadonlyMap<StaffColumn, number> }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/** Every heading must mean something: a column that is silently left out may be the one with the expiry in it. */
export function staffColumnsOf(header: readonly string[], line: number): StaffColumnsAnswer {
  const at = new Map<StaffColumn, number>();
  const errors: CellError[] = [];
  header.forEach((heading, index) => {
    const column = meanings.get(heading.toLowerCase().replace(/[^a-z0-9]/g, ''));
    const before = column === undefined ? undefined : at.get(column);
    if (column === undefined)
      errors.push({
        line,
        column: heading === '' ? null : heading,
        says:
          heading === ''
            ? `column ${index + 1} has no heading; name it or remove it`
            : `is not a column of a staff list; it has ${Object.values(staffColumns).join(', ')}`,
      });
    else if (before !== undefined)
      errors.push({ line, column: heading, says: `means "${column}", as column ${before + 1} does; keep one` });
    else at.set(column, index);
  });
  for (const column of required)
    if (!at.has(column)) errors.push({ line, column, says: 'is missing; the list needs this column' });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, at };
}
