/** Wards, what is on them, and what a scanned code means there. */
import * as z from 'zod';
import { wardOf } from '../site.ts';
import { ok } from './answer.ts';
import { door } from './door.ts';
import { problems } from './problems.ts';
import { clean, personSchema, problemSchema, ward, wardParams } from './shapes.ts';

const layoutSchema = z
  .strictObject({ ward, title: z.string(), beds: z.array(z.string()), phone: z.string(), inUse: z.array(z.string()) })
  .openapi('WardLayout');
/** `BoardRow` of the wire; the screens share its type, so it is described and not checked again. */
const rowSchema = z
  .looseObject({ preparation: z.string(), revision: z.int(), head: z.string(), due: z.int() })
  .openapi('BoardRow');

/** AIM symbology identifier that many scanners put first (`]C1`, `]d2`): how it was read, not what it says. */
const symbology = /^\][A-Za-z][0-9A-Za-z]/;

export const wardDoors = [
  door({
    method: 'get',
    path: '/wards',
    action: 'seeWards',
    summary: 'The wards of this site: their beds in order, and how to reach a person.',
    answers: { 200: { says: 'The wards', schema: z.strictObject({ wards: z.array(layoutSchema) }) } },
    answer: async ({ services }) => ok({ wards: services.site.wards }),
  }),
  door({
    method: 'get',
    path: '/wards/:ward/rows',
    action: 'seeBoard',
    summary: 'The ward’s list now. Screens follow it on the socket; this is one look.',
    params: wardParams,
    answers: {
      200: { says: 'The rows', schema: z.strictObject({ rows: z.array(rowSchema) }) },
      404: { says: 'No such ward', schema: problemSchema },
    },
    // A ward that is not there is said only to somebody who may look at wards at all.
    find: async ({ services, params }) =>
      wardOf(services.site, params.ward) === null ? problems.noSuchWard : { ward: params.ward },
    answer: async ({ services, params }) => ok({ rows: await services.preparations.rows(params.ward) }),
  }),
  door({
    method: 'post',
    path: '/scan',
    action: 'scan',
    summary:
      'What a scanned wristband, order or badge means: the preparations of that patient on the person’s wards, or whose badge it is. A scan is never a sign-in.',
    body: { json: z.strictObject({ text: clean(100) }) },
    answers: {
      200: {
        says: 'What it is; `nothing` when no preparation here has this number',
        schema: z.strictObject({
          kind: z.enum(['patient', 'order', 'badge', 'nothing']),
          preparations: z.array(z.string()),
          person: personSchema.optional(),
        }),
      },
    },
    async answer({ services, body, grant }) {
      const { preparations, people } = services;
      const text = body.text.replace(symbology, '').trim();
      const mine = async (found: readonly string[]): Promise<readonly string[]> => {
        const rows = await Promise.all(found.map((preparation) => preparations.row(preparation)));
        return rows.flatMap((row) =>
          row !== null && people.authorize(grant, 'scan', { ward: row.place.ward }).ok ? [row.preparation] : [],
        );
      };
      const ofPatient = await mine(await preparations.ofPatient(text, grant?.wards[0] ?? ''));
      if (ofPatient.length > 0) return ok({ kind: 'patient', preparations: ofPatient });
      const order = await preparations.ofOrder(text);
      const ofOrder = order === null ? [] : await mine([order.preparation]);
      if (ofOrder.length > 0) return ok({ kind: 'order', preparations: ofOrder });
      // Somebody changes over: the screen asks them to sign in. The badge itself is proof there, not here.
      const holder = await people.staff.byBadge(text);
      if (holder === null) return ok({ kind: 'nothing', preparations: [] });
      const { wards: _wards, ...person } = holder;
      return ok({ kind: 'badge', preparations: [], person });
    },
  }),
];
