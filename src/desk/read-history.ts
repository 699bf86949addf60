/** Reads `GET /api/v1/preparations/:id/history`; an entry that is not what was asked for is no history. */
import type { Instant } from '../../machines/index.ts';
import { isRecord } from '../link/http.ts';

export interface HistoryEntry {
  readonly revision: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** When it happened at the bedside, if that is known to differ. */
  readonly happenedAt: Instant | null;
  readonly type: string;
  readonly says: string;
  readonly person: string | null;
  readonly role: string | null;
  readonly value: string | null;
  readonly reason: string | null;
  /** In the writer's own words. */
  readonly note: string | null;
  /** Of an answer: how long after the same person's last act for this patient it came. */
  readonly afterMs: number | null;
  readonly late: boolean;
}

export function readHistory(body: unknown): readonly HistoryEntry[] | null {
  if (!isRecord(body) || !Array.isArray(body['entries'])) return null;
  const entries = body['entries'].map(readEntry);
  return entries.every((entry) => entry !== null) ? entries : null;
}

/** Whether a value is an answered time: the record keeps it as an instant. */
export const isTime = (value: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);

function readEntry(one: unknown): HistoryEntry | null {
  if (!isRecord(one)) return null;
  const { revision, at, recordedAt, happenedAt, type, says, person, role, value, reason, note, afterMs, late } = one;
  if (typeof revision !== 'number' || typeof at !== 'number' || typeof type !== 'string' || typeof says !== 'string')
    return null;
  return {
    revision,
    at,
    recordedAt: typeof recordedAt === 'number' ? recordedAt : at,
    happenedAt: typeof happenedAt === 'number' ? happenedAt : null,
    type,
    says,
    person: typeof person === 'string' ? person : null,
    role: typeof role === 'string' ? role : null,
    value: typeof value === 'string' ? value : null,
    reason: typeof reason === 'string' ? reason : null,
    note: typeof note === 'string' ? note : null,
    afterMs: typeof afterMs === 'number' && afterMs >= 0 ? afterMs : null,
    late: late === true,
  };
}
