/** Reads `GET /api/v1/preparations/:id/record`. */
import type { PersonId, RecordSheet } from '../../machines/index.ts';
import { readHistory, type HistoryEntry } from '../desk/read-history.ts';
import { ask, isRecord, type Answer } from '../link/http.ts';

export interface RecordRead {
  readonly sheet: RecordSheet;
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  readonly approvedBy: readonly { readonly person: PersonId; readonly at: number }[];
  readonly people: Readonly<Record<PersonId, string>>;
  readonly site: string;
  readonly ward: string;
  readonly version: string;
}

export const fetchRecord = (preparation: string): Promise<Answer<RecordRead>> =>
  ask('GET', `/preparations/${encodeURIComponent(preparation)}/record`, readRecord);

/** Server and screens share the sheet's type; an answer without one is none. */
export function readRecord(body: unknown): RecordRead | null {
  if (!isRecord(body)) return null;
  const { sheet, people, approvedBy, site, ward, version } = body;
  const entries = readHistory(body);
  if (entries === null || !isRecord(sheet) || !Array.isArray(sheet['steps']) || !isRecord(people)) return null;
  if (typeof site !== 'string' || typeof ward !== 'string' || typeof version !== 'string') return null;
  if (!Array.isArray(approvedBy)) return null;
  return { ...(body as unknown as RecordRead), entries };
}
