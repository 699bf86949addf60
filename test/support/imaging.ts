/** The shipped protocols with their parts put in, and a department's people to play them. */
import { type Actor, type AssetFact, type Command, type Opening, type Protocol } from '../../machines/index.ts';
import { Bedside } from './bedside.ts';
import {
  compiledOrThrow,
  hour,
  morning,
  nurse,
  proceduralist,
  second,
  secondTechnician,
  shippedDocument,
  technician,
} from './protocol.ts';

const compiled = new Map<string, Protocol>();
/** protocols/<file>.yaml with its parts, compiled once. @throws Error with every mistake in it. */
export function shippedProtocol(file: string): Protocol {
  const protocol = compiled.get(file) ?? compiledOrThrow(shippedDocument(file));
  compiled.set(file, protocol);
  return protocol;
}

export const radiographer = technician;
/** Registered as Level 2 MR personnel. */
export const levelTwo: Actor = { ...secondTechnician, competences: ['mrLevel2'] };
export const radiologist: Actor = proceduralist;

/** What the equipment log says of a thing in service. */
export const inService = (type: string, more: Partial<AssetFact> = {}): AssetFact => ({
  asset: `${type}-1`,
  type,
  standing: 'inService',
  until: morning + 365 * 24 * hour,
  version: 1,
  says: null,
  ...more,
});

/** One item's answer: who gives it, and who gives it again where two must. */
export interface Given extends Partial<Command> {
  readonly by?: Actor;
  readonly second?: Actor;
}
/** Answers by item, in the order in which they are given. */
export type Answers = Readonly<Record<string, Given>>;

export const opening = (facts: Readonly<Record<string, string>>, more: Partial<Opening> = {}): Partial<Opening> => ({
  order: { number: 'ORD-1', version: 1, facts },
  ...more,
});

/** Arrives, is taken, and everything asked is answered; what does not apply is passed over. */
export function answersAll(bedside: Bedside, answers: Answers): Bedside {
  bedside.does('patient.arrived').does('responsibility.taken');
  for (const [id, given] of Object.entries(answers)) {
    if (bedside.item(id) === 'notNeeded') continue;
    if (id === 'happyToGoAhead') bedside.does('consent.given');
    answersOne(bedside, id, given);
  }
  return bedside;
}

export function answersOne(
  bedside: Bedside,
  id: string,
  { by = radiographer, second: other = nurse, ...said }: Given,
): Bedside {
  const item = bedside.protocol.items.get(id)?.item;
  if (item === undefined) throw new Error(`No item is called ${id}.`);
  const timed = 'timer' in item.answer;
  const how = timed
    ? 'started'
    : item.kind === 'sensed'
      ? 'sensed'
      : item.kind === 'measured'
        ? 'measured'
        : 'attested';
  bedside.does(`item.${id}.${how}`, said, by);
  if (item.kind === 'secondPerson') bedside.does(`item.${id}.agreed`, said, other);
  return timed ? bedside.waits(30 * second) : bedside;
}

export function completesSteps(bedside: Bedside): Bedside {
  for (const { definition } of bedside.protocol.steps) bedside.does(`step.${definition.id}.completed`);
  return bedside;
}

/** Leaves the ward, is received by the department's people, and what the way had opened is answered again there. */
export function takenThere(bedside: Bedside, answers: Answers, receiver: Actor): Bedside {
  bedside.does('patient.left').does('patient.received', {}, receiver);
  for (const [id, given] of Object.entries(answers)) if (bedside.item(id) === 'pending') answersOne(bedside, id, given);
  return bedside;
}

/** The same bedside, to go on from twice. */
export const copyOf = (bedside: Bedside): Bedside =>
  Object.assign(Object.create(Bedside.prototype) as Bedside, bedside, { events: [...bedside.events] });

/** Every blocking item that does not count, with where it stands. */
export const openItems = (bedside: Bedside): readonly string[] =>
  [...bedside.protocol.items.values()]
    .filter(({ item }) => item.stop === 'hard' || item.stop === 'override')
    .map(({ item }) => [item.id, bedside.item(item.id)] as const)
    .filter(([, status]) => !['satisfied', 'overridden', 'used', 'notNeeded'].includes(status ?? ''))
    .map(([id, status]) => `${id} ${status}`);
