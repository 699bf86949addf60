/** What the equipment doors take and answer. */
import * as z from 'zod';
import { lotPattern } from '../documents/assets-list.ts';
import { clean, id, instant, personId, ward } from './shapes.ts';

const thing = z
  .string()
  .regex(/^(lot:)?[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/, 'must be an asset’s number, or lot: and a lot’s');
export const thingParams = z.strictObject({ asset: thing });
export const scanParams = z.strictObject({ asset: clean(200) });
export const lot = z.string().regex(lotPattern, 'must be at most 40 letters, digits or . _ / -');
const reason = clean(200).describe('In a technician’s words; never about a patient.');
/** Made by whoever asks: the same id again changes nothing. */
const asked = { id };

export const reasonBody = z.strictObject({ ...asked, reason });
export const recallBody = z.strictObject({ ...asked, lot, reason });
const model = clean(200).describe('As the register writes it: the title of each of them.');
export const modelBody = z.strictObject({ ...asked, model, reason });
export const heldQuery = z.union([z.strictObject({ lot }), z.strictObject({ model })]);
export const heldSchema = z.strictObject({
  things: z.int().describe('In service now; a box without numbers of their own is one.'),
  preparations: z.int().describe('That have one of them, or of the lot, in hand: each is opened again.'),
});
export const checkBody = z.discriminatedUnion('happened', [
  z.strictObject({ ...asked, happened: z.literal('checkPassed') }),
  z.strictObject({ ...asked, happened: z.literal('checkFailed'), reason }),
  z.strictObject({
    ...asked,
    happened: z.literal('measured'),
    control: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
    value: z.number(),
    unit: clean(40).describe('UCUM; the type’s own unit and no other.'),
  }),
  z.strictObject({ ...asked, happened: z.literal('cleaned') }),
  z.strictObject({ ...asked, happened: z.literal('cycle'), cycle: clean(60), releasedBy: clean(80) }),
  z.strictObject({ ...asked, happened: z.literal('used') }),
  z.strictObject({ ...asked, happened: z.literal('moved'), ward, lent: z.boolean() }),
]);
export const maintenanceBody = z.discriminatedUnion('happened', [
  z.strictObject({ ...asked, happened: z.literal('calibrated'), due: instant }),
  z.strictObject({ ...asked, happened: z.literal('maintained'), due: instant }),
  z.strictObject({ ...asked, happened: z.literal('quarantined'), reason }),
  z.strictObject({ ...asked, happened: z.literal('retired'), reason }),
]);
export const trainingBody = z.strictObject({ ...asked, type: z.string().max(40), person: personId, due: instant });

const place = z.strictObject({ ward: z.string().nullable(), bed: z.string().nullable() });
export const thingSchema = z
  .strictObject({
    asset: z.string(),
    type: z.string(),
    title: z.string(),
    lot: z.string().nullable(),
    standing: z.enum(['inService', 'quarantined', 'retired', 'unknown']),
    says: z.string().nullable().describe('Why it may not be used now.'),
    why: z.string().nullable().describe('Why it was put aside.'),
    ward: z.string().nullable(),
    lent: z.boolean(),
    cycle: z.string().nullable(),
    dues: z.array(z.strictObject({ what: z.string(), at: instant })).describe('Soonest first; 0 is never done.'),
    holder: place.nullable().describe('Where it is in use; nulls on a ward that is not yours.'),
    version: z.int(),
  })
  .openapi('Thing');
export const entrySchema = z.strictObject({
  revision: z.int(),
  version: z.int(),
  at: instant,
  person: z.string(),
  role: z.string(),
  happened: z.string(),
  says: z.string(),
  before: z.string(),
  after: z.string(),
});
export const typeSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    kind: z.enum(['device', 'kit', 'consumable']),
    checks: z.array(z.string()),
    cleanedBy: z.enum(['cleaned', 'cycle']).nullable(),
    controls: z.array(
      z.strictObject({ id: z.string(), title: z.string(), unit: z.string(), atLeast: z.number(), atMost: z.number() }),
    ),
  })
  .openapi('EquipmentType');
export const reportSchema = z.strictObject({ registered: z.int(), unchanged: z.int(), dryRun: z.boolean() });
