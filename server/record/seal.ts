/** Sealing: AES-256-GCM over canonical JSON, bound to where it belongs, so a sealed part cannot be moved unseen. */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import type { PreparationId, State } from '../../machines/index.ts';
import { canonical } from '../../machines/index.ts';
import type { PreparationKeys, Random } from './keys.ts';

/** It was altered, cut, moved to another place, or sealed under another key: GCM cannot tell which. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const nonceBytes = 12;
const tagBytes = 16;

/** Seals `value`; `place` is authenticated with it. Gives nonce, ciphertext and tag in base64url; never the same twice. */
export function seal(key: KeyObject, place: string, value: unknown, random: Random = randomBytes): string {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(canonical(value), 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** Opens what {@link seal} made for the same place. @throws SealBroken */
export function unseal(key: KeyObject, place: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  // The last base64 digit has spare bits: two texts, one meaning. Only the one that was written is accepted.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== sealed)
    throw new SealBroken(`what is sealed for ${place} is damaged`);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  let text: string;
  try {
    text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SealBroken(`what is sealed for ${place} was altered, moved, or sealed under another key`, { cause });
  }
  return JSON.parse(text);
}

/** The state after `revision`, sealed for the head. */
export const sealState = (keys: PreparationKeys, revision: number, state: State): string =>
  seal(keys.sealing, statePlace(keys.preparation, revision), state, keys.random);

/** Opens a head's state. @throws SealBroken when it is not of exactly this preparation and revision. */
export const openState = (keys: PreparationKeys, revision: number, sealed: string): State =>
  unseal(keys.sealing, statePlace(keys.preparation, revision), sealed) as State;

/** Never equal to a record's place, so a record's payload cannot be passed off as a state. */
const statePlace = (preparation: PreparationId, revision: number): string => `${preparation}:${revision}:state`;
