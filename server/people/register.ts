/**
 * The staff register: who works here and what they are trained for, as numbered pages in the store. A page is one
 * durable write, so a list is taken whole or not at all; a page is written only where none is, so two nodes never
 * overwrite one another; and no page is ever changed, so the history is all of it.
 */
import * as z from 'zod';
import { type Instant, type PersonId, roles } from '../../machines/index.ts';
import { Busy } from '../preparations/queue.ts';
import type { Store } from '../store/store.ts';
import type { CompetenceEntry, CompetenceRecord } from './competences.ts';

/** Raised with any change that a released build could not read. */
const pageFormat = 1;
export const staffRoles = roles.filter((role) => role !== 'system');
export type StaffRole = (typeof staffRoles)[number];

const instant = z.int().nonnegative();
const competenceName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be one word such as mrLevel2');
export const personFields = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be small letters, digits and -, such as a-osei'),
  name: z.string().trim().min(1).max(80),
  initials: z.string().trim().min(1).max(4),
  role: z.enum(staffRoles),
  wards: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a ward such as w4B')).max(200),
  /** Where they are rung while they work: an extension or a bleep. */
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+*#()/ -]{1,20}$/, 'must be a number such as 2441')
    .optional(),
};
const keptSchema = z.strictObject({
  ...personFields,
  /** Hashed; null for somebody who has none yet. */
  badge: z.string().nullable(),
  pin: z.string().nullable(),
  left: z.boolean(),
});
/** A person as they are at rest. */
export type Kept = z.infer<typeof keptSchema>;
const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('registered'),
    person: personFields.id,
    competence: competenceName,
    from: instant,
    until: instant,
  }),
  z.strictObject({
    kind: z.literal('ended'),
    person: personFields.id,
    competence: competenceName,
    reason: z.string().min(1).max(200),
  }),
]) satisfies z.ZodType<CompetenceEntry>;
const pageSchema = z.strictObject({
  format: z.literal(pageFormat),
  at: instant,
  by: personFields.id.nullable(),
  people: z.array(keptSchema),
  competences: z.array(entrySchema),
});
/** What one write adds: people as they are from now on, and entries about competences. */
export type Page = Omit<z.infer<typeof pageSchema>, 'format'>;

/** Everything the pages say, as far as they were read. */
export interface Known {
  readonly people: ReadonlyMap<PersonId, Kept>;
  competencesOf(person: PersonId): readonly CompetenceRecord[];
}
export interface Register {
  /** As it is in the store now. */
  read(): Promise<Known>;
  /** Writes the page that `decide` makes of what is known; null writes none. Asked again when another page came first. @throws Busy */
  write<T>(decide: (known: Known) => Promise<{ readonly page: Page | null; readonly answer: T }>): Promise<T>;
}

/** Each try loses only to another page; so many in a row are a storm of lists. */
const triesMax = 8;

export function createRegister(store: Pick<Store, 'document' | 'documents' | 'putDocument'>): Register {
  const people = new Map<PersonId, Kept>();
  const competences = new Map<PersonId, CompetenceRecord[]>();
  const known: Known = { people, competencesOf: (person) => competences.get(person) ?? [] };
  let pages = 0;

  /** Pages in order, each once: another reader may have been first. */
  const learn = (number: number, body: string): void => {
    if (number !== pages + 1) return;
    const { at, by, people: changed, competences: entries } = pageSchema.parse(JSON.parse(body));
    for (const person of changed) people.set(person.id, person);
    for (const entry of entries)
      competences.set(entry.person, [...(competences.get(entry.person) ?? []), { ...entry, at, by }]);
    pages = number;
  };

  async function read(): Promise<Known> {
    if (pages === 0) {
      const all = await store.documents(prefix);
      for (const { name, body } of all.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
        learn(Number(name.slice(prefix.length)), body);
    }
    for (;;) {
      const next = pages + 1;
      const body = await store.document(pageName(next));
      if (body === null) return known;
      learn(next, body);
    }
  }

  return {
    read,
    async write(decide) {
      for (let attempt = 1; attempt <= triesMax; attempt += 1) {
        await read();
        // What is decided stands on the pages read so far; only the next number is asked for.
        const next = pages + 1;
        const { page, answer } = await decide(known);
        if (page === null) return answer;
        const body = JSON.stringify(pageSchema.parse({ format: pageFormat, ...page }));
        if (!(await store.putDocument(pageName(next), body, { ifAbsent: true }))) continue;
        learn(next, body);
        return answer;
      }
      throw new Busy('The staff register was changed by others at the same moment. Nothing was written; try again.');
    },
  };
}

const prefix = 'staff/';
const pageName = (number: number): string => `${prefix}${String(number).padStart(9, '0')}`;

export const onlyPeople = (at: Instant, by: PersonId | null, people: Kept[]): Page => ({
  at,
  by,
  people,
  competences: [],
});
