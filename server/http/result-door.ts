/** A result of the laboratory's system, filed to the items that ask for it. */
import * as z from 'zod';
import { problem } from '../problems.ts';
import { ok, sayProblem } from './answer.ts';
import { actorOf, door } from './door.ts';
import { problems } from './problems.ts';
import { clean, id, instant, preparationParams, problemSchema } from './shapes.ts';

const resultSchema = z.strictObject({
  code: clean(40).describe('As the protocol’s item names it, such as a LOINC code.'),
  value: z.number(),
  unit: clean(40).describe('UCUM: the item’s own unit.'),
  takenAt: instant.describe('When the sample was taken, epoch milliseconds.'),
  status: clean(40).describe('final, amended or corrected; anything else is refused.'),
  patient: clean(40).describe('The hospital number it was reported for.'),
  source: clean(200).describe('The reporting system and its own number of this result.'),
});

export const resultDoor = door({
  method: 'post',
  path: '/preparations/:id/results',
  action: 'fileResult',
  summary:
    'Files a final result to the items of this preparation that ask for its code. The same result sent again gets the same answer.',
  params: preparationParams,
  body: { json: resultSchema },
  answers: {
    200: {
      says: 'The items it was filed to, each with its verdict; `older` where a newer result is on file',
      schema: z.strictObject({
        filed: z.array(
          z.strictObject({ preparation: id, item: z.string(), outcome: z.looseObject({ kind: z.string() }) }),
        ),
      }),
    },
    403: { says: 'Not on one of your wards', schema: problemSchema },
    404: { says: 'No such preparation', schema: problemSchema },
    409: { says: 'Not filed: not final, another patient, another unit, or nobody asks for it', schema: problemSchema },
  },
  find: async ({ services, params }) => {
    const row = await services.preparations.row(params.id);
    return row === null ? problems.noSuchPreparation : { ward: row.place.ward };
  },
  async answer(heard) {
    const { services, params, body } = heard;
    const outcome = await services.preparations.fileResult(params.id, body, actorOf(heard));
    return outcome.kind === 'filed'
      ? ok({ filed: outcome.filed })
      : sayProblem(problem(`result-${kebab(outcome.code)}`, 409, 'Not filed', outcome.says));
  },
});

const kebab = (code: string): string => code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
