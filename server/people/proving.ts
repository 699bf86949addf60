/** Who somebody is, by badge or PIN; and how often a wrong one may be tried. */
import type { DeviceId, PersonId, Problem, WardId } from '../../machines/index.ts';
import type { Clock } from '../ports.ts';
import { problem } from '../problems.ts';
import { createAttempts, perDevice, perPerson } from './attempts.ts';
import type { Person, Staff } from './staff.ts';

export type Credentials =
  | { readonly device: DeviceId; readonly badge: string; readonly ward?: WardId | undefined }
  | { readonly device: DeviceId; readonly person: PersonId; readonly pin: string; readonly ward?: WardId | undefined };

/** `waitMs` is set when trying again sooner is of no use. */
export interface Refused {
  readonly ok: false;
  readonly problem: Problem;
  readonly waitMs?: number;
}
export type Proved = { readonly ok: true; readonly person: Person } | Refused;

/** PINs being checked at once: each takes 19 MiB. */
const checkingMax = 16;

/** Tries are counted in this process: several nodes together allow as many times more as there are nodes. */
export function createProving(staff: Staff, clock: Clock): (credentials: Credentials) => Promise<Proved> {
  const onDevice = createAttempts(perDevice);
  const anywhere = createAttempts(perPerson);
  let checking = 0;

  return async (credentials) => {
    const isBadge = 'badge' in credentials;
    const here = `${credentials.device}\n${isBadge ? 'badge' : credentials.person}`;
    // Guesses at all badges on made-up devices are not one person's: a badge has to be unguessable instead.
    // People who do not exist share one count, so that made-up names cannot push out a real one's.
    const everywhere = isBadge ? null : (await staff.find(credentials.person)) === null ? '' : credentials.person;
    const at = clock.now();
    const waitMs = Math.max(onDevice.waitMs(here, at), everywhere === null ? 0 : anywhere.waitMs(everywhere, at));
    if (waitMs > 0) return tooManyTries(waitMs);
    if (checking >= checkingMax) return tooManyTries(1000);
    checking += 1;
    try {
      // Counted before the answer is known, so that many at once are not one try.
      onDevice.count(here, at);
      if (everywhere !== null) anywhere.count(everywhere, at);
      const person = isBadge
        ? await staff.byBadge(credentials.badge)
        : await staff.byPin(credentials.person, credentials.pin);
      if (person === null) return unknown;
      onDevice.clear(here);
      // Only this try is taken back: somebody who signs in all day must not clear the count of who guesses meanwhile.
      if (everywhere !== null) anywhere.takeBack(everywhere);
      return person.wards.length === 0 ? noWard : { ok: true, person };
    } finally {
      checking -= 1;
    }
  };
}

export const refused = (code: string, status: number, title: string, detail: string): Refused => ({
  ok: false,
  problem: problem(code, status, title, detail),
});
const unknown = refused(
  'wrong-secret',
  401,
  'Not recognised',
  'Badge, person or PIN is not right. Try again, or ask the charge nurse to enrol you.',
);
const noWard = refused('no-ward', 403, 'No ward', 'You are not on any ward here. Ask the charge nurse to add yours.');
const tooManyTries = (waitMs: number): Refused => ({
  ...refused(
    'too-many-tries',
    429,
    'Too many tries',
    `Wait ${Math.ceil(waitMs / 1000)} seconds, then try again. A badge works at once if only the PIN is locked.`,
  ),
  waitMs,
});
