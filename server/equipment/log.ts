/** How the equipment log lies in the store: a chain like a preparation's, under a name no preparation has, with nothing sealed. */
import type { KeyObject } from 'node:crypto';
import { canonical, type Instant } from '../../machines/index.ts';
import { chainHash } from '../record/record.ts';
import { equipmentLog, type Commit, type Head, type StoredRecord } from '../store/store.ts';
import type { Entry } from './terms.ts';

/** Preparations are UUIDs, and no site's ward has a hyphen: this is neither. */
export const logId = equipmentLog;

/** Raised with any change that a released build could not read. */
const logFormat = 1;
/** Below the 64 claims that one commit may hold. */
const linesPerCommit = 60;

/** Where the log ends: what the next line is chained to. */
export interface End {
  readonly revision: number;
  readonly hash: string;
  readonly at: Instant;
}
export const startOfLog: End = { revision: 0, hash: '', at: 0 };

/** `types` is the version of the types document that it was decided by. */
export function chained(chain: KeyObject, end: End, entries: readonly Entry[], types: string): readonly StoredRecord[] {
  let { hash } = end;
  return entries.map((entry) => {
    const body = canonical({ format: logFormat, prev: hash, types, ...entry });
    hash = chainHash(chain, hash, body);
    return { revision: entry.revision, body, hash };
  });
}

/** The line after `end`, or null when this is not it: altered, out of order, or of another history. */
export function readEntry(chain: KeyObject, { revision, body, hash }: StoredRecord, end: End): Entry | null {
  if (revision !== end.revision + 1 || chainHash(chain, end.hash, body) !== hash) return null;
  const {
    format,
    prev,
    types: _types,
    ...entry
  } = JSON.parse(body) as Entry & {
    readonly format: unknown;
    readonly prev: unknown;
    readonly types: unknown;
  };
  if (format !== logFormat)
    throw new Error(
      `line ${revision} of the equipment log has format ${String(format)}; this build reads ${logFormat}`,
    );
  return prev === end.hash ? entry : null;
}

/** Which bars a page takes up or lays down with its last line of a batch. */
export type Bars = (page: string) => { readonly hold: readonly string[]; readonly release: readonly string[] };

/** One batch for the store: all of it is written, or none. The first commit carries the id, so the same id is known again; null for lines that stand and fall with somebody else's commit. */
export function commitsOf(
  id: string | null,
  end: End,
  entries: readonly Entry[],
  records: readonly StoredRecord[],
  bars: Bars,
): readonly Commit[] {
  const last = new Map(entries.map(({ page, revision }) => [page, revision]));
  const commits: Commit[] = [];
  for (let from = 0; from < records.length; from += linesPerCommit) {
    const part = records.slice(from, from + linesPerCommit);
    const { revision, hash } = part.at(-1) ?? end;
    const head: Head = {
      preparation: logId,
      revision,
      hash,
      nextDue: null,
      ward: logId,
      digest: `equipment-${logFormat}`,
      state: '',
      open: false,
    };
    const lines = entries.slice(from, from + linesPerCommit);
    const moved = lines.filter((one) => last.get(one.page) === one.revision).map(({ page }) => bars(page));
    commits.push({
      preparation: logId,
      expected: commits.at(-1)?.head.hash ?? (end.revision === 0 ? null : end.hash),
      at: lines.at(-1)?.at ?? end.at,
      verdict: from === 0 && id !== null ? { command: id, body: canonical({ revision }) } : null,
      records: part,
      head,
      claims: {
        hold: moved.flatMap(({ hold }) => hold),
        release: moved.flatMap(({ release }) => release),
        absent: [],
      },
      // Every screen looks again: what it shows as ready may be in hand of somebody who was just called back.
      feed: lines.some(({ calls }) => calls) ? { wards: [logId], revision, head: hash } : null,
    });
  }
  return commits;
}
