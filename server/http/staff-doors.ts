/** Enrolling the site's own people, and what they are trained for until when. */
import * as z from 'zod';
import { importStaff } from '../documents/staff-import.ts';
import { readStaffList } from '../documents/staff-list.ts';
import { type CalendarDate, dateOrders, dayAfter, dayBegins, readDate } from '../documents/local-time.ts';
import { untilOf } from '../people/competences.ts';
import { problem } from '../problems.ts';
import type { Protocols } from '../services.ts';
import type { CellError } from '../documents/csv.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { actorOf, door, type Door } from './door.ts';
import { problems } from './problems.ts';
import type { HttpOptions, HttpServices } from './services.ts';
import { clean, instant, personId, problemSchema } from './shapes.ts';

const competence = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be one word such as mrLevel2');
const day = z.iso.date().describe('A day in the site’s time zone.');
const historySchema = z
  .strictObject({
    held: z.array(competence).describe('What counts at this moment.'),
    asked: z.array(competence).describe('What protocols in use here ask of somebody.'),
    words: z.record(competence, z.string()).describe('How a competence is read, where a protocol in use says it.'),
    entries: z.array(
      z.strictObject({
        kind: z.enum(['registered', 'ended']),
        competence,
        at: instant,
        by: personId.nullable(),
        from: instant.optional(),
        until: instant.optional().describe('From this instant on it does not count, also where somebody ended it.'),
        reason: z.string().optional(),
      }),
    ),
  })
  .openapi('Competences');
const reportSchema = z
  .strictObject({
    enrolled: z.int(),
    changed: z.int(),
    left: z.int(),
    registered: z.int(),
    ended: z.int(),
    unchanged: z.int(),
    notes: z.array(z.strictObject({ line: z.int(), column: z.string().nullable(), says: z.string() })),
    dryRun: z.boolean(),
  })
  .openapi('StaffReport');

/** On a ward the two share; else theirs, which is not the asker's. */
const onTheirWard = async ({ services, params, grant }: AboutPerson) => {
  const person = await services.people.staff.find(params.person);
  if (person === null) return problems.noSuchPerson;
  return { ward: person.wards.find((ward) => grant?.wards.includes(ward) === true) ?? person.wards[0] ?? '' };
};
interface AboutPerson {
  readonly services: HttpServices;
  readonly params: { readonly person: string };
  readonly grant: { readonly wards: readonly string[] } | null;
}
const answers = {
  200: { says: 'Everything registered of them', schema: historySchema },
  403: { says: 'Not of one of your wards', schema: problemSchema },
  404: { says: 'No such person', schema: problemSchema },
};
const changing = { ...answers, 409: { says: 'It is about yourself', schema: problemSchema } };

export const staffDoors = ({ timeZone }: Pick<HttpOptions, 'timeZone'>): readonly Door[] => [
  door({
    method: 'post',
    path: '/staff-lists',
    action: 'administer',
    summary:
      'A staff list as CSV: all of it, or none. It enrols people and registers what they are trained for; the same list again changes nothing.',
    query: z.strictObject({
      dates: z.enum(dateOrders).describe('The order of day, month and year in every date of the list.'),
      dryRun: z.enum(['0', '1']).optional().describe('1: says what would happen and writes nothing.'),
    }),
    body: { csv: true },
    answers: {
      200: { says: 'What it did, or would do', schema: reportSchema },
      422: { says: 'Nothing was written: every mistake by line and column', schema: problemSchema },
    },
    async answer(heard) {
      const { services, query, grant } = heard;
      const body: unknown = heard.body;
      if (!Buffer.isBuffer(body)) return sayProblem(problems.wrongType);
      const wards = services.site.wards.map(({ ward }) => ward);
      const list = readStaffList(body, { dates: query.dates, timeZone, wards });
      if (!list.ok) return sayList(list.errors);
      const { staff, secrets } = services.people;
      const dryRun = query.dryRun === '1';
      const answer = await importStaff(
        { pages: staff.pages, secrets },
        {
          rows: list.rows,
          by: { person: actorOf(heard).person, wards: grant?.wards ?? [] },
          asked: askedBy(services.protocols),
          at: services.clock.now(),
          dryRun,
        },
      );
      return answer.kind === 'refused' ? sayList(answer.errors) : ok({ ...answer.report, dryRun });
    },
  }),
  door({
    method: 'get',
    path: '/staff/:person/competences',
    action: 'administer',
    summary: 'What somebody is trained for, with everything ever registered, oldest first.',
    params: z.strictObject({ person: personId }),
    answers,
    find: onTheirWard,
    answer: ({ services, params }) => historyOf(services, params.person),
  }),
  door({
    method: 'post',
    path: '/staff/:person/competences',
    action: 'administer',
    summary:
      'Registers what somebody is trained for, from one day to another, both counted. Nobody registers their own.',
    params: z.strictObject({ person: personId }),
    body: { json: z.strictObject({ competence, from: day, until: day }) },
    answers: changing,
    find: onTheirWard,
    async answer(heard) {
      const { services, params, body } = heard;
      const { person: by } = actorOf(heard);
      if (by === params.person) return sayProblem(ownCompetence);
      const [from, until] = [dayBegins(dateOf(body.from), timeZone), dayBegins(dayAfter(dateOf(body.until)), timeZone)];
      if (from >= until) return sayProblem(endsFirst);
      const entry = { kind: 'registered', person: params.person, competence: body.competence, from, until } as const;
      await services.people.staff.register([entry], by);
      return historyOf(services, params.person);
    },
  }),
  door({
    method: 'post',
    path: '/staff/:person/competences/:competence/ended',
    action: 'administer',
    summary: 'Ends, from now on, every registration of it. What was done before still counts.',
    params: z.strictObject({ person: personId, competence }),
    body: { json: z.strictObject({ reason: clean(200) }) },
    answers: changing,
    find: onTheirWard,
    async answer(heard) {
      const { services, params, body } = heard;
      const { person: by } = actorOf(heard);
      if (by === params.person) return sayProblem(ownCompetence);
      await services.people.staff.register([{ kind: 'ended', ...params, reason: body.reason }], by);
      return historyOf(services, params.person);
    },
  }),
];

async function historyOf(services: HttpServices, person: string): Promise<Answer> {
  const {
    people: { staff },
    clock,
    protocols,
  } = services;
  const records = await staff.history(person);
  const entries = records.map((one, index) => {
    const { person: _person, ...entry } = one;
    return one.kind === 'registered' ? { ...entry, until: untilOf(one, records.slice(index + 1)) } : entry;
  });
  const asked = [...askedBy(protocols)].toSorted();
  return ok({ held: await staff.competences(person, clock.now()), asked, words: wordsOf(protocols), entries });
}

/** Checked by the schema already. */
function dateOf(text: string): CalendarDate {
  const date = readDate(text, 'ymd');
  if (typeof date === 'string') throw new TypeError(`a date that was checked ${date}`);
  return date;
}

/** Every competence that a protocol in use asks of somebody. */
const askedBy = (protocols: Pick<Protocols, 'list'>): ReadonlySet<string> =>
  new Set(
    protocols
      .list()
      .flatMap(({ protocol }) => [...protocol.items.values()])
      .flatMap(({ item }) => [item.competence ?? [], item.verifierCompetence ?? []].flat()),
  );

/** `mrLevel2`: `MR Level 2`. */
const wordsOf = (protocols: Pick<Protocols, 'list'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    protocols
      .list()
      .flatMap(({ protocol }) =>
        Object.entries(protocol.document.competences ?? {}).map(([name, { is }]) => [name, is]),
      ),
  );

const ownCompetence = problem(
  'own-competence',
  409,
  'It is about yourself',
  'Nobody registers what they themselves are trained for. Ask another charge nurse of your ward.',
);
const endsFirst = problem(
  'ends-first',
  409,
  'Ends before it begins',
  'The last day lies before the first. Correct one.',
);

/** Every mistake at once, by line and column; a person corrects the list in one go. */
const sayList = (errors: readonly CellError[]): Answer =>
  sayProblem({
    ...problem(
      'staff-list',
      422,
      'The list was not used',
      `Nothing was written. Correct ${errors.length === 1 ? 'the mistake' : `the ${errors.length} mistakes`} below and send the list again.`,
    ),
    errors: errors.map(({ line, column, says }) => ({
      path: column === null ? `line ${line}` : `line ${line}, ${column}`,
      says,
    })),
  });
