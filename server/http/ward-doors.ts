/** Wards, and what is on them. */
import * as z from 'zod';
import { wardOf } from '../site.ts';
import { ok } from './answer.ts';
import { door } from './door.ts';
import { problems } from './problems.ts';
import { problemSchema, ward, wardParams } from './shapes.ts';

const layoutSchema = z
  .strictObject({
    ward,
    title: z.string(),
    beds: z.array(z.string()),
    phone: z.string(),
    inUse: z.array(z.string()),
    shiftHours: z.number().optional(),
  })
  .openapi('WardLayout');
/** Checked when the site was read; the screens share its type. */
const scanSchema = z.looseObject({}).describe('How barcodes are read here.').openapi('ScanSettings');
/** `BoardRow` of the wire; the screens share its type, so it is described and not checked again. */
const rowSchema = z
  .looseObject({ preparation: z.string(), revision: z.int(), head: z.string(), due: z.int() })
  .openapi('BoardRow');

export const wardDoors = [
  door({
    method: 'get',
    path: '/wards',
    action: 'seeWards',
    summary: 'The wards of this site: their beds in order, how to reach a person, and how barcodes are read here.',
    answers: { 200: { says: 'The wards', schema: z.strictObject({ wards: z.array(layoutSchema), scan: scanSchema }) } },
    answer: async ({ services: { site } }) => ok({ wards: site.wards, scan: site.scan }),
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
];
