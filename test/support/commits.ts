/** Commits for the store's tests: well-formed, with nothing in them that a test did not ask for. */
import { createHash } from 'node:crypto';
import type { Commit, Head, StoredRecord } from '../../server/store/store.ts';

export interface Wanted {
  /** The head it was decided on; null opens the preparation. */
  readonly on?: Head | null;
  readonly command?: string | null;
  /** 0 is a refusal. */
  readonly records?: number;
  readonly at?: number;
  readonly ward?: string;
  readonly wards?: readonly string[];
  readonly nextDue?: number | null;
  readonly open?: boolean;
  readonly hold?: readonly string[];
  readonly release?: readonly string[];
  readonly absent?: readonly string[];
  readonly feed?: boolean;
  readonly verdictBody?: string;
}

let made = 0;

/** A fresh command id. */
export const aCommand = (): string => `command-${String((made += 1)).padStart(6, '0')}`;

/** One commit for `preparation`; every call makes other record hashes, as two nodes would. */
export function aCommit(preparation: string, wanted: Wanted = {}): Commit {
  const before = wanted.on ?? null;
  const count = wanted.records ?? 1;
  const command = wanted.command === undefined ? aCommand() : wanted.command;
  const records: StoredRecord[] = [];
  for (let index = 1; index <= count; index += 1) {
    const revision = (before?.revision ?? 0) + index;
    records.push({
      revision,
      body: `{"revision":${revision}}`,
      hash: hashOf(`${preparation}/${revision}/${(made += 1)}`),
    });
  }
  const last = records.at(-1);
  const ward = wanted.ward ?? before?.ward ?? 'north';
  const head: Head = {
    preparation,
    revision: last?.revision ?? before?.revision ?? 0,
    hash: last?.hash ?? before?.hash ?? '',
    nextDue: wanted.nextDue === undefined ? (before?.nextDue ?? null) : wanted.nextDue,
    ward,
    digest: 'protocol-digest',
    state: `sealed state of ${preparation}`,
    open: wanted.open ?? before?.open ?? true,
  };
  return {
    preparation,
    expected: before?.hash ?? null,
    at: wanted.at ?? 0,
    verdict:
      command === null ? null : { command, body: wanted.verdictBody ?? `{"kind":"accepted","made":${(made += 1)}}` },
    records,
    head: count === 0 && before !== null ? before : head,
    claims: { hold: wanted.hold ?? [], release: wanted.release ?? [], absent: wanted.absent ?? [] },
    feed:
      (wanted.feed ?? count > 0) ? { wards: wanted.wards ?? [ward], revision: head.revision, head: head.hash } : null,
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
