/** The events that bring a slice where it can be tested, and which of them a part of the protocol has. */
import type { ChartTransition, ItemDocument, PlacedStep, Protocol } from '../machines/index.ts';
import { conditionsIn } from './conditions.ts';
import { raising, regionOf, transitionsOf } from './regions.ts';

export const arriving = 'patient.arrived';
export const holding = ['flow.held', 'flow.resumed', 'xstate.after.lookAgain.preparation.open.flow.held.waiting'];
/** The way to a hand-over that is not at the bed. */
export const leaving = ['patient.left', 'patient.received'];
export const emergency = ['emergency.declared', 'emergency.stoodDown'];

export const raisersOf = (protocol: Protocol, event: string): readonly string[] => [
  ...new Set(raising(protocol, event).map((transition) => transition.event)),
];

export const needsIn = (items: readonly ItemDocument[], item: ItemDocument | undefined): readonly string[] => {
  const direct = items.filter(({ id }) => item?.needs?.includes(id) === true);
  return [...direct.flatMap((need) => needsIn(items, need)), ...direct.map(({ id }) => id)];
};

export const regionNames = ({ document }: Protocol, { definition }: PlacedStep): readonly string[] =>
  Object.keys(definition.regions(document)).map((name) => `open.${definition.id}.${name}`);

/** A step's own events: its stops, what answers them, and completing it. */
export const lifecycle = (protocol: Protocol, step: string): readonly string[] =>
  [...protocol.events.values()].filter((spec) => spec.step === step && spec.item === undefined).map(({ name }) => name);

/** The steps' regions that the guards of these regions read. */
export const regionsRead = (protocol: Protocol, regions: readonly string[]): ReadonlySet<string> =>
  new Set(
    transitionsIn(protocol, regions)
      .flatMap(({ guard }) => conditionsIn(guard))
      .flatMap((leaf) => (leaf.kind === 'at' ? [regionOf(protocol, leaf.path)] : [])),
  );

/**
 * Those of a step's own events that matter to these regions: they hear them or what they raise, or read where they lead;
 * and those that lead to where something they hear is raised, as a lost band comes before a new one.
 */
export function mattering(protocol: Protocol, step: string, regions: readonly string[]): readonly string[] {
  const key = `${step} ${regions.join()}`;
  const known = matters.get(protocol)?.get(key);
  if (known !== undefined) return known;
  const read = regionsRead(protocol, regions);
  const heard = new Set(transitionsIn(protocol, regions).map(({ event }) => event));
  const raisers = [...heard].flatMap((event) => raising(protocol, event));
  const from = new Set(raisers.map(({ source }) => regionOf(protocol, source)));
  const moving = transitionsOf(protocol).filter(({ source }) => {
    const region = regionOf(protocol, source);
    return read.has(region) || from.has(region);
  });
  const names = new Set([...heard, ...moving.map(({ event }) => event)]);
  const found = lifecycle(protocol, step).filter((event) => names.has(event));
  matters.set(protocol, (matters.get(protocol) ?? new Map<string, readonly string[]>()).set(key, found));
  return found;
}
/** Asked anew for every event of a slice. */
const matters = new WeakMap<Protocol, Map<string, readonly string[]>>();

function transitionsIn(protocol: Protocol, regions: readonly string[]): readonly ChartTransition[] {
  const wanted = new Set(regions);
  return transitionsOf(protocol).filter(({ source }) => wanted.has(regionOf(protocol, source)));
}

const answering = new Set(['sensed', 'attested', 'measured', 'started']);
/** Helpers are answered once, and their timers run out. */
export function answersTo(helpers: readonly string[], event: string): boolean {
  const [root, item = '', happened = ''] = event.split('.');
  if (root === 'item') return helpers.includes(item) && answering.has(happened);
  return helpers.some((helper) => event.startsWith(`xstate.after.takes.${helper}.`));
}
