/**
 * PINs and badges at rest. A six-digit PIN has a million values, so its hash alone protects nothing:
 * argon2id makes a guess slow, the pepper (outside the store) makes a stolen store useless, the lockout limits guesses online.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

export interface Secrets {
  hashPin(pin: string): Promise<string>;
  /** False for a wrong PIN; takes as long for somebody who has none. */
  pinMatches(hashed: string | null, pin: string): Promise<boolean>;
  /** A badge as it is stored and looked up: without the pepper nobody can make a badge from it. */
  badgeKey(badge: string): string;
  /** A value as a mark that can be compared and not read: for what must be remembered outside a sealed record. */
  mark(value: string): string;
  /** Signs the session cookie. */
  readonly sessionSecret: string;
}

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane; about 15 ms here. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @param master at least 32 bytes that are not in the store; every secret here is derived from it for one use. */
export function createSecrets(master: Buffer): Secrets {
  if (master.length < 32) throw new RangeError(`the master key must be at least 32 bytes, not ${master.length}`);
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', `wardready/people/1/${use}`, 32));
  const pepper = derive('pin-pepper');
  const badges = derive('badge');
  const marks = derive('mark');
  let nobodys: Promise<string> | null = null;

  return {
    hashPin: (pin) => hash(pin, { ...cost, secret: pepper }),
    async pinMatches(hashed, pin) {
      // Somebody without a PIN costs the same 15 ms, so the answer's time does not say who has one.
      const against = hashed ?? (await (nobodys ??= hash('', { ...cost, secret: pepper })));
      const same = await verify(against, pin, { secret: pepper });
      return same && hashed !== null;
    },
    badgeKey: (badge) => createHmac('sha256', badges).update(badge).digest('base64url'),
    mark: (value) => createHmac('sha256', marks).update(value).digest('base64url'),
    sessionSecret: derive('session-cookie').toString('base64url'),
  };
}
