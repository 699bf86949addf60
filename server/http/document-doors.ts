/** Day lists coming in, and the protocols in use with who approved them. */
import * as z from 'zod';
import { importDayList } from '../documents/import.ts';
import { readDayList } from '../documents/day-list.ts';
import { createListMemory, type ListMemory } from '../documents/list-memory.ts';
import { dateOrders } from '../documents/local-time.ts';
import { problem } from '../problems.ts';
import type { PinnedProtocol, Protocols } from '../services.ts';
import { wardOf } from '../site.ts';
import type { CellError } from '../documents/csv.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { actorOf, door, type Door } from './door.ts';
import { problems } from './problems.ts';
import type { HttpOptions, HttpServices } from './services.ts';
import { digest, instant, personId, problemSchema, ward } from './shapes.ts';

const reportSchema = z
  .strictObject({
    opened: z.int(),
    moved: z.int(),
    amended: z.int(),
    cancelled: z.int(),
    unchanged: z.int(),
    notes: z.array(z.strictObject({ line: z.int(), column: z.string().nullable(), says: z.string() })),
    dryRun: z.boolean(),
  })
  .openapi('ImportReport');
const approvalsSchema = z.array(z.strictObject({ person: personId, at: instant }));
const protocolSchema = z
  .strictObject({
    digest,
    id: z.string(),
    title: z.string(),
    version: z.string(),
    status: z.string(),
    approvals: approvalsSchema,
    approved: z.boolean(),
  })
  .openapi('ProtocolInUse');

export const documentDoors = ({ timeZone }: Pick<HttpOptions, 'timeZone'>): readonly Door[] => [
  door({
    method: 'post',
    path: '/day-lists',
    action: 'import',
    summary:
      'A ward’s day list as CSV: all of it, or none. The order of dates is declared, never guessed. Times are in the site’s time zone.',
    query: z.strictObject({
      ward,
      dates: z.enum(dateOrders).describe('The order of day, month and year in every date of the list.'),
      dryRun: z.enum(['0', '1']).optional().describe('1: says what would happen and writes nothing.'),
    }),
    body: { csv: true },
    answers: {
      200: { says: 'What it did, or would do', schema: reportSchema },
      422: { says: 'Nothing was written: every mistake by line and column', schema: problemSchema },
    },
    find: async ({ services, query }) =>
      wardOf(services.site, query.ward) === null ? problems.noSuchWard : { ward: query.ward },
    async answer(heard) {
      const { services, query, grant } = heard;
      const { preparations, people, clock, site } = services;
      const procedures = new Map(
        services.protocols
          .list()
          .flatMap(({ protocol: { document } }) =>
            [document.id, document.title].map((name) => [name.toLowerCase(), document.id] as const),
          ),
      );
      const beds = wardOf(site, query.ward)?.beds ?? [];
      const body: unknown = heard.body;
      if (!Buffer.isBuffer(body)) return sayProblem(problems.wrongType);
      const list = readDayList(body, { dates: query.dates, timeZone, procedures, beds, now: clock.now() });
      if (!list.ok) return sayList(list.errors);
      const dryRun = query.dryRun === '1';
      const answer = await importDayList(
        { preparations, memory: memoryOf(services) },
        {
          rows: list.rows,
          ward: query.ward,
          // The list is a fact from the world; the record says who brought it.
          actor: { ...actorOf(heard), role: 'system' },
          mayChange: (on) => people.authorize(grant, 'import', { ward: on }).ok,
          dryRun,
          reason: 'Changed on the day list',
        },
      );
      return answer.kind === 'refused' ? sayList(answer.errors) : ok({ ...answer.report, dryRun });
    },
  }),
  door({
    method: 'get',
    path: '/protocols',
    action: 'seeProtocols',
    summary: 'The protocols in use for new preparations, and who approved them here.',
    answers: { 200: { says: 'The protocols', schema: z.strictObject({ protocols: z.array(protocolSchema) }) } },
    answer: async ({ services }) =>
      ok({
        protocols: await Promise.all(services.protocols.list().map((pinned) => inUse(services.protocols, pinned))),
      }),
  }),
  door({
    method: 'post',
    path: '/protocols/:digest/approvals',
    action: 'approve',
    summary:
      'This person’s approval of exactly this protocol. Two people make it approved; asking twice changes nothing.',
    params: z.strictObject({ digest }),
    body: { json: z.strictObject({}) },
    answers: {
      200: { says: 'The protocol with its approvals', schema: protocolSchema },
      404: { says: 'No such protocol', schema: problemSchema },
    },
    async answer(heard) {
      const { services, params } = heard;
      const pinned = await services.protocols.byDigest(params.digest);
      if (pinned === null) return sayProblem(problems.noSuchProtocol);
      await services.protocols.approve(params.digest, actorOf(heard).person, services.clock.now());
      return ok(await inUse(services.protocols, pinned));
    },
  }),
];

async function inUse(
  protocols: Protocols,
  { digest: pinned, protocol: { document } }: PinnedProtocol,
): Promise<object> {
  const [approvals, approved] = await Promise.all([protocols.approvals(pinned), protocols.approved(pinned)]);
  const { id, title, version, status } = document;
  return { digest: pinned, id, title, version, status, approvals, approved };
}

/** Every mistake at once, by line and column; a person corrects the list in one go. */
const sayList = (errors: readonly CellError[]): Answer =>
  sayProblem({
    ...problem(
      'day-list',
      422,
      'The list was not used',
      `Nothing was written. Correct ${errors.length === 1 ? 'the mistake' : `the ${errors.length} mistakes`} below and send the list again.`,
    ),
    errors: errors.map(({ line, column, says }) => ({
      path: column === null ? `line ${line}` : `line ${line}, ${column}`,
      says,
    })),
  });

/** One memory for each server: it keeps two lists of one ward apart. */
const memories = new WeakMap<object, ListMemory>();
export function memoryOf({ store, clock, people }: HttpServices): ListMemory {
  const known = memories.get(store) ?? createListMemory({ store, clock, mark: people.secrets.mark });
  memories.set(store, known);
  return known;
}
