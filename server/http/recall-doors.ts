/**
 * Recalls: a lot, or everything registered as one model. Whoever is about to press it is told first how many preparations
 * it opens again; nobody else is asked, and only an engineer takes it back.
 */
import type { Page } from '../equipment/terms.ts';
import type { DoorAction } from '../people/permissions.ts';
import { ok, sayProblem } from './answer.ts';
import { actorOf, door, type Door } from './door.ts';
import { noSuchThing, refusalOf } from './equipment-answers.ts';
import { told, write } from './equipment-doors.ts';
import { heldQuery, heldSchema, modelBody, recallBody } from './equipment-shapes.ts';
import type { HttpServices } from './services.ts';
import { problemSchema } from './shapes.ts';

export const recallDoors: readonly Door[] = [
  ofLot('recallLot', 'recalls', 'A lot is recalled: nothing of it counts any more, for anybody.', 'recalled'),
  ofLot('releaseEquipment', 'recalls/lifted', 'The recall of a lot is lifted.', 'recallLifted'),
  door({
    method: 'get',
    path: '/equipment-recalls/held',
    action: 'recallLot',
    summary: 'What a recall of this lot or this model would put aside, and how many preparations it would open again.',
    query: heldQuery,
    answers: { 200: { says: 'Now; it may be another number in a moment', schema: heldSchema } },
    async answer({ services, query }) {
      await services.equipment.book.fresh();
      const of = 'lot' in query ? ofLotOnly(services, query.lot) : ofModel(services, query.model);
      const things = of.filter(({ standing }) => standing === 'inService');
      const pages = 'lot' in query ? [`lot:${query.lot}`] : things.map(({ id }) => id);
      const holders = await Promise.all(pages.map((page) => services.equipment.holdersOf(page)));
      return ok({ things: things.length, preparations: new Set(holders.flat()).size });
    },
  }),
  door({
    method: 'post',
    path: '/equipment-recalls/models',
    action: 'recallLot',
    summary: 'A model is recalled: everything that is registered under this name is put aside, all or none.',
    body: { json: modelBody },
    answers: {
      200: { says: 'It is written', schema: heldSchema.pick({ things: true }) },
      403: { says: 'Somebody with another role does this', schema: problemSchema },
      404: { says: 'Nothing is registered under this name', schema: problemSchema },
    },
    async answer(heard) {
      const { services, body } = heard;
      const { book } = services.equipment;
      await book.fresh();
      // What was put aside before is told again: sent twice, because its answer was lost, it must not be called unknown.
      const things = ofModel(services, body.model);
      if (things.length === 0) return sayProblem(noSuchThing);
      const report = { happened: 'quarantined', reason: `${body.model} is recalled: ${body.reason}` } as const;
      const lines = things.map(({ id }) => ({ page: id, report }));
      return refusalOf(await book.write(body.id, lines, actorOf(heard))) ?? ok({ things: things.length });
    },
  }),
];

const inUse = ({ equipment: { book } }: HttpServices): readonly Page[] =>
  book.pages().filter(({ standing }) => standing !== 'retired');
/** A box of many, which has no numbers, is a lot registered under the name. */
const ofModel = (services: HttpServices, model: string): readonly Page[] =>
  inUse(services).filter(({ title }) => title === model);
const ofLotOnly = (services: HttpServices, lot: string): readonly Page[] =>
  inUse(services).filter((page) => page.lot === lot && !page.id.startsWith('lot:'));

function ofLot(action: DoorAction, below: string, summary: string, happened: 'recalled' | 'recallLifted'): Door {
  return door({
    method: 'post',
    path: `/equipment-${below}`,
    action,
    summary,
    body: { json: recallBody },
    answers: told,
    answer: (heard) => write(heard, `lot:${heard.body.lot}`, heard.body.id, { happened, reason: heard.body.reason }),
  });
}
