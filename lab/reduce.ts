/**
 * A smaller document of the same protocol: some steps, some items. What it leaves out is assumed to hold.
 * It is a whole, valid document, so it compiles, runs and is served like any other.
 */
import {
  type Compiled,
  compileProtocol,
  type ItemDocument,
  type Protocol,
  type ProtocolDocument,
} from '../machines/index.ts';

export interface Part {
  /** Steps to keep, whatever the order; the document's order is kept. */
  readonly steps: readonly string[];
  /** Items to keep as they are. */
  readonly items: readonly string[];
  /** Items to keep in their simplest form: done once, they count. */
  readonly helpers: readonly string[];
}

const requiredTimes = ['lookAgain', 'unownedFor', 'offerFor', 'acknowledgeWithin'];
/** Events that every preparation may raise, whatever its steps. */
const always = [
  'plan.rearmed',
  'order.changed',
  'patient.changed',
  'place.changed',
  'person.changed',
  'kit.changed',
  'band.changed',
  'isolation.changed',
  'capacity.changed',
];

export function reducedDocument(protocol: Protocol, { steps, items, helpers }: Part): ProtocolDocument {
  const { document } = protocol;
  const kept = protocol.steps.filter(({ definition }) => steps.includes(definition.id));
  const ids = new Set([...items, ...helpers]);
  const conditions = new Set(kept.flatMap(({ definition }) => definition.conditions(document).map(({ name }) => name)));
  const stops = kept.flatMap(({ definition }) =>
    definition
      .events(document)
      .filter(({ group }) => group === 'stop')
      .map(({ name }) => name),
  );
  const known = (event: string): boolean =>
    stops.includes(event) || always.includes(event) || ids.has(event.split('.')[1] ?? '');
  const filtered = (item: ItemDocument): ItemDocument => {
    const { needs, voidedBy, usedBy, ifNot, ifLapsed, ...rest } = helpers.includes(item.id)
      ? simplified(item, items)
      : item;
    const neededHere = (needs ?? []).filter((need) => ids.has(need) || conditions.has(need));
    const voidedHere = (voidedBy ?? []).filter(known);
    return {
      ...rest,
      ...(neededHere.length === 0 ? {} : { needs: neededHere }),
      ...(voidedHere.length === 0 ? {} : { voidedBy: voidedHere }),
      ...(usedBy === undefined || !ids.has(usedBy) ? {} : { usedBy }),
      ...(ifNot === undefined || !known(ifNot) ? {} : { ifNot }),
      ...(ifLapsed === undefined || !known(ifLapsed) ? {} : { ifLapsed }),
    };
  };
  const keptSteps = document.steps
    .filter(({ step }) => steps.includes(step))
    .map(({ step, items: inStep }) => ({ step, items: inStep.filter(({ id }) => ids.has(id)).map(filtered) }));
  const { lastsFor } = document.consent;
  const used = new Set([
    ...requiredTimes,
    ...(lastsFor === undefined ? [] : [lastsFor]),
    ...keptSteps.flatMap(({ items: inStep }) => inStep.flatMap(timesIn)),
  ]);
  return {
    ...document,
    times: Object.fromEntries(Object.entries(document.times).filter(([name]) => used.has(name))),
    steps: keptSteps,
  };
}

/** Answered once by one person, and it counts for good: nothing of its own is under test. */
function simplified(item: ItemDocument, tested: readonly string[]): ItemDocument {
  const {
    validFor,
    validForIf,
    untilAfterStart,
    window,
    voidedBy,
    appliesIf,
    ifNot,
    ifLapsed,
    verifyWithin,
    overriddenBy,
    needs,
    ...rest
  } = item;
  const kind = item.kind === 'secondPerson' ? ('unit' in item.answer ? 'measured' : 'attested') : item.kind;
  // What it needs of what is under test stays, or using that up would need nothing.
  const needed = (needs ?? []).filter((need) => tested.includes(need));
  return { ...rest, kind, stop: item.stop === 'override' ? 'hard' : item.stop, needs: needed };
}

const timesIn = ({
  validFor,
  validForIf,
  untilAfterStart,
  takes,
  verifyWithin,
  window,
}: ItemDocument): readonly string[] =>
  [
    validFor,
    ...(validForIf ?? []).map((row) => row.validFor),
    untilAfterStart,
    takes,
    verifyWithin,
    window?.atLeast,
    window?.atMost,
  ].filter((name) => name !== undefined);

/** @throws when the smaller document is not valid: a defect here, never of the protocol. */
export function reduceProtocol(protocol: Protocol, part: Part): Protocol {
  const registry = protocol.steps.map(({ definition }) => definition);
  const compiled: Compiled = compileProtocol(reducedDocument(protocol, part), registry);
  if (compiled.ok) return compiled.protocol;
  throw new Error(
    `The slice of ${protocol.document.id} is not valid: ${compiled.errors.map(({ says }) => says).join('; ')}`,
  );
}
