/** The equipment log's doors: what there is and how it stands, what anybody may report, and what only some may. */
import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import * as z from 'zod';
import { isNews, readAssetList } from '../documents/assets-list.ts';
import { dateOrders } from '../documents/local-time.ts';
import type { Report } from '../equipment/terms.ts';
import { saysEntry } from '../equipment/words.ts';
import type { DoorAction } from '../people/permissions.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { actorOf, door, type Door, type Heard } from './door.ts';
import { holdersFor, noSuchThing, refusalOf, sayList, thingOf, typeOf } from './equipment-answers.ts';
import {
  checkBody,
  entrySchema,
  maintenanceBody,
  reasonBody,
  reportSchema,
  scanParams,
  thingParams,
  thingSchema,
  trainingBody,
  typeSchema,
} from './equipment-shapes.ts';
import { problem } from '../problems.ts';
import { problems } from './problems.ts';
import type { HttpOptions } from './services.ts';
import { digest, instant, problemSchema } from './shapes.ts';

export const told = {
  200: { says: 'It is written; how it stands now', schema: thingSchema },
  403: { says: 'Somebody with another role does this', schema: problemSchema },
  404: { says: 'Not in the log', schema: problemSchema },
  409: { says: 'Not as things stand; the detail says why', schema: problemSchema },
};

export const equipmentDoors = ({ timeZone }: Pick<HttpOptions, 'timeZone'>): readonly Door[] => [
  door({
    method: 'get',
    path: '/equipment',
    action: 'seeEquipment',
    summary: 'Everything in the equipment log and how it stands now; only the mark of it, when that is known already.',
    query: z.strictObject({
      known: digest.optional().describe('The mark of the last answer: the same mark comes without the rest.'),
    }),
    answers: {
      200: {
        says: 'The things and their types',
        schema: z.strictObject({
          mark: digest,
          at: instant,
          things: z.array(thingSchema).optional(),
          types: z.array(typeSchema).optional(),
        }),
      },
    },
    async answer({ services, grant, query }) {
      const { book, types } = services.equipment;
      await book.fresh();
      const holders = await holdersFor(services, grant);
      const things = book
        .pages()
        .filter(({ standing }) => standing !== 'unknown')
        .map((page) => thingOf(services, page, holders))
        .sort((a, b) => (a.asset < b.asset ? -1 : 1));
      const told = { things, types: [...types.types].map(([type, of]) => typeOf(type, of)) };
      const mark = createHash('sha256').update(JSON.stringify(told)).digest('hex');
      const at = services.clock.now();
      return ok(mark === query.known ? { mark, at } : { mark, at, ...told });
    },
  }),
  door({
    method: 'get',
    path: '/equipment/:asset',
    action: 'seeEquipment',
    summary: 'One thing by its number or by what was scanned off it, with the newest lines of its page.',
    params: scanParams,
    answers: {
      200: { says: 'The thing', schema: z.strictObject({ thing: thingSchema, entries: z.array(entrySchema) }) },
      404: { says: 'Not in the log', schema: problemSchema },
    },
    async answer({ services, params, grant }) {
      const page = await services.equipment.find(params.asset);
      if (page === null) return sayProblem(noSuchThing);
      const entries = page.recent.toReversed().map((entry) => ({
        revision: entry.revision,
        version: entry.version,
        at: entry.at,
        person: entry.by.person,
        role: entry.by.role,
        happened: entry.report.happened,
        says: saysEntry(entry, page.type, services.equipment.types),
        before: entry.before,
        after: entry.after,
      }));
      return ok({ thing: thingOf(services, page, await holdersFor(services, grant)), entries });
    },
  }),
  onThing(
    'reportFault',
    'faults',
    'A fault, from anybody: it is put aside at once, and whoever has it in hand is told.',
    reasonBody,
    ({ reason }) => ({ happened: 'faulted', reason }),
  ),
  onThing(
    'checkEquipment',
    'checks',
    'What is checked, measured, cleaned or moved in a day’s work.',
    checkBody,
    ({ id: _id, ...report }) => report,
  ),
  onThing(
    'maintainEquipment',
    'maintenance',
    'Calibration and maintenance with the next date, and what is put aside or taken out of use.',
    maintenanceBody,
    ({ id: _id, ...report }) => report,
  ),
  onThing(
    'releaseEquipment',
    'releases',
    'Back into service: the only way there for what was put aside.',
    reasonBody,
    ({ reason }) => ({ happened: 'released', reason }),
  ),
  door({
    method: 'post',
    path: '/equipment-training',
    action: 'maintainEquipment',
    summary: 'A person was trained on a type of equipment, until when.',
    body: { json: trainingBody },
    answers: { 204: { says: 'It is written' }, 409: { says: 'No such type', schema: problemSchema } },
    async answer(heard) {
      const { id, type, person, due } = heard.body;
      if (!heard.services.equipment.types.types.has(type))
        return sayProblem(problem('unknown-type', 409, 'No such type', 'There is no such type of equipment here.'));
      const line = { page: `type:${type}`, report: { happened: 'trained', person, due } } as const;
      const refused = refusalOf(await heard.services.equipment.book.write(id, [line], actorOf(heard)));
      return refused ?? { status: 204 };
    },
  }),
  door({
    method: 'post',
    path: '/equipment-lists',
    action: 'maintainEquipment',
    summary: 'The register of equipment as CSV: all of it, or none. The same list again changes nothing.',
    query: z.strictObject({ dates: z.enum(dateOrders), dryRun: z.enum(['0', '1']).optional() }),
    body: { csv: true },
    answers: {
      200: { says: 'What it did, or would do', schema: reportSchema },
      422: { says: 'Nothing was written: every mistake by line and column', schema: problemSchema },
    },
    async answer(heard) {
      const { services, query } = heard;
      const bytes: unknown = heard.body;
      if (!Buffer.isBuffer(bytes)) return sayProblem(problems.wrongType);
      const { book, types } = services.equipment;
      const list = readAssetList(bytes, { dates: query.dates, timeZone, types, site: services.site });
      if (!list.ok) return sayList(list.errors);
      await book.fresh();
      const news = list.lines.filter((line) => isNews(line, book.page(line.page)));
      const dryRun = query.dryRun === '1';
      const by = actorOf(heard);
      const written = news.length === 0 ? null : await (dryRun ? book.rehearse(news, by) : book.write(v7(), news, by));
      if (written?.kind === 'refused')
        return sayList([{ line: news[written.index]?.line ?? 1, column: null, says: written.says }]);
      return ok({ registered: news.length, unchanged: list.lines.length - news.length, dryRun });
    },
  }),
];

/** A report about one thing: whoever may come to this door may make it. */
function onThing<B extends { readonly id: string }>(
  action: DoorAction,
  below: string,
  summary: string,
  json: z.ZodType<B>,
  reportOf: (body: B) => Report,
): Door {
  return door({
    method: 'post',
    path: `/equipment/:asset/${below}`,
    action,
    summary,
    params: thingParams,
    body: { json },
    answers: told,
    answer: (heard) => write(heard, heard.params.asset, heard.body.id, reportOf(heard.body)),
  });
}

export async function write<P, B>(
  heard: Heard<P, undefined, B>,
  page: string,
  id: string,
  report: Report,
): Promise<Answer> {
  const { services, grant } = heard;
  const { book } = services.equipment;
  const refused = refusalOf(await book.write(id, [{ page, report }], actorOf(heard)));
  if (refused !== null) return refused;
  await book.fresh();
  const now = book.page(page);
  return now === null ? sayProblem(noSuchThing) : ok(thingOf(services, now, await holdersFor(services, grant)));
}
