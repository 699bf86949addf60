/** Which column of an equipment list is which, by the names that registers give them. */
import type { CellError } from './csv.ts';

const columns = {
  asset: ['asset', 'assetnumber', 'assetno', 'number', 'id', 'giai', 'serial', 'serialnumber'],
  type: ['type', 'kind', 'equipmenttype'],
  title: ['title', 'name', 'description', 'model'],
  ward: ['ward', 'place', 'location', 'home'],
  lot: ['lot', 'lotnumber', 'batch', 'batchnumber'],
  expires: ['expires', 'expiry', 'expirydate', 'usebydate', 'useby'],
  calibrationDue: ['calibrationdue', 'calibration', 'nextcalibration'],
  maintenanceDue: ['maintenancedue', 'maintenance', 'nextmaintenance', 'servicedue', 'nextservice'],
} as const satisfies Record<string, readonly string[]>;
export type AssetColumn = keyof typeof columns;

const words: Readonly<Record<AssetColumn, string>> = {
  asset: 'asset',
  type: 'type',
  title: 'title',
  ward: 'ward',
  lot: 'lot',
  expires: 'expires',
  calibrationDue: 'calibration due',
  maintenanceDue: 'maintenance due',
};
const meanings = new Map(
  (Object.keys(columns) as AssetColumn[]).flatMap((column) =>
    columns[column].map((name) => [name as string, column] as const),
  ),
);

export type AssetColumns =
  | { readonly ok: true; readonly at: ReadonlyMap<AssetColumn, number> }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/** Every heading must mean something: a column silently left out may be the one with the due date in it. */
export function assetColumnsOf(header: readonly string[], line: number): AssetColumns {
  const at = new Map<AssetColumn, number>();
  const errors: CellError[] = [];
  header.forEach((heading, index) => {
    const column = meanings.get(heading.toLowerCase().replace(/[^a-z0-9]/g, ''));
    if (column === undefined)
      errors.push({
        line,
        column: heading === '' ? null : heading,
        says: `is not a column of an equipment list; it has ${Object.values(words).join(', ')}`,
      });
    else if (at.has(column))
      errors.push({ line, column: heading, says: `means "${words[column]}" a second time; keep one` });
    else at.set(column, index);
  });
  for (const column of ['asset', 'type'] as const)
    if (!at.has(column)) errors.push({ line, column: words[column], says: 'is missing; the list needs this column' });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, at };
}
