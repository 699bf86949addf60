/**
 * Which slices a protocol is cut into: each step alone, beside what it depends on, and when patient or order change; each
 * item in turn beside the flow and consent, identity, an emergency, changed plans; and what every preparation has.
 */
import type { PlacedStep, Protocol } from '../machines/index.ts';
import { itemSlices } from './item-slices.ts';
import { regionOf } from './regions.ts';
import { type Slice, sliceOf } from './slice.ts';
import {
  answersTo,
  arriving,
  holding,
  leaving,
  lifecycle,
  mattering,
  raisersOf,
  regionNames,
  regionsRead,
} from './slice-events.ts';

/** The slices of one step, or of what every preparation has (`null`). */
export function slicesOf(protocol: Protocol, step: string | null): readonly Slice[] {
  if (step === null) return coreSlices(protocol);
  const placed = protocol.steps.find(({ definition }) => definition.id === step);
  if (placed === undefined) return [];
  return [...stepSlices(protocol, placed), ...placed.items.flatMap((item) => itemSlices(protocol, placed, item))];
}

/** The slices of one item. */
export function slicesOfItem(protocol: Protocol, id: string): readonly Slice[] {
  const placed = protocol.steps.find(({ items }) => items.some((item) => item.id === id));
  const item = protocol.items.get(id)?.item;
  return placed === undefined || item === undefined ? [] : itemSlices(protocol, placed, item);
}

/** Every slice, the whole protocol's. */
export const allSlices = (protocol: Protocol): readonly Slice[] =>
  [...protocol.steps.map(({ definition }) => definition.id), null].flatMap((step) => slicesOf(protocol, step));

function stepSlices(protocol: Protocol, placed: PlacedStep): readonly Slice[] {
  const { id } = placed.definition;
  const own = lifecycle(protocol, id);
  const after = `handedOver.${id}`;
  const tests = [...regionNames(protocol, placed), `open.${id}.progress`, after];
  const alone = sliceOf(protocol, {
    id: `${id} × flow`,
    step: id,
    part: { steps: [id], items: [], helpers: [] },
    tests: [...tests, ''],
    tried: (event) => own.includes(event) || event === 'handover.accepted',
    helping: (event) => [arriving, ...holding, ...leaving].includes(event),
  });
  // Consent reads whether an interpreter is missing.
  const read = regionsRead(protocol, regionNames(protocol, placed));
  const beside = protocol.steps.filter(
    (other) =>
      other !== placed &&
      (other.definition.halts.length > 0 ||
        other.definition.identifies === true ||
        regionNames(protocol, other).some((region) => read.has(region))),
  );
  const told = sliceOf(protocol, {
    id: `${id} × escalation`,
    step: id,
    part: { steps: [id], items: [], helpers: [] },
    tests: ['open.escalation'],
    tried: (event) => event === 'attention.acknowledged',
    // Whoever takes the patient ends one thing to tell of, so that what the step raised can be all there is.
    helping: (event) => [arriving, 'responsibility.taken'].includes(event) || own.includes(event),
  });
  const changing = changesHeard(protocol, tests);
  const changed = sliceOf(protocol, {
    id: `${id} × changes`,
    step: id,
    part: { steps: [id], items: [], helpers: [] },
    tests,
    tried: () => false,
    helping: (event) => event === arriving || own.includes(event) || changing.includes(event),
  });
  return [
    alone,
    told,
    ...(changing.length === 0 ? [] : [changed]),
    ...beside.map((other) => {
      const helpers =
        other.definition.identifies === true
          ? other.items.filter(({ stop }) => stop === 'hard' || stop === 'override').map((item) => item.id)
          : [];
      return sliceOf(protocol, {
        id: `${id} × ${other.definition.id}`,
        step: id,
        part: { steps: [id, other.definition.id], items: [], helpers },
        tests,
        tried: (event) => own.includes(event),
        helping: (event) =>
          event === arriving ||
          mattering(protocol, other.definition.id, tests).includes(event) ||
          answersTo(helpers, event),
      });
    }),
  ];
}

/** The events of no step that raise what these regions hear: another patient, another order. */
const changesHeard = (protocol: Protocol, regions: readonly string[]): readonly string[] => [
  ...new Set(
    protocol.chart.nodes
      .filter(({ path }) => regions.includes(regionOf(protocol, path)))
      .flatMap(({ transitions }) => transitions.flatMap(({ event }) => raisersOf(protocol, event)))
      .filter((event) => protocol.events.has(event) && protocol.events.get(event)?.step === undefined),
  ),
];

/** After hand-over somebody is told only by a step that lives on. */
function toldAfter(protocol: Protocol): readonly Slice[] {
  const steps = protocol.steps.filter(({ definition }) => definition.afterHandover !== undefined);
  return steps.map(({ definition: { id } }) =>
    sliceOf(protocol, {
      id: `escalation after hand-over × ${id}`,
      step: null,
      part: { steps: [id], items: [], helpers: [] },
      tests: ['', 'handedOver.escalation'],
      tried: (event) => event === 'attention.acknowledged',
      helping: (event) =>
        [arriving, ...leaving, 'handover.accepted'].includes(event) || lifecycle(protocol, id).includes(event),
    }),
  );
}

/** What every preparation has, one region at a time, over a step without items. */
function coreSlices(protocol: Protocol): readonly Slice[] {
  const first = protocol.steps[0]?.definition.id ?? '';
  const core = [
    ...new Set(
      protocol.chart.nodes
        .filter(({ path }) => path.split('.').length >= 2)
        .map(({ path }) => regionOf(protocol, path)),
    ),
  ].filter((region) => region.startsWith('open.') && region.split('.').length === 2);
  const noStep = (event: string): boolean => protocol.events.get(event)?.step === undefined;
  const heardIn = (regions: readonly string[]) =>
    new Set(
      protocol.chart.nodes
        .filter(({ path }) => regions.includes(regionOf(protocol, path)))
        .flatMap(({ transitions }) => transitions.map(({ event }) => event)),
    );
  const one = (id: string, tests: readonly string[], also: readonly string[] = []): Slice => {
    const own = heardIn(tests);
    return sliceOf(protocol, {
      id,
      step: null,
      part: { steps: [first], items: [], helpers: [] },
      tests,
      tried: (event) => also.includes(event) || (own.has(event) && protocol.events.has(event)),
      helping: (event) =>
        (noStep(event) && (protocol.events.has(event) || event.startsWith('xstate.after.'))) ||
        lifecycle(protocol, first).includes(event),
    });
  };
  return [
    ...core.map((region) => one(region.slice('open.'.length), [region])),
    one('endings', ['', 'handedOver.account'], ['emergency.declared']),
    ...toldAfter(protocol),
  ];
}
