/** An item's slices: in its own step, beside each step it depends on, in an emergency, and when plans change. */
import type { ItemDocument, PlacedStep, Protocol } from '../machines/index.ts';
import { type Slice, sliceOf } from './slice.ts';
import { answersTo, arriving, emergency, holding, leaving, mattering, needsIn, raisersOf } from './slice-events.ts';

export function itemSlices(protocol: Protocol, placed: PlacedStep, item: ItemDocument): readonly Slice[] {
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
  const needed = [...(placed.definition.itemsNeed ?? []), ...(item.needs ?? [])];
  const needsOwnStep = placed.definition.conditions(protocol.document).some(({ name }) => needed.includes(name));
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
    const tests = first ? [region, `open.${step}.progress`, ''] : [region];
    const others = [
      ...mattering(protocol, other.definition.id, tests),
      ...(needsOwnStep ? mattering(protocol, step, tests) : []),
    ];
    const consent = other.definition.halts.length > 0 && other.definition.identifies !== true;
    return sliceOf(protocol, {
      id: `${step}.${item.id} × ${consent || first ? 'flow × ' : ''}${other === placed ? 'its own step' : other.definition.id}`,
      step,
      part: { steps: stepsKept, items: [item.id], helpers },
      tests,
      tried: (event) => own(event) || (first && ending(event)),
      helping: (event) =>
        [arriving, ...carriers, ...(consent || first ? holding : []), ...(first ? leaving : [])].includes(event) ||
        others.includes(event) ||
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
        (needsOwnStep && mattering(protocol, step, [region]).includes(event)) ||
        answersTo(users, event),
    });
  return [
    beside(placed, true),
    ...relatedSteps(protocol, placed, item).map((other) => beside(other, false)),
    apart('emergency', emergency),
    apart('changes', changing(protocol, item)),
  ];
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
