/** The events that bring a slice where it can be tested, and which of them a part of the protocol has. */
import type { ItemDocument, PlacedStep, Protocol } from '../machines/index.ts';
import { raisedIn } from './slice.ts';

export const arriving = 'patient.arrived';
export const holding = ['flow.held', 'flow.resumed', 'xstate.after.lookAgain.preparation.open.flow.held.waiting'];
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

const answering = new Set(['sensed', 'attested', 'measured', 'started']);
/** Helpers are answered once, and their timers run out. */
export function answersTo(helpers: readonly string[], event: string): boolean {
  const [root, item = '', happened = ''] = event.split('.');
  if (root === 'item') return helpers.includes(item) && answering.has(happened);
  return helpers.some((helper) => event.startsWith(`xstate.after.takes.${helper}.`));
}
