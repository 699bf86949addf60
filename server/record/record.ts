/**
 * The record: what was decided, kept for good. Format 1.
 *
 * A record's `body` is canonical JSON. Who, when, what kind and on which facts stand in the clear, so an auditor can read and
 * check a log without being able to read a patient's data; the event's payload is `sealed`.
 * Its `hash` is HMAC-SHA-256(chain key, prev + '\n' + body) in hex, over the ciphertext: it still verifies after the seal is erased.
 */
import { createHmac, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import type { Actor, ChartEvent, EventClass, Instant } from '../../machines/index.ts';
import { canonical, roles } from '../../machines/index.ts';
import type { StoredRecord } from '../store/store.ts';
import type { ChainKeys, PreparationKeys } from './keys.ts';
import { seal, unseal } from './seal.ts';

/** Raised with any change that a released build could not read; readers of old formats stay for good. */
export const recordFormat = 1;
/** What the first record is chained to. */
export const chainStart = '';

/** One decided event, before it is a record. */
export interface RecordEntry {
  readonly event: ChartEvent;
  /** When it happened at the bedside, if it came late; null when `event.at` says it. */
  readonly happenedAt: Instant | null;
  /** The command that caused it; null for a deadline. */
  readonly command: string | null;
  /** The versions of the facts it was decided on, such as `{ order: 3 }`. */
  readonly factVersions: Readonly<Record<string, number>>;
}

/** The clear part of a record. */
export interface RecordMeta extends Omit<RecordEntry, 'event'> {
  readonly format: typeof recordFormat;
  readonly preparation: string;
  readonly revision: number;
  /** The event's instant; a deadline's is the instant it fell due. */
  readonly at: Instant;
  /** When it was written. */
  readonly recordedAt: Instant;
  readonly type: string;
  readonly class: EventClass;
  readonly actor: Actor | null;
  /** The digest of the protocol it was decided under. */
  readonly digest: string;
  /** The hash of the record before it. */
  readonly prev: string;
}

/** A record that cannot be what was written. `revision` says which. */
export class RecordBroken extends Error {
  override readonly name = 'RecordBroken';
  readonly revision: number;

  constructor(revision: number, message: string, cause?: unknown) {
    super(`record ${revision}: ${message}`, { cause });
    this.revision = revision;
  }
}

/**
 * Seals and chains entries into records that follow `after` (null for a new preparation), ready for a commit.
 * @throws TypeError when an entry holds something without canonical JSON, such as NaN or -0.
 */
export function toRecords(
  keys: PreparationKeys,
  { after, recordedAt, digest, entries }: NewRecords,
): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  let { revision, hash } = after ?? { revision: 0, hash: chainStart };
  for (const { event, happenedAt, command, factVersions } of entries) {
    revision += 1;
    const meta: RecordMeta = {
      format: recordFormat,
      preparation: keys.preparation,
      revision,
      at: event.at,
      recordedAt,
      happenedAt,
      type: event.type,
      class: event.class,
      actor: event.payload.by ?? null,
      command,
      digest,
      factVersions,
      prev: hash,
    };
    const body = canonical({ ...meta, sealed: seal(keys.sealing, place(meta), event.payload, keys.random) });
    hash = chainHash(keys.chain, meta.prev, body);
    records.push({ revision, body, hash });
  }
  return records;
}

interface NewRecords {
  readonly after: { readonly revision: number; readonly hash: string } | null;
  readonly recordedAt: Instant;
  readonly digest: string;
  /** Oldest first. */
  readonly entries: readonly RecordEntry[];
}

/**
 * Reads one record back: its clear part, and the event as it was decided.
 * @throws RecordBroken when its hash does not fit or its format is unknown, SealBroken when the sealed part was moved.
 */
export function fromRecord(
  keys: PreparationKeys,
  record: StoredRecord,
): { readonly meta: RecordMeta; readonly event: ChartEvent } {
  const { sealed, ...meta } = readBody(keys, record);
  if (chainHash(keys.chain, meta.prev, record.body) !== record.hash)
    throw new RecordBroken(record.revision, 'its hash does not fit its body');
  const payload = unseal(keys.sealing, place(meta), sealed) as ChartEvent['payload'];
  return { meta, event: { type: meta.type, at: meta.at, class: meta.class, payload } };
}

/** The clear part and what is sealed, unchecked against the chain. @throws RecordBroken */
export function readBody(
  { preparation }: ChainKeys,
  { revision, body }: StoredRecord,
): RecordMeta & { readonly sealed: string } {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch (cause) {
    throw new RecordBroken(revision, 'it is not JSON', cause);
  }
  const format = typeof read === 'object' && read !== null && 'format' in read ? read.format : undefined;
  if (format !== recordFormat)
    throw new RecordBroken(revision, `it has format ${String(format)}; this build reads format ${recordFormat}`);
  const checked = bodySchema.safeParse(read);
  if (!checked.success)
    throw new RecordBroken(revision, `it does not have the shape of format ${recordFormat}`, checked.error);
  if (checked.data.preparation !== preparation)
    throw new RecordBroken(revision, `it is of ${checked.data.preparation}, not of ${preparation}`);
  if (checked.data.revision !== revision)
    throw new RecordBroken(revision, `its body says revision ${checked.data.revision}`);
  return checked.data;
}

/** The link of the chain that ends in `body`. */
export const chainHash = (chain: KeyObject, prev: string, body: string): string =>
  createHmac('sha256', chain).update(`${prev}\n${body}`).digest('hex');

/** Where a payload belongs: sealed in with it, so it opens nowhere else. */
const place = ({ preparation, revision }: RecordMeta): string => `${preparation}:${revision}`;

const instant = z.int().nonnegative();
const classSchema = z.strictObject({
  role: z.enum(roles),
  who: z.enum(['first', 'sameGrant', 'other']),
  value: z.enum(['satisfies', 'fails', 'exhausts', 'agrees', 'differs', 'none']),
  competent: z.literal(true).exactOptional(),
}) satisfies z.ZodType<EventClass>;
const bodySchema = z.strictObject({
  format: z.literal(recordFormat),
  preparation: z.string(),
  revision: z.int().positive(),
  at: instant,
  recordedAt: instant,
  happenedAt: z.nullable(instant),
  type: z.string(),
  class: classSchema,
  actor: z.nullable(
    z.strictObject({
      person: z.string(),
      role: z.enum(roles),
      grant: z.string(),
      device: z.string(),
      // The one that was used, where the item asks for one.
      competences: z.array(z.string()).exactOptional(),
    }),
  ),
  command: z.nullable(z.string()),
  digest: z.string(),
  factVersions: z.record(z.string(), z.int().nonnegative()),
  prev: z.string(),
  sealed: z.string(),
}) satisfies z.ZodType<RecordMeta & { readonly sealed: string }>;
