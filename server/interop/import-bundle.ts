/**
 * A FHIR bundle to the same engine as a day list: its orders all in one commit, or none, and every mistake by its
 * FHIRPath; then its results, each to the items that ask for it.
 */
import { repeatedOrders, twoPatients } from '../documents/day-list-checks.ts';
import { rowsMax } from '../documents/day-list.ts';
import { importDayList, type ImportParts, type ImportReport, type ImportRequest } from '../documents/import.ts';
import type { Preparations } from '../preparations/service.ts';
import { readBundle } from './bundle.ts';
import type { Fault } from './element.ts';
import { type OrderReading, readOrders } from './orders.ts';
import { fileResults, listResults } from './result-hop.ts';

export interface BundleReport extends Omit<ImportReport, 'notes'> {
  /** What was left out or should be known, by FHIRPath. */
  readonly warnings: readonly Fault[];
  /** Extensions nobody here knows: passed over. */
  readonly extensions: number;
  /** Results that are on file for an item that asks; a rehearsal files none and counts none. */
  readonly filed: number;
  /** Results declared wrong that were on file. */
  readonly takenBack: number;
}
export type BundleImport =
  | { readonly kind: 'imported' | 'rehearsed'; readonly report: BundleReport }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

export interface BundleRequest extends Omit<ImportRequest, 'rows' | 'ward' | 'reason'> {
  readonly bytes: Uint8Array;
  readonly reading: OrderReading;
}

export interface BundleParts extends ImportParts {
  readonly preparations: ImportParts['preparations'] & Pick<Preparations, 'fileResult' | 'takeBackResult'>;
}

const reason = 'Changed by the ordering system';

export async function importBundle(
  parts: BundleParts,
  { bytes, reading, ...request }: BundleRequest,
): Promise<BundleImport> {
  const read = readBundle(bytes);
  if (!read.ok) return { kind: 'refused', faults: read.faults };
  const { bundle } = read;
  const { findings } = bundle;
  const rows = readOrders(bundle, reading);
  const results = listResults(bundle, reading.map.patientNumber);
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
  const { preparations } = parts;
  const { actor, mayChange } = request;
  const told =
    answer.kind === 'rehearsed'
      ? { filed: 0, takenBack: 0 }
      : await fileResults(results, { preparations, ward: reading.ward.ward, actor, mayChange });
  const { warnings } = findings;
  return { kind: answer.kind, report: { ...counts, ...told, warnings, extensions: bundle.extensions } };
}
