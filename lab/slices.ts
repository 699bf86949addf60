/**
 * Which slices a protocol is cut into: each step alone and beside what it depends on; each item in turn beside the
 * flow and consent, identity, an emergency, changed plans; and what every preparation has.
 */
import { type ItemDocument, type PlacedStep, type Protocol } from '../machines/index.ts';
import { regionOf } from './regions.ts';
import { raisedIn, type Slice, sliceOf } from './slice.ts';

/** The slices of one step, or of what every preparation has (`null`). */
export function slicesOf(protocol: Protocol, step: string | null): readonly Slice[] {
  if (step === null) return coreSlices(protocol);
  const placed = protocol.steps.find(({ definition }) => definition.id === step);
  if (placed === undefined) return [];
  return [...stepSlices(protocol, placed), ...placed.items.flatMap((item) => itemSlices(protocol, placed, item))];
}

/** Every slice, the whole protocol's. */
export const allSlices = (protocol: Protocol): readonly Slice[] =>
  [...protocol.steps.map(({ definition }) => definition.id), null].flatMap((step) => slicesOf(protocol, step));

const arriving = 'patient.arrived';
const holding = ['flow.held', 'flow.resumed', 'xstate.after.lookAgain.preparation.open.flow.held.waiting'];
const emergency = ['emergency.declared', 'emergency.stoodDown'];

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
    helping: (event) => [arriving, ...holding].includes(event),
  });
  const beside = protocol.steps.filter(
    (other) => other !== placed && (other.definition.halts.length > 0 || other.definition.identifies === true),
  );
  const told = sliceOf(protocol, {
    id: `${id} × escalation`,
    step: id,
    part: { steps: [id], items: [], helpers: [] },
    tests: ['open.escalation'],
    tried: (event) => event === 'attention.acknowledged',
    helping: (event) => event === arriving || own.includes(event),
  });
  return [
    alone,
    told,
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
          event === arriving || lifecycle(protocol, other.definition.id).includes(event) || answersTo(helpers, event),
      });
    }),
  ];
}

function itemSlices(protocol: Protocol, placed: PlacedStep, item: ItemDocument): readonly Slice[] {
  const { id: step } = placed.definition;
  const region = `open.${step}.${item.id}`;
  const own = (event: string): boolean => event.startsWith(`item.${item.id}.`);
  const ending = (event: string): boolean => event === `step.${step}.completed` || event === 'handover.accepted';
  // The server judges these items anew when the order or the start changes, and only then.
  const carriers = [
    ...(item.appliesIf === undefined ? [] : ['order.amended']),
    ...(item.window === undefined ? [] : ['plan.moved']),
  ];
  // Away from its own step's story an item still needs its step's conditions, and whoever uses it up.
  const needsOwnStep = placed.definition
    .conditions(protocol.document)
    .some(({ name }) => item.needs?.includes(name) === true);
  const users = item.usedBy === undefined ? [] : [item.usedBy];
  const beside = (other: PlacedStep, first: boolean): Slice => {
    const stepsKept = [step, other.definition.id];
    const identity =
      other.definition.identifies === true && other !== placed
        ? other.items.filter(({ stop }) => stop === 'hard' || stop === 'override').map(({ id }) => id)
        : [];
    const used = first ? users : [];
    const helpers = [
      ...new Set([
        ...identity,
        ...needsIn(other.items, item),
        ...used,
        ...used.flatMap((user) => needsIn(other.items, protocol.items.get(user)?.item)),
      ]),
    ].filter((id) => id !== item.id);
    const consent = other.definition.halts.length > 0 && other.definition.identifies !== true;
    return sliceOf(protocol, {
      id: `${step}.${item.id} × ${consent || first ? 'flow × ' : ''}${other === placed ? 'its own step' : other.definition.id}`,
      step,
      part: { steps: stepsKept, items: [item.id], helpers },
      tests: first ? [region, `open.${step}.progress`, ''] : [region],
      tried: (event) => own(event) || (first && ending(event)),
      helping: (event) =>
        [arriving, ...carriers, ...(consent || first ? holding : [])].includes(event) ||
        lifecycle(protocol, other.definition.id).includes(event) ||
        (needsOwnStep && lifecycle(protocol, step).includes(event)) ||
        answersTo(helpers, event),
    });
  };
  const apart = (name: string, helping: readonly string[]): Slice =>
    sliceOf(protocol, {
      id: `${step}.${item.id} × ${name}`,
      step,
      part: { steps: [step], items: [item.id], helpers: users },
      tests: [region],
      tried: own,
      helping: (event) =>
        [arriving, ...carriers, ...helping].includes(event) ||
        (needsOwnStep && lifecycle(protocol, step).includes(event)) ||
        answersTo(users, event),
    });
  return [
    beside(placed, true),
    ...relatedSteps(protocol, placed, item).map((other) => beside(other, false)),
    apart('emergency', emergency),
    apart('changes', changing(protocol, item)),
  ];
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
  ];
}

/** The steps an item depends on besides its own: by needs, by what voids it, by who must be known, by who may say no. */
function relatedSteps(protocol: Protocol, placed: PlacedStep, item: ItemDocument): readonly PlacedStep[] {
  const { document } = protocol;
  const patient = placed.definition.patientFree !== true && placed.definition.identifies !== true;
  const raisers = new Set((item.voidedBy ?? []).flatMap((event) => [event, ...raisersOf(protocol, event)]));
  return protocol.steps.filter(
    (other) =>
      other !== placed &&
      (other.definition.halts.length > 0 ||
        (patient && other.definition.identifies === true) ||
        other.definition.conditions(document).some(({ name }) => item.needs?.includes(name) === true) ||
        other.items.some(({ id }) => item.needs?.includes(id) === true) ||
        [...raisers].some((event) => protocol.events.get(event)?.step === other.definition.id)),
  );
}

/** The events of no step that change what this item is judged by, or undo it. */
function changing(protocol: Protocol, item: ItemDocument): readonly string[] {
  const heard = [...(item.voidedBy ?? []), 'plan.rearmed', ...(item.appliesIf === undefined ? [] : ['order.changed'])];
  const raisers = heard
    .flatMap((event) => raisersOf(protocol, event))
    .filter((event) => protocol.events.get(event)?.step === undefined);
  return [
    ...new Set([...raisers, ...(item.voidedBy?.includes('person.changed') === true ? ['responsibility.taken'] : [])]),
  ];
}

const raisersOf = (protocol: Protocol, event: string): readonly string[] => [
  ...new Set(
    protocol.chart.nodes.flatMap(({ transitions }) =>
      transitions.filter((transition) => raisedIn(transition).includes(event)).map((transition) => transition.event),
    ),
  ),
];

const needsIn = (items: readonly ItemDocument[], item: ItemDocument | undefined): readonly string[] => {
  const direct = items.filter(({ id }) => item?.needs?.includes(id) === true);
  return [...direct.flatMap((need) => needsIn(items, need)), ...direct.map(({ id }) => id)];
};

const regionNames = ({ document }: Protocol, { definition }: PlacedStep): readonly string[] =>
  Object.keys(definition.regions(document)).map((name) => `open.${definition.id}.${name}`);

/** A step's own events: its stops, what answers them, and completing it. */
const lifecycle = (protocol: Protocol, step: string): readonly string[] =>
  [...protocol.events.values()].filter((spec) => spec.step === step && spec.item === undefined).map(({ name }) => name);

const answering = new Set(['sensed', 'attested', 'measured', 'started']);
/** Helpers are answered once, and their timers run out. */
function answersTo(helpers: readonly string[], event: string): boolean {
  const [root, item = '', happened = ''] = event.split('.');
  if (root === 'item') return helpers.includes(item) && answering.has(happened);
  return helpers.some((helper) => event.startsWith(`xstate.after.takes.${helper}.`));
}
