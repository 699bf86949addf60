/** How a thing of the equipment log is shown, and what a door says when nothing was written. */
import type * as z from 'zod';
import type { CellError } from '../documents/csv.ts';
import type { Written } from '../equipment/book.ts';
import { duesOf, factAt } from '../equipment/fact.ts';
import type { Page } from '../equipment/terms.ts';
import type { Grant } from '../services.ts';
import { type Answer, sayProblem } from './answer.ts';
import type { EquipmentType } from '../equipment/types.ts';
import type { thingSchema, typeSchema } from './equipment-shapes.ts';
import { problem } from '../problems.ts';
import type { HttpServices } from './services.ts';

export const noSuchThing = problem(
  'no-such-thing',
  404,
  'Not in the log',
  'This is not in the equipment log. Scan it again, or ask clinical engineering to register it.',
);

export function refusalOf(written: Written): Answer | null {
  if (written.kind !== 'refused') return null;
  const { code, says } = written;
  if (code === 'unknownThing') return sayProblem(noSuchThing);
  if (code === 'engineerOnly') return sayProblem(problem('not-allowed', 403, 'Not allowed', says));
  if (code === 'busy') return sayProblem(problem('busy', 429, 'Too much at once', says), { 'retry-after': '1' });
  return sayProblem(problem('not-as-it-stands', 409, 'Not written', says));
}

type Holder = z.infer<typeof thingSchema>['holder'];

/** Where everything is that is in hand. Somebody of another ward hears that it is in use, and no more. */
export async function holdersFor(services: HttpServices, grant: Grant | null): Promise<ReadonlyMap<string, Holder>> {
  const { equipment, preparations, people } = services;
  const held = await Promise.all(
    [...(await equipment.inUse())].map(async ([asset, preparation]) => {
      const place = (await preparations.row(preparation))?.place;
      const mine = place !== undefined && people.authorize(grant, 'seeBoard', { ward: place.ward }).ok;
      return [asset, mine ? { ward: place.ward, bed: place.bed } : { ward: null, bed: null }] as const;
    }),
  );
  return new Map(held);
}

export function thingOf(
  { equipment, clock }: HttpServices,
  page: Page,
  holders: ReadonlyMap<string, Holder>,
): z.infer<typeof thingSchema> {
  const { book, types } = equipment;
  const lot = page.lot === null ? null : book.page(`lot:${page.lot}`);
  const { standing, says } = factAt(page, lot, types, clock.now());
  const { id, type, title, ward, lent, cycle, version } = page;
  return {
    asset: id,
    type,
    title: title === '' ? (types.types.get(type)?.title ?? 'Lot') : title,
    lot: page.lot,
    standing,
    says,
    why: page.why ?? (standing === 'quarantined' ? (lot?.why ?? null) : null),
    ward,
    lent,
    cycle,
    dues: duesOf(page, types).map(({ what, at }) => ({ what, at })),
    holder: holders.get(id) ?? null,
    version,
  };
}

/** Every mistake at once, by line and column; a person corrects the list in one go. */
export const sayList = (errors: readonly CellError[]): Answer =>
  sayProblem({
    ...problem(
      'equipment-list',
      422,
      'The list was not used',
      'Nothing was written. Correct what is named below and send the list again.',
    ),
    errors: errors.map(({ line, column, says }) => ({
      path: column === null ? `line ${line}` : `line ${line}, ${column}`,
      says,
    })),
  });

export const typeOf = (
  type: string,
  { title, kind, startOfDay, storage, controls }: EquipmentType,
): z.infer<typeof typeSchema> => ({
  type,
  title,
  kind,
  checks: startOfDay?.checks ?? [],
  cleanedBy: storage?.after ?? null,
  controls: controls.map(({ id, title: name, unit, atLeast, atMost }) => ({ id, title: name, unit, atLeast, atMost })),
});
