/** Who people are and what they may: the people's room as the doors see it. */
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { DeviceId, PersonId, Problem, WardId } from '../../machines/index.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Grant, People, Permission } from '../services.ts';
import type { Store } from '../store/store.ts';
import { createAttempts, perDevice, perPerson } from './attempts.ts';
import { type Asked, authorize } from './authorize.ts';
import { createGrants, type Grants, isLive, secondPersonMs } from './grants.ts';
import { createSecrets, type Secrets } from './pins.ts';
import type { DoorAction } from './permissions.ts';
import { createSession } from './sessions.ts';
import { createStaff, demoStaff, type Person, type Staff } from './staff.ts';

export interface PeopleOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** At least 32 bytes from outside the store: pepper, badge key and cookie secret are derived from it. */
  readonly master: Buffer;
  /** Enrols the demonstration's people on these wards, with PINs that everybody knows. Never set it on a real ward. */
  readonly demoWards?: readonly WardId[];
}

export type Credentials =
  | { readonly device: DeviceId; readonly badge: string; readonly ward?: WardId | undefined }
  | { readonly device: DeviceId; readonly person: PersonId; readonly pin: string; readonly ward?: WardId | undefined };

/** What the browser keeps of a sign-in. No secret is in it: the session is in a cookie that scripts cannot read. */
export interface SignedIn {
  readonly person: { readonly id: PersonId; readonly name: string; readonly initials: string; readonly role: Person['role'] };
  readonly grant: string;
  readonly device: DeviceId;
  readonly ward: WardId;
  readonly wards: readonly WardId[];
  /** When the right to act on this device ends. */
  readonly until: number;
}
/** `waitMs` is set when trying again sooner is of no use. */
export type SignInAnswer =
  | { readonly ok: true; readonly signedIn: SignedIn }
  | { readonly ok: false; readonly problem: Problem; readonly waitMs?: number };

export interface StaffedPeople extends People {
  authorize(grant: Grant | null, action: DoorAction, resource: Asked): Permission;
  readonly staff: Staff;
  readonly grants: Grants;
  readonly secrets: Secrets;
  /** Proves who somebody is and makes them the one who acts on this browser; its session gets a new id. */
  signIn(request: Request, credentials: Credentials): Promise<SignInAnswer>;
  /** A second person on the same device: a short grant of their own; whoever is signed in stays signed in. */
  stepUp(first: Grant, credentials: Credentials): Promise<SignInAnswer>;
  /** Ends the grant and the session. Commands tapped before still count. */
  signOut(request: Request): Promise<void>;
  /** Who this request is signed in as, for the screen; null when nobody. */
  signedIn(grant: Grant): Promise<SignedIn | null>;
}

/** PINs being checked at once: each takes 19 MiB. */
const checkingMax = 16;

export async function createPeople({ store, clock, ids, master, demoWards }: PeopleOptions): Promise<StaffedPeople> {
  const secrets = createSecrets(master);
  const staff = createStaff(store, secrets);
  const grants = createGrants(store, clock, ids);
  const onDevice = createAttempts(perDevice);
  const anywhere = createAttempts(perPerson);
  if (demoWards !== undefined) await Promise.all(demoStaff(demoWards).map((person) => staff.enrol(person)));
  let checking = 0;

  const liveGrant = async (request: IncomingMessage): Promise<Grant | null> => {
    const id = grantIn(request);
    const grant = id === null ? null : await grants.find(id);
    if (grant === null || !isLive(grant, clock.now())) return null;
    // Somebody who left, or has another role or ward since, signs in again.
    const person = await staff.find(grant.person);
    return person !== null && person.role === grant.role && person.wards.join() === grant.wards.join() ? grant : null;
  };

  const prove = async (credentials: Credentials): Promise<Person | Refused> => {
    const who = 'badge' in credentials ? 'badge' : credentials.person;
    const here = `${credentials.device}\n${who}`;
    // The guesses at all badges on made-up devices are not one person's: a badge has to be unguessable instead.
    // People who do not exist share one count, so that made-up names cannot push out a real one's.
    const everywhere = 'badge' in credentials ? null : (await staff.find(credentials.person)) === null ? '' : credentials.person;
    const at = clock.now();
    const waitMs = Math.max(onDevice.waitMs(here, at), everywhere === null ? 0 : anywhere.waitMs(everywhere, at));
    if (waitMs > 0) return tooManyTries(waitMs);
    if (checking >= checkingMax) return tooManyTries(1000);
    checking += 1;
    try {
      // Counted before the answer is known, so that many at once are not one try.
      onDevice.failed(here, at);
      if (everywhere !== null) anywhere.failed(everywhere, at);
      const person = 'badge' in credentials ? await staff.byBadge(credentials.badge) : await staff.byPin(credentials.person, credentials.pin);
      if (person === null) return unknown;
      onDevice.succeeded(here);
      if (everywhere !== null) anywhere.succeeded(everywhere);
      return person.wards.length === 0 ? noWard : person;
    } finally {
      checking -= 1;
    }
  };

  const view = (person: Person, grant: Grant, ward?: WardId): SignedIn => ({
    person: { id: person.id, name: person.name, initials: person.initials, role: person.role },
    grant: grant.id,
    device: grant.device,
    ward: ward !== undefined && grant.wards.includes(ward) ? ward : (grant.wards[0] ?? ''),
    wards: grant.wards,
    until: grant.until,
  });

  return {
    staff,
    grants,
    secrets,
    session: createSession({ store, clock, secret: secrets.sessionSecret }),
    viewer: liveGrant,
    grant: (id) => grants.find(id),
    authorize,
    async signIn(request, credentials) {
      const person = await prove(credentials);
      if ('ok' in person) return person;
      const before = await liveGrant(request);
      const goesOn = before !== null && before.person === person.id && before.device === credentials.device;
      const grant = goesOn ? before : await grants.give(person, credentials.device);
      if (before !== null && !goesOn) await grants.end(before.id);
      await changeSession(request, grant.id);
      return { ok: true, signedIn: view(person, grant, credentials.ward) };
    },
    async stepUp(first, credentials) {
      if (credentials.device !== first.device) return otherDevice;
      const person = await prove(credentials);
      if ('ok' in person) return person;
      if (person.id === first.person) return samePerson;
      return { ok: true, signedIn: view(person, await grants.give(person, first.device, secondPersonMs)) };
    },
    async signOut(request) {
      const id = grantIn(request);
      if (id !== null) await grants.end(id);
      await changeSession(request, null);
    },
    async signedIn(grant) {
      const person = await staff.find(grant.person);
      return person === null ? null : view(person, grant);
    },
  };
}

type Refused = Extract<SignInAnswer, { ok: false }>;

/** A request that passed the session middleware, from Express or from the socket's handshake. */
function grantIn(request: IncomingMessage): string | null {
  const held: unknown = 'session' in request ? request.session : null;
  const id: unknown = typeof held === 'object' && held !== null && 'grant' in held ? held.grant : null;
  return typeof id === 'string' ? id : null;
}

/** A new id for a new person, always: one that was planted before the sign-in opens nothing after it. */
const changeSession = (request: Request, grant: string | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error: unknown): void => (error == null ? resolve() : reject(error));
    if (grant === null) return request.session.destroy(done);
    request.session.regenerate((error: unknown) => {
      if (error != null) return reject(error);
      request.session.grant = grant;
      request.session.save(done);
    });
  });

const refused = (code: string, status: number, title: string, detail: string): Refused => ({
  ok: false,
  problem: { type: `/problems/${code}`, title, status, detail },
});
const unknown = refused('wrong-secret', 401, 'Not recognised', 'Badge, person or PIN is not right. Try again, or ask the charge nurse to enrol you.');
const noWard = refused('no-ward', 403, 'No ward', 'You are not on any ward here. Ask the charge nurse to add your ward.');
const otherDevice = refused('other-device', 403, 'Another device', 'A second person signs in on the device where the first one is. Use this device’s own id.');
const samePerson = refused('same-person', 409, 'The same person', 'You are signed in here already. Another person must do this check.');
const tooManyTries = (waitMs: number): Refused => ({
  ...refused('too-many-tries', 429, 'Too many tries', `Wait ${Math.ceil(waitMs / 1000)} seconds, then try again. A badge works at once if only the PIN is locked.`),
  waitMs,
});
