/** The staff directory: who works here, on which wards, in which role, trained for what; and by what badge or PIN they are known. */
import * as z from 'zod';
import type { Instant, PersonId, WardId } from '../../machines/index.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { type CompetenceEntry, type CompetenceRecord, heldAt, isRegistered } from './competences.ts';
import type { Secrets } from './pins.ts';
import { createRegister, type Kept, onlyPeople, personFields, type Register, type StaffRole } from './register.ts';

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  /** As the sign-in screen shows them: `AO`. */
  readonly initials: string;
  readonly role: StaffRole;
  readonly wards: readonly WardId[];
  /** Where they are rung while they work; left out where the register has none. */
  readonly phone?: string | undefined;
}

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
  /** What somebody was trained for at an instant, by what the register says today. */
  competences(id: PersonId, at: Instant): Promise<readonly string[]>;
}

export interface Staff extends Directory {
  /** Adds or replaces a person; the same person again writes nothing. @throws ZodError naming what is wrong with them, BadgeTaken. */
  enrol(person: NewPerson): Promise<void>;
  byBadge(badge: string): Promise<Person | null>;
  /** The person if the PIN is theirs, else null: which of the two was wrong is not said. */
  byPin(id: PersonId, pin: string): Promise<Person | null>;
  /** Adds to the register what it does not say already. */
  register(entries: readonly CompetenceEntry[], by: PersonId | null): Promise<void>;
  /** Everything ever registered of somebody, oldest first. */
  history(id: PersonId): Promise<readonly CompetenceRecord[]>;
  readonly pages: Register;
}

/** One badge would sign in two people, and the record could not say which of them it was. */
export class BadgeTaken extends Error {
  override readonly name = 'BadgeTaken';
}

const newPersonSchema = z.strictObject({
  ...personFields,
  // A badge is all there is to it, so it must not be guessed.
  badge: z.string().min(9, 'must have at least 9 characters that nobody can guess').max(200),
  pin: z.string().regex(/^\d{6}$/, 'must be six digits'),
});

type Documents = Pick<Store, 'document' | 'documents' | 'putDocument'>;

export function createStaff(store: Documents, secrets: Secrets, clock: Pick<Clock, 'now'>): Staff {
  const pages = createRegister(store);
  return {
    pages,
    ...directoryOf(pages),
    async enrol(person) {
      const { badge, pin, ...who } = newPersonSchema.parse(person);
      return pages.write(async (known) => {
        const before = known.people.get(who.id);
        const key = secrets.badgeKey(badge);
        if (holderOf(known.people, key, who.id) !== null)
          throw new BadgeTaken(`The badge of ${who.id} is somebody else’s already.`);
        const samePin = before?.pin != null && (await secrets.pinMatches(before.pin, pin));
        const after: Kept = {
          ...who,
          badge: key,
          pin: samePin ? before.pin : await secrets.hashPin(pin),
          left: false,
        };
        const same = JSON.stringify(before) === JSON.stringify(after);
        return { page: same ? null : onlyPeople(clock.now(), null, [after]), answer: undefined };
      });
    },
    async byBadge(badge) {
      const { people } = await pages.read();
      return holderOf(people, secrets.badgeKey(badge), null);
    },
    async byPin(id, pin) {
      const one = (await pages.read()).people.get(id);
      const matches = await secrets.pinMatches(one?.pin ?? null, pin);
      return matches && one !== undefined ? shown(one) : null;
    },
    register(entries, by) {
      return pages.write(async (known) => {
        const at = clock.now();
        const competences = entries.filter((entry) => {
          const of = known.competencesOf(entry.person);
          return entry.kind === 'registered' ? !isRegistered(of, entry, at) : heldOrToCome(of, entry.competence, at);
        });
        return { page: competences.length === 0 ? null : { at, by, people: [], competences }, answer: undefined };
      });
    },
    async history(id) {
      return (await pages.read()).competencesOf(id);
    },
  };
}

export const createDirectory = (store: Documents): Directory => directoryOf(createRegister(store));

const directoryOf = (pages: Register): Directory => ({
  async list(ward) {
    const people = [...(await pages.read()).people.values()].flatMap((one) => shown(one) ?? []);
    return people
      .filter(({ wards }) => ward === null || wards.includes(ward))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  async find(id) {
    const one = (await pages.read()).people.get(id);
    return one === undefined ? null : shown(one);
  },
  async competences(id, at) {
    return heldAt((await pages.read()).competencesOf(id), at);
  },
});

/** Whether anything of it counts now or will: what is over needs no end. */
export const heldOrToCome = (of: readonly CompetenceRecord[], competence: string, at: Instant): boolean =>
  heldAt(of, at).includes(competence) ||
  of.some(
    (one) =>
      one.kind === 'registered' &&
      one.competence === competence &&
      one.from > at &&
      heldAt(of, one.from).includes(competence),
  );

/** Whose badge this is, if not that of `but`. */
export function holderOf(people: ReadonlyMap<PersonId, Kept>, badge: string, but: PersonId | null): Person | null {
  for (const one of people.values()) if (one.badge === badge && one.id !== but && !one.left) return shown(one);
  return null;
}

/** Never the badge or the PIN, not even hashed; nobody who has left. */
const shown = ({ id, name, initials, role, wards, phone, left }: Kept): Person | null =>
  left ? null : { id, name, initials, role, wards, ...(phone === undefined ? {} : { phone }) };
