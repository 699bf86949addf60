/** The events that bring a slice where it can be tested, and which of them a part of the protocol has. */
import type { ChartTransition, ItemDocument, PlacedStep, Protocol } from '../machines/index.ts';
import { conditionsIn } from './conditions.ts';
import { regionOf } from './regions.ts';
import { raisedIn } from './slice.ts';

export const arriving = 'patient.arrived';
export const holding = ['flow.held', 'flow.resumed', 'xstate.after.lookAgain.preparation.open.flow.held.waiting'];
/** The way to a hand-over that is not at the bed. */
export const leaving = ['patient.left', 'patient.received'];
export const emergency = ['emergency.declared', 'emergency.stoodDown'];

export const raisersOf = (protocol: Protocol, event: string): readonly string[] => [
  ...new Set(
    protocol.chart.nodes.flatMap(({ transitions }) =>
      transitions.filter((transition) => raisedIn(transition).includes(event)).map((transition) => transition.event),
    ),
  ),
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
    transitionsOf(protocol, regions)
      .flatMap(({ guard }) => conditionsIn(guard))
      .flatMap((leaf) => (leaf.kind === 'at' ? [regionOf(protocol, leaf.path)] : [])),
  );

/**
 * Those of a step's own events that matter to these regions: they hear them or what they raise, or read where they lead;
 * and those that lead to where something they hear is raised, as a lost band comes before a new one.
 */
export function mattering(protocol: Protocol, step: string, regions: readonly string[]): readonly string[] {
  const read = regionsRead(protocol, regions);
  const heard = new Set(transitionsOf(protocol, regions).map(({ event }) => event));
  const all = protocol.chart.nodes.flatMap(({ transitions }) => transitions);
  const raising = all.filter((transition) => raisedIn(transition).some((event) => heard.has(event)));
  const from = new Set(raising.map(({ source }) => regionOf(protocol, source)));
  const moving = all.filter(({ source }) => {
    const region = regionOf(protocol, source);
    return read.has(region) || from.has(region);
  });
  const names = new Set([...heard, ...moving.map(({ event }) => event)]);
  return lifecycle(protocol, step).filter((event) => names.has(event));
}

const transitionsOf = (protocol: Protocol, regions: readonly string[]): readonly ChartTransition[] =>
  protocol.chart.nodes
    .filter(({ path }) => regions.includes(regionOf(protocol, path)))
    .flatMap(({ transitions }) => transitions);

const answering = new Set(['sensed', 'attested', 'measured', 'started']);
/** Helpers are answered once, and their timers run out. */
export function answersTo(helpers: readonly string[], event: string): boolean {
  const [root, item = '', happened = ''] = event.split('.');
  if (root === 'item') return helpers.includes(item) && answering.has(happened);
  return helpers.some((helper) => event.startsWith(`xstate.after.takes.${helper}.`));
}
