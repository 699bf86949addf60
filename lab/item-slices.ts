/** An item's slices: in its own step, beside each step it depends on, in an emergency, and when plans change. */
import { askedOf, type ItemDocument, type PlacedStep, type Protocol, testsOf } from '../machines/index.ts';
import { type Slice, sliceOf } from './slice.ts';
import { answersTo, arriving, emergency, holding, leaving, mattering, needsIn, raisersOf } from './slice-events.ts';

export function itemSlices(protocol: Protocol, placed: PlacedStep, item: ItemDocument): readonly Slice[] {
  const { id: step } = placed.definition;
  const region = `open.${step}.${item.id}`;
  const own = (event: string): boolean => event.startsWith(`item.${item.id}.`);
  const ending = (event: string): boolean => event === `step.${step}.completed` || event === 'handover.accepted';
  const deciders = decidersOf(item);
  const stepOf = (id: string): string => protocol.items.get(id)?.step.id ?? step;
  const regionIn = (id: string): string => `open.${stepOf(id)}.${id}`;
  // Away from its own step's story an item still needs its step's conditions, and whoever uses it up.
  const needed = [...(placed.definition.itemsNeed ?? []), ...(item.needs ?? [])];
  const needsOwnStep = placed.definition.conditions(protocol.document).some(({ name }) => needed.includes(name));
  const users = item.usedBy === undefined ? [] : [item.usedBy];
  const heeded = heededBy(item);
  // A blind check takes the wrong answer only where saying it is a stop: the step that hears the stop is there.
  const stopStep = item.kind === 'secondPerson' ? protocol.events.get(item.ifNot ?? '')?.step : undefined;
  const stops = stopStep === undefined || stopStep === step ? [] : [stopStep];
  const stopping = stops.flatMap((id) => mattering(protocol, id, [region]));
  const beside = (other: PlacedStep, first: boolean): Slice => {
    // Whether it is needed at all is told once, in its own step's story; one answer it hangs on is enough there.
    const asked = first ? deciders.slice(0, 1) : [];
    const elsewhere = first ? [...stops, ...[...asked, ...users].map(stepOf)] : [];
    const stepsKept = [...new Set([step, other.definition.id, ...elsewhere])];
    const identity =
      other.definition.identifies === true && other !== placed
        ? other.items.filter(({ stop }) => stop === 'hard' || stop === 'override').map(({ id }) => id)
        : [];
    const used = first ? users : [];
    const helpers = [
      ...new Set([
        ...asked,
        ...identity,
        ...needsIn(other.items, item),
        ...heeded.filter((id) => stepOf(id) === other.definition.id),
        ...used,
        ...used.flatMap((user) => needsIn(other.items, protocol.items.get(user)?.item)),
      ]),
    ].filter((id) => id !== item.id);
    const tests = first ? [region, `open.${step}.progress`, ''] : [region];
    const others = [
      ...mattering(protocol, other.definition.id, tests),
      ...(needsOwnStep ? mattering(protocol, step, tests) : []),
    ];
    const consent = other.definition.halts.length > 0 && other.definition.identifies !== true;
    const carriers = carriersIn(item, asked, first);
    return sliceOf(protocol, {
      id: `${step}.${item.id} × ${consent || first ? 'flow × ' : ''}${other === placed ? 'its own step' : other.definition.id}`,
      step,
      part: { steps: stepsKept, items: [item.id], helpers, always: !first },
      tests,
      told: asked.map(regionIn),
      tried: (event) => own(event) || (first && ending(event)),
      helping: (event) =>
        [arriving, ...carriers, ...(consent || first ? holding : []), ...(first ? leaving : [])].includes(event) ||
        others.includes(event) ||
        (first && stopping.includes(event)) ||
        undoes([...heeded, ...(first ? users : [])], event) ||
        answersTo(helpers, event),
    });
  };
  const apart = (name: string, asked: readonly string[], helping: readonly string[]): Slice => {
    const carriers = carriersIn(item, asked, true);
    return sliceOf(protocol, {
      id: `${step}.${item.id} × ${name}`,
      step,
      part: {
        steps: [...new Set([step, ...stops, ...[...users, ...asked].map(stepOf)])],
        items: [item.id],
        helpers: [...new Set([...users, ...asked])],
      },
      tests: [region],
      told: asked.map(regionIn),
      tried: own,
      helping: (event) =>
        [arriving, ...carriers, ...stopping, ...helping].includes(event) ||
        (needsOwnStep && mattering(protocol, step, [region]).includes(event)) ||
        answersTo([...users, ...asked], event),
    });
  };
  return [
    beside(placed, true),
    ...relatedSteps(protocol, placed, item).map((other) => beside(other, false)),
    apart('emergency', deciders.slice(0, 1), emergency),
    apart('changes', deciders, changing(protocol, item)),
  ];
}

/** The other items whose answers decide whether this one is needed, or which of its limits holds. */
const decidersOf = (item: ItemDocument): readonly string[] => [
  ...new Set(testsOf(item).flatMap((test) => askedOf(test) ?? [])),
];

/** The other items that undo this one when they are undone. */
const heededBy = ({ voidedBy = [] }: ItemDocument): readonly string[] =>
  voidedBy.flatMap((event) => (event.endsWith('.undone') ? (event.split('.')[1] ?? []) : []));
const undoes = (heeded: readonly string[], event: string): boolean =>
  heeded.some((id) => event === `item.${id}.corrected`);

/** What makes the server judge this item anew: another order, start or patient, or another answer to what it hangs on. */
function carriersIn(item: ItemDocument, asked: readonly string[], whether: boolean): readonly string[] {
  const { answer, window, appliesIf } = item;
  const tests = testsOf(whether ? item : without(item));
  return [
    ...(tests.some((test) => 'fact' in test) ? ['order.amended'] : []),
    ...(tests.some((test) => 'sex' in test) ? ['patient.amended'] : []),
    ...(window !== undefined || 'asset' in answer || (appliesIf !== undefined && tests.some((test) => 'age' in test))
      ? ['plan.moved']
      : []),
    ...asked.map((id) => `item.${id}.corrected`),
  ];
}
function without({ appliesIf: _whether, ...item }: ItemDocument): ItemDocument {
  return item;
}

/** The steps an item depends on besides its own: by needs, by what voids it, by who must be known, by who may say no. */
function relatedSteps(protocol: Protocol, placed: PlacedStep, item: ItemDocument): readonly PlacedStep[] {
  const { document } = protocol;
  const needs = [...(placed.definition.itemsNeed ?? []), ...(item.needs ?? [])];
  const patient = placed.definition.patientFree !== true && placed.definition.identifies !== true;
  const raisers = new Set((item.voidedBy ?? []).flatMap((event) => [event, ...raisersOf(protocol, event)]));
  return protocol.steps.filter(
    (other) =>
      other !== placed &&
      (other.definition.halts.length > 0 ||
        (patient && other.definition.identifies === true) ||
        other.definition.conditions(document).some(({ name }) => needs.includes(name)) ||
        other.items.some(({ id }) => item.needs?.includes(id) === true || heededBy(item).includes(id)) ||
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
