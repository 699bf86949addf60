/** The staff directory: who works here, on which wards, in which role; and by what badge or PIN they are known. */
import * as z from 'zod';
import { type PersonId, roles, type WardId } from '../../machines/index.ts';
import type { Store } from '../store/store.ts';
import type { Secrets } from './pins.ts';

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  /** As the sign-in screen shows them: `AO`. */
  readonly initials: string;
  readonly role: StaffRole;
  readonly wards: readonly WardId[];
}
export const staffRoles = roles.filter((role) => role !== 'system');
export type StaffRole = (typeof staffRoles)[number];

/** A person with what proves who they are. */
export interface NewPerson extends Person {
  readonly badge: string;
  readonly pin: string;
}

/** Who works here: all that somebody needs who does not ask for proof. */
export interface Directory {
  /** Everybody, or those of one ward, by name. */
  list(ward: WardId | null): Promise<readonly Person[]>;
  find(id: PersonId): Promise<Person | null>;
}

export interface Staff extends Directory {
  /** Adds or replaces a person. @throws ZodError naming what is wrong with them. */
  enrol(person: NewPerson): Promise<void>;
  byBadge(badge: string): Promise<Person | null>;
  /** The person if the PIN is theirs, else null: which of the two was wrong is not said. */
  byPin(id: PersonId, pin: string): Promise<Person | null>;
}

const personFormat = 1;
const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be small letters, digits and -, such as a-osei');
const personFields = {
  id,
  name: z.string().trim().min(1).max(80),
  initials: z.string().trim().min(1).max(4),
  role: z.enum(staffRoles),
  wards: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a ward such as w4B')).max(200),
};
const newPersonSchema = z.strictObject({
  ...personFields,
  // A badge is all there is to it, so it must not be guessed.
  badge: z.string().min(9, 'must have at least 9 characters that nobody can guess').max(200),
  pin: z.string().regex(/^\d{6}$/, 'must be six digits'),
});
const keptSchema = z.strictObject({
  format: z.literal(personFormat),
  ...personFields,
  badge: z.string(),
  pin: z.string(),
});
type Kept = z.infer<typeof keptSchema>;

type Documents = Pick<Store, 'document' | 'documents'>;

export function createStaff(store: Documents & Pick<Store, 'putDocument'>, secrets: Secrets): Staff {
  return {
    ...createDirectory(store),
    async enrol(person) {
      const { badge, pin, ...who } = newPersonSchema.parse(person);
      const body: Kept = {
        format: personFormat,
        ...who,
        badge: secrets.badgeKey(badge),
        pin: await secrets.hashPin(pin),
      };
      await store.putDocument(`${prefix}${who.id}`, JSON.stringify(body));
    },
    async byBadge(badge) {
      const key = secrets.badgeKey(badge);
      const one = (await everybody(store)).find((person) => person.badge === key);
      return one === undefined ? null : shown(one);
    },
    async byPin(person, pin) {
      const one = await kept(store, person);
      return (await secrets.pinMatches(one?.pin ?? null, pin)) && one !== null ? shown(one) : null;
    },
  };
}

export const createDirectory = (store: Documents): Directory => ({
  async list(ward) {
    const people = (await everybody(store)).filter(({ wards }) => ward === null || wards.includes(ward));
    return people.map(shown).sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  async find(person) {
    const one = await kept(store, person);
    return one === null ? null : shown(one);
  },
});

const everybody = async (store: Documents): Promise<readonly Kept[]> =>
  (await store.documents(prefix)).map(({ body }) => keptSchema.parse(JSON.parse(body)));

async function kept(store: Documents, person: PersonId): Promise<Kept | null> {
  const body = id.safeParse(person).success ? await store.document(`${prefix}${person}`) : null;
  return body === null ? null : keptSchema.parse(JSON.parse(body));
}

/** Never the badge or the PIN, not even hashed. */
const shown = ({ id: person, name, initials, role, wards }: Kept): Person => ({
  id: person,
  name,
  initials,
  role,
  wards,
});
const prefix = 'person/';

/** The people of the demonstration ward, with their secrets in the open: only a demonstration has them. */
export const demoStaff = (wards: readonly WardId[]): readonly NewPerson[] =>
  (
    [
      ['a-osei', 'A. Osei', 'AO', 'technician', 'BADGE-OSEI', '111111'],
      ['b-nunez', 'B. Nunez', 'BN', 'nurse', 'BADGE-NUNEZ', '222222'],
      ['c-ito', 'C. Ito', 'CI', 'chargeNurse', 'BADGE-ITO', '333333'],
      ['j-kim', 'J. Kim', 'JK', 'technician', 'BADGE-KIM', '444444'],
      ['t-marsh', 'T. Marsh', 'TM', 'proceduralist', 'BADGE-MARSH', '555555'],
      ['e-lund', 'E. Lund', 'EL', 'clinicalEngineer', 'BADGE-LUND', '666666'],
    ] as const
  ).map(([person, name, initials, role, badge, pin]) => ({ id: person, name, initials, role, wards, badge, pin }));
