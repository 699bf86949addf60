/**
 * The keys that seal patients' data and chain the records. One master key, kept outside the store, makes all others:
 * whoever has only the store, or only a backup of it, can read no name and forge no record.
 */
import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { Instant, PreparationId } from '../../machines/index.ts';
import { canonical } from '../../machines/index.ts';
import type { Store } from '../store/store.ts';

/** What checking a log needs: it works for an erased preparation too. */
export interface ChainKeys {
  readonly preparation: PreparationId;
  readonly chain: KeyObject;
}

/** What reading and writing one preparation needs. */
export interface PreparationKeys extends ChainKeys {
  readonly sealing: KeyObject;
  readonly pseudonym: Keys['pseudonym'];
  /** Where nonces come from. */
  readonly random: Random;
}

export type Random = (bytes: number) => Buffer;

export interface Keys {
  /** Makes the keys of a new preparation, durably, before its first commit. Safe to repeat and to race: one salt wins. */
  make(preparation: PreparationId): Promise<PreparationKeys>;
  /** The keys of a preparation that has some. @throws KeysMissing, KeysErased */
  of(preparation: PreparationId): Promise<PreparationKeys>;
  /** Enough to check the chain; needs no salt. */
  chainOf(preparation: PreparationId): ChainKeys;
  /** The same for the same text, on every node of the site; from the store alone nobody can say of what. */
  pseudonym(text: string): string;
  /**
   * Destroys the salt, and with it everything sealed under it, for ever; the chain still verifies.
   * Copies of the salt in backups, in an append-only file not yet rewritten and in other running nodes' memory go with those.
   */
  erase(preparation: PreparationId, at: Instant): Promise<void>;
}

/** The sealed parts were erased on purpose. */
export class KeysErased extends Error {
  override readonly name = 'KeysErased';
}

/** No usable key: never made, or made under another master key. The message says which. */
export class KeysMissing extends Error {
  override readonly name = 'KeysMissing';
}

/** AES-256 and HMAC-SHA-256 both take 32 bytes. */
export const keyBytes = 32;
const saltFormat = 1;
/** A site's busiest day several times over; the oldest are read from the store again. */
const cachedMax = 10_000;

/** `documents` is the store: it holds the salts, which are worthless without `master`. `random` is for tests only. */
export function createKeys({ master, documents, random = randomBytes }: KeysOptions): Keys {
  if (master.length !== keyBytes)
    throw new KeysMissing(`the master key must be ${keyBytes} bytes, not ${master.length}`);
  const fingerprint = Buffer.from(hkdfSync('sha256', master, '', 'wardready/master/fingerprint', 8)).toString('hex');
  const cached = new Map<PreparationId, PreparationKeys>();

  const pseudonyms = derive(master, '', 'wardready/pseudonym/1');
  const pseudonym = (text: string): string => createHmac('sha256', pseudonyms).update(text).digest('base64url');

  const chainOf = (preparation: PreparationId): ChainKeys => ({
    preparation,
    chain: derive(master, '', `wardready/record/1/chain/${preparation}`),
  });

  const of = async (preparation: PreparationId): Promise<PreparationKeys> => {
    const known = cached.get(preparation);
    if (known !== undefined) return known;
    const body = await documents.document(saltName(preparation));
    if (body === null) throw new KeysMissing(`${preparation} has no salt: it was never opened here`);
    const salt = readSalt(preparation, body, fingerprint);
    const keys: PreparationKeys = {
      ...chainOf(preparation),
      sealing: derive(master, salt, `wardready/record/1/seal/${preparation}`),
      pseudonym,
      random,
    };
    const oldest = cached.keys().next();
    if (cached.size >= cachedMax && oldest.done !== true) cached.delete(oldest.value);
    cached.set(preparation, keys);
    return keys;
  };

  return {
    async make(preparation) {
      const body = canonical({ format: saltFormat, master: fingerprint, salt: random(keyBytes).toString('base64url') });
      await documents.putDocument(saltName(preparation), body, { ifAbsent: true });
      // Read back: if another node was first, its salt is the one.
      return of(preparation);
    },
    of,
    chainOf,
    pseudonym,
    async erase(preparation, at) {
      // A tombstone, not a gap: nobody may make a second salt and believe the first records were never readable.
      await documents.putDocument(
        saltName(preparation),
        canonical({ erasedAt: at, format: saltFormat, master: fingerprint }),
      );
      cached.delete(preparation);
    },
  };
}

interface KeysOptions {
  readonly master: Buffer;
  readonly documents: Pick<Store, 'document' | 'putDocument'>;
  readonly random?: Random;
}

const saltName = (preparation: PreparationId): string => `salt/${preparation}`;

const derive = (master: Buffer, salt: Buffer | '', info: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', master, salt, info, keyBytes)));

function readSalt(preparation: PreparationId, body: string, fingerprint: string): Buffer {
  const { format, master, salt, erasedAt } = JSON.parse(body) as {
    format?: unknown;
    master?: unknown;
    salt?: unknown;
    erasedAt?: unknown;
  };
  if (format !== saltFormat)
    throw new KeysMissing(
      `the salt of ${preparation} has format ${String(format)}; this build reads format ${saltFormat}`,
    );
  if (erasedAt !== undefined)
    throw new KeysErased(`${preparation} was erased at ${new Date(Number(erasedAt)).toISOString()}`);
  if (master !== fingerprint) {
    throw new KeysMissing(
      `${preparation} was sealed under master key ${String(master)}, this is ${fingerprint}: give the server the key it was made with`,
    );
  }
  const bytes = Buffer.from(typeof salt === 'string' ? salt : '', 'base64url');
  if (bytes.length !== keyBytes) throw new KeysMissing(`the salt of ${preparation} is damaged`);
  return bytes;
}
