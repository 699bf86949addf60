/** Who people are and what they may: the people's room as the doors see it. */
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { DeviceId, PersonId, WardId } from '../../machines/index.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Grant, People, Permission } from '../services.ts';
import type { Store } from '../store/store.ts';
import { type Asked, authorize } from './authorize.ts';
import { createGrants, type Grants, isLive, secondPersonMs } from './grants.ts';
import { createSecrets, type Secrets } from './pins.ts';
import type { DoorAction } from './permissions.ts';
import { createProving, type Credentials, refused, type Refused } from './proving.ts';
import { changeSession, createSession, grantIn } from './sessions.ts';
import { demoCompetences, demoStaff } from './demo-staff.ts';
import { createStaff, type Person, type Staff } from './staff.ts';

export interface PeopleOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** At least 32 bytes from outside the store: pepper, badge key and cookie secret are derived from it. */
  readonly master: Buffer;
  /** Enrols the demonstration's people on these wards, with PINs that everybody knows. Never set it on a real ward. */
  readonly demoWards?: readonly WardId[];
}

/** What the browser keeps of a sign-in. No secret is in it: the session is in a cookie that scripts cannot read. */
export interface SignedIn {
  readonly person: {
    readonly id: PersonId;
    readonly name: string;
    readonly initials: string;
    readonly role: Person['role'];
  };
  readonly grant: string;
  readonly device: DeviceId;
  readonly ward: WardId;
  readonly wards: readonly WardId[];
  /** When the right to act on this device ends. */
  readonly until: number;
}
export type SignInAnswer = { readonly ok: true; readonly signedIn: SignedIn } | Refused;

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

export async function createPeople({ store, clock, ids, master, demoWards }: PeopleOptions): Promise<StaffedPeople> {
  const secrets = createSecrets(master);
  const staff = createStaff(store, secrets, clock);
  const grants = createGrants(store, clock, ids);
  const prove = createProving(staff, clock);
  if (demoWards !== undefined) {
    // One page after the other: together they would only race for the next number.
    for (const person of demoStaff(demoWards)) await staff.enrol(person);
    await staff.register(demoCompetences(clock.now()), null);
  }

  /** A grant while its person is who it was given to: who left, or has another role or ward since, signs in again. */
  const standing = async (id: string): Promise<Grant | null> => {
    const grant = await grants.find(id);
    const person = grant === null ? null : await staff.find(grant.person);
    return person !== null && person.role === grant?.role && person.wards.join() === grant.wards.join() ? grant : null;
  };

  const liveGrant = async (request: IncomingMessage): Promise<Grant | null> => {
    const id = grantIn(request);
    const grant = id === null ? null : await standing(id);
    return grant !== null && isLive(grant, clock.now()) ? grant : null;
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
    grant: standing,
    authorize,
    async signIn(request, credentials) {
      const proved = await prove(credentials);
      if (!proved.ok) return proved;
      const { person } = proved;
      const before = await liveGrant(request);
      const goesOn = before !== null && before.person === person.id && before.device === credentials.device;
      const grant = goesOn ? before : await grants.give(person, credentials.device);
      if (before !== null && !goesOn) await grants.end(before.id);
      await changeSession(request, grant.id);
      return { ok: true, signedIn: view(person, grant, credentials.ward) };
    },
    async stepUp(first, credentials) {
      if (credentials.device !== first.device) return otherDevice;
      const proved = await prove(credentials);
      if (!proved.ok) return proved;
      const { person } = proved;
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

const otherDevice = refused(
  'other-device',
  403,
  'Another device',
  'A second person signs in on the device where the first one is. Use this device’s own id.',
);
const samePerson = refused(
  'same-person',
  409,
  'The same person',
  'You are signed in here already. Another person must do this check.',
);
