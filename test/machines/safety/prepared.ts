/** Any shipped protocol brought to ready: every item gets the first answer that decide takes for satisfying. */
import { expect } from 'chai';
import type { Actor, Command, ItemDocument } from '../../../machines/index.ts';
import { hour, minute, second } from '../../support/protocol.ts';
import { Bed } from './bed.ts';
import type { House } from './house.ts';

const day = 24 * hour;
const open = new Set(['pending', 'expired', 'failed']);

/** Arrived, taken, and the consent given; nothing answered but who this is. */
export function identified(bed: Bed): Bed {
  bed.does('patient.arrived').does('responsibility.taken');
  for (const id of bed.items((item, step) => step === 'identity' && item.stop === 'hard'))
    if (bed.item(id) !== 'notNeeded') answer(bed, id);
  return bed;
}
export const identifiedBed = (house: House, file: string): Bed => identified(new Bed(house, file));

/** Ready, with every step completed. */
export function ready(house: House, file: string): Bed {
  return once(readied, house, file, () => completed(answered(house, file), file));
}

function completed(bed: Bed, file: string): Bed {
  for (const { definition } of bed.protocol.steps) bed.does(`step.${definition.id}.completed`);
  expect(bed.isReady(), `${file} is ready`).to.equal(true);
  return bed;
}

/** Where the hand-over is accepted: taken there, and what the way had opened answered again. At the bed for protocols without. */
export function arrivedThere(bed: Bed): Bed {
  const { receivedBy, transfer } = bed.protocol.document.handover;
  if (transfer !== true) return bed;
  bed.does('patient.left').does('patient.received', {}, bed.person(receivedBy[0] ?? 'nurse'));
  return answeringOpen(bed);
}

/** Everything answered, nothing completed. Hygiene goes last: clean hands do not wait. */
export function answered(house: House, file: string): Bed {
  return once(answeredBeds, house, file, () => answering(house, file));
}

type Beds = WeakMap<House, Map<string, Bed>>;
const readied: Beds = new WeakMap();
const answeredBeds: Beds = new WeakMap();
/** Made once a house, and copied: the states are never written to. */
function once(beds: Beds, house: House, file: string, make: () => Bed): Bed {
  const known = beds.get(house) ?? new Map<string, Bed>();
  beds.set(house, known);
  const bed = known.get(file) ?? make();
  known.set(file, bed);
  return bed.copy();
}

function answering(house: House, file: string): Bed {
  return answeringOpen(identifiedBed(house, file));
}

function answeringOpen(bed: Bed): Bed {
  const ids = [
    ...bed.items((_, step) => step !== 'hygiene'),
    ...bed.items((item, step) => step === 'hygiene' && !('timer' in item.answer)),
    ...bed.items((item, step) => step === 'hygiene' && 'timer' in item.answer),
  ];
  for (let round = 0; round < 6; round++) {
    if (bed.standing('consent.standing') === 'notAsked' && bed.item('explained') === 'satisfied')
      bed.does('consent.given', {}, bed.person('proceduralist'));
    for (const id of ids) if (open.has(bed.item(id) ?? '')) answer(bed, id, true);
  }
  return bed;
}

/** Answers one item so that it counts. `lenient`: it may have to wait for another. */
export function answer(bed: Bed, id: string, lenient = false): Bed {
  const item = bed.protocol.items.get(id)?.item;
  if (item === undefined) throw new Error(`No item is called ${id}.`);
  const by = actorOf(bed, item.by);
  const event = `item.${id}.${how(item)}`;
  for (const said of candidates(bed, item)) {
    const tried = bed.copy();
    const decision = tried.tries(event, said, by);
    if (decision.kind !== 'accepted' || !['satisfied', 'awaiting', 'running', 'used'].includes(tried.item(id) ?? ''))
      continue;
    bed.does(event, said, by);
    if (item.kind === 'secondPerson') bed.does(`item.${id}.agreed`, said, otherOf(bed, item));
    if ('timer' in item.answer) bed.waits(bed.protocol.times(item.takes ?? '') + second);
    return bed;
  }
  if (lenient) return bed;
  throw new Error(`${bed.protocol.document.id}: nothing answers ${id}, which is ${bed.item(id)}`);
}

export const how = (item: ItemDocument): string =>
  'timer' in item.answer
    ? 'started'
    : item.kind === 'sensed'
      ? 'sensed'
      : item.kind === 'measured'
        ? 'measured'
        : 'attested';

export const actorOf = (bed: Bed, by: readonly Actor['role'][]): Actor =>
  bed.person(by.includes('nurse') ? 'nurse' : (by[0] ?? 'technician'));
/** The second of two: never the first, and somebody who may. */
export const otherOf = (bed: Bed, item: ItemDocument): Actor =>
  bed.person((item.verifiedBy ?? item.by)[0] ?? 'nurse', 2);

/** Answers worth trying: a "no" before a "yes", so that what hangs on a yes is not asked. */
function candidates(bed: Bed, item: ItemDocument): readonly Partial<Command>[] {
  const { answer: asked } = item;
  const { order, patient, start } = bed.state.context;
  const dates =
    item.dated === undefined ? [{}] : [hour, day, 10 * day, 60 * day].map((ago) => ({ takenAt: bed.at - ago }));
  const values = (found: readonly (string | number)[]) =>
    found.flatMap((value) => dates.map((date) => ({ value, ...date })));
  if ('timer' in asked) return [{}];
  if ('scan' in asked) return values([asked.scan === 'patient.number' ? patient.number : order.number]);
  if ('scanFact' in asked) return values([order.facts[asked.scanFact] ?? '']);
  if ('asset' in asked) return [{ value: `${asked.asset}-1`, asset: asset(asked.asset, start + day) }];
  if ('choices' in asked) {
    const said = asked.choices.map(({ value }) => value);
    const calm = ['no', 'none', 'both', 'low'].filter((value) => said.includes(value));
    return values([...calm, ...said]);
  }
  if (asked.unit === 'clock')
    return values([
      ...[10 * minute, hour, 3 * hour, 7 * hour, 10 * hour, 13 * hour, 20 * hour, 40 * hour].map((ago) =>
        Math.min(bed.at, start - ago),
      ),
      bed.at - 5 * minute,
      'none',
    ]);
  const { min, max, limits = [] } = asked;
  const inside = limits.map(({ atLeast, atMost }) => ((atLeast ?? min) + (atMost ?? max)) / 2);
  return values([...inside, (min + max) / 2, min, max].map((n) => Number(n.toFixed(asked.decimals))));
}

export const asset = (type: string, until: number, standing: 'inService' | 'quarantined' = 'inService') => ({
  asset: `${type}-1`,
  type,
  standing,
  until,
  version: 1,
  says: null,
});
