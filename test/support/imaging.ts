/** The shipped protocols with their parts put in, and a department's people to play them. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  type Actor,
  assemble,
  type AssetFact,
  type Command,
  type Opening,
  type Protocol,
} from '../../machines/index.ts';
import { Bedside } from './bedside.ts';
import { hour, morning, nurse, proceduralist, second, secondTechnician, technician } from './protocol.ts';

const files = (directory: string) =>
  readdirSync(new URL(`../../${directory}/`, import.meta.url))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({
      file: `${directory}/${name}`,
      json: parse(readFileSync(new URL(`../../${directory}/${name}`, import.meta.url), 'utf8')) as unknown,
    }));

let shipped: ReadonlyMap<string, Protocol> | undefined;
/** @throws Error with every mistake of every shipped file. */
export function shippedProtocol(id: string): Protocol {
  shipped ??= allShipped();
  const found = shipped.get(id);
  if (found === undefined) throw new Error(`No protocol called ${id} is shipped.`);
  return found;
}

function allShipped(): ReadonlyMap<string, Protocol> {
  const { documents, problems } = assemble({ protocols: files('protocols'), parts: files('protocols/parts') });
  if (problems.length > 0)
    throw new Error(problems.map(({ file, path, says }) => `${file} ${path.join('.')}: ${says}`).join('\n'));
  return new Map(documents.map(({ protocol }) => [protocol.document.id, protocol]));
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
