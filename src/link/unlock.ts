/**
 * Unlocking out of reach of the server: only by the person who is signed in here, with what they signed in with.
 * What is kept is a slow hash with its own salt, and five wrong tries throw it away: then the server is needed.
 */
import { isRecord } from './http.ts';
import { savedFact, saveFact } from './outbox-db.ts';

export type Secret = { readonly badge: string } | { readonly person: string; readonly pin: string };

interface Kept {
  readonly person: string;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
  readonly tries: number;
}

const rounds = 310_000;
const triesMax = 5;

/** Plain http on a ward network has no WebCrypto: then a locked tablet needs the server. */
const crypto = globalThis.crypto?.subtle;

export async function keepSecret(secret: Secret, person: string): Promise<void> {
  if (crypto === undefined) return;
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const kept: Kept = { person, salt, hash: await slowHash(secret, salt), tries: 0 };
  await saveFact('unlock', kept);
}

export async function checkSecret(secret: Secret, person: string): Promise<boolean> {
  const kept = await savedFact('unlock', readKept);
  if (crypto === undefined || kept === null || kept.person !== person) return false;
  const hash = await slowHash(secret, kept.salt);
  const same = hash.length === kept.hash.length && hash.every((byte, at) => byte === kept.hash[at]);
  const tries = same ? 0 : kept.tries + 1;
  await saveFact('unlock', tries >= triesMax ? null : { ...kept, tries });
  return same;
}

async function slowHash(secret: Secret, salt: Uint8Array): Promise<Uint8Array> {
  const text = 'badge' in secret ? `badge:${secret.badge}` : `pin:${secret.person}:${secret.pin}`;
  const key = await crypto.importKey('raw', new TextEncoder().encode(text), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(salt), iterations: rounds };
  return new Uint8Array(await crypto.deriveBits(how, key, 256));
}

function readKept(kept: unknown): Kept | null {
  if (!isRecord(kept)) return null;
  const { person, salt, hash, tries } = kept;
  return typeof person === 'string' &&
    salt instanceof Uint8Array &&
    hash instanceof Uint8Array &&
    typeof tries === 'number'
    ? { person, salt, hash, tries }
    : null;
}
