/** A FHIR bundle to the same engine as a day list: all of it in one commit, or none, and every mistake by its FHIRPath. */
import { repeatedOrders, twoPatients } from '../documents/day-list-checks.ts';
import { rowsMax } from '../documents/day-list.ts';
import { importDayList, type ImportParts, type ImportReport, type ImportRequest } from '../documents/import.ts';
import { readBundle } from './bundle.ts';
import type { Fault } from './element.ts';
import { type OrderReading, readOrders } from './orders.ts';

export interface BundleReport extends Omit<ImportReport, 'notes'> {
  /** What was left out or should be known, by FHIRPath. */
  readonly warnings: readonly Fault[];
  /** Extensions nobody here knows: passed over. */
  readonly extensions: number;
}
export type BundleImport =
  | { readonly kind: 'imported' | 'rehearsed'; readonly report: BundleReport }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

export interface BundleRequest extends Omit<ImportRequest, 'rows' | 'ward' | 'reason'> {
  readonly bytes: Uint8Array;
  readonly reading: OrderReading;
}

const reason = 'Changed by the ordering system';

export async function importBundle(
  parts: ImportParts,
  { bytes, reading, ...request }: BundleRequest,
): Promise<BundleImport> {
  const read = readBundle(bytes);
  if (!read.ok) return { kind: 'refused', faults: read.faults };
  const { bundle } = read;
  const { findings } = bundle;
  const rows = readOrders(bundle, reading);
  const where = ({ line }: { readonly line: number }): string => `Bundle.entry[${line}].resource`;
  if (rows.length > rowsMax) findings.fault('Bundle.entry', `has more than ${rowsMax} orders; send them in parts`);
  for (const { line, column, says } of [
    ...repeatedOrders(rows, 'identifier', where),
    ...twoPatients(rows, 'subject', where),
  ])
    findings.fault(`${where({ line })}.${column}`, says);
  if (findings.faults.length > 0) return { kind: 'refused', faults: findings.faults };

  const answer = await importDayList(parts, { ...request, rows, ward: reading.ward.ward, reason });
  if (answer.kind === 'refused')
    return { kind: 'refused', faults: answer.errors.map((error) => ({ path: where(error), says: error.says })) };
  const { notes, ...counts } = answer.report;
  for (const note of notes) findings.warning(where(note), note.says);
  return { kind: answer.kind, report: { ...counts, warnings: findings.warnings, extensions: bundle.extensions } };
}
