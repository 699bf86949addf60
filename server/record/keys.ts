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
  /** Enough to check the chain of a log that was never rotated: the equipment's, which stays under the first key. */
  chainOf(preparation: PreparationId): ChainKeys;
  /** Enough to check a preparation's chain, under the master key it was made with; for an erased one too. @throws KeysMissing */
  chainFor(preparation: PreparationId): Promise<ChainKeys>;
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

/** All the master keys of a site. The first stays for what has no salt: pseudonyms, badges and PINs, the equipment's chain. */
export interface MasterKeys {
  readonly first: Buffer;
  /** What new preparations are sealed and chained under. */
  readonly current: Buffer;
  readonly all: readonly Buffer[];
}
export const oneKey = (master: Buffer): MasterKeys => ({ first: master, current: master, all: [master] });

/** Says which key it is and nothing of it. */
export const fingerprintOf = (master: Buffer): string =>
  Buffer.from(hkdfSync('sha256', master, '', 'wardready/master/fingerprint', 8)).toString('hex');

/** `documents` is the store: it holds the salts, which are worthless without `master`. `random` is for tests only. */
export function createKeys({ master: given, documents, random = randomBytes }: KeysOptions): Keys {
  const { first, current, all } = Buffer.isBuffer(given) ? oneKey(given) : given;
  for (const { length } of all)
    if (length !== keyBytes) throw new KeysMissing(`the master key must be ${keyBytes} bytes, not ${length}`);
  const known = new Map(all.map((master) => [fingerprintOf(master), master]));
  const cached = new Map<PreparationId, PreparationKeys>();

  const pseudonyms = derive(first, '', 'wardready/pseudonym/1');
  const pseudonym = (text: string): string => createHmac('sha256', pseudonyms).update(text).digest('base64url');

  const chainUnder = (master: Buffer, preparation: PreparationId): ChainKeys => ({
    preparation,
    chain: derive(master, '', `wardready/record/1/chain/${preparation}`),
  });
  const saltOf = async (preparation: PreparationId): Promise<Salt> => {
    const body = await documents.document(saltName(preparation));
    if (body === null) throw new KeysMissing(`${preparation} has no salt: it was never opened here`);
    return readSalt(preparation, body, known);
  };

  const of = async (preparation: PreparationId): Promise<PreparationKeys> => {
    const known = cached.get(preparation);
    if (known !== undefined) return known;
    const { master, salt } = await saltOf(preparation);
    if (typeof salt === 'string') throw new KeysErased(salt);
    const keys: PreparationKeys = {
      ...chainUnder(master, preparation),
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
      const master = fingerprintOf(current);
      const body = canonical({ format: saltFormat, master, salt: random(keyBytes).toString('base64url') });
      await documents.putDocument(saltName(preparation), body, { ifAbsent: true });
      // Read back: if another node was first, its salt is the one.
      return of(preparation);
    },
    of,
    chainOf: (preparation) => chainUnder(first, preparation),
    chainFor: async (preparation) => chainUnder((await saltOf(preparation)).master, preparation),
    pseudonym,
    async erase(preparation, at) {
      const { master } = await saltOf(preparation);
      // A tombstone, not a gap: nobody may make a second salt and believe the first records were never readable.
      await documents.putDocument(
        saltName(preparation),
        canonical({ erasedAt: at, format: saltFormat, master: fingerprintOf(master) }),
      );
      cached.delete(preparation);
    },
  };
}

interface KeysOptions {
  readonly master: Buffer | MasterKeys;
  readonly documents: Pick<Store, 'document' | 'putDocument'>;
  readonly random?: Random;
}

const saltName = (preparation: PreparationId): string => `salt/${preparation}`;

const derive = (master: Buffer, salt: Buffer | '', info: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', master, salt, info, keyBytes)));

interface Salt {
  readonly master: Buffer;
  /** Words that say when it was erased, where it was. */
  readonly salt: Buffer | string;
}

function readSalt(preparation: PreparationId, body: string, known: ReadonlyMap<string, Buffer>): Salt {
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
  const under = known.get(String(master));
  if (under === undefined) {
    throw new KeysMissing(
      `${preparation} was sealed under master key ${String(master)}, this is ${[...known.keys()].join(', ')}: give the server the key it was made with`,
    );
  }
  if (erasedAt !== undefined)
    return { master: under, salt: `${preparation} was erased at ${new Date(Number(erasedAt)).toISOString()}` };
  const bytes = Buffer.from(typeof salt === 'string' ? salt : '', 'base64url');
  if (bytes.length !== keyBytes) throw new KeysMissing(`the salt of ${preparation} is damaged`);
  return { master: under, salt: bytes };
}
