/**
 * A smaller document of the same protocol: some steps, some items. What it leaves out is assumed to hold.
 * It is a whole, valid document, so it compiles, runs and is served like any other.
 */
import {
  askedOf,
  type Compiled,
  compileProtocol,
  consequenceEvents,
  type ItemDocument,
  type Protocol,
  type ProtocolDocument,
  type Test,
} from '../machines/index.ts';

export interface Part {
  /** Steps to keep, whatever the order; the document's order is kept. */
  readonly steps: readonly string[];
  /** Items to keep as they are. */
  readonly items: readonly string[];
  /** Items to keep in their simplest form: done once, they count. */
  readonly helpers: readonly string[];
  /** Whether the items kept are needed for every order and patient, so that nothing hangs on other answers. */
  readonly always?: boolean;
}

const requiredTimes = ['lookAgain', 'unownedFor', 'offerFor', 'acknowledgeWithin'];

export function reducedDocument(protocol: Protocol, part: Part): ProtocolDocument {
  const { steps, items, helpers, always = false } = part;
  const { document } = protocol;
  const kept = protocol.steps.filter(({ definition }) => steps.includes(definition.id));
  const placed = kept.flatMap((step) => step.items.map(({ id }) => id));
  const ids = new Set([...items, ...helpers].filter((id) => placed.includes(id)));
  const conditions = new Set(kept.flatMap(({ definition }) => definition.conditions(document).map(({ name }) => name)));
  const stops = kept.flatMap(({ definition }) =>
    definition
      .events(document)
      .filter(({ group }) => group === 'stop')
      .map(({ name }) => name),
  );
  const raised: readonly string[] = consequenceEvents;
  const known = (event: string): boolean =>
    stops.includes(event) || raised.includes(event) || ids.has(event.split('.')[1] ?? '');
  const filtered = (item: ItemDocument): ItemDocument => {
    const whole = helpers.includes(item.id) ? simplified(item, ids) : hanging(item, ids, always);
    const { needs, voidedBy, usedBy, ifNot, ifLapsed, lapsed, attempts, ...rest } = whole;
    const neededHere = (needs ?? []).filter((need) => ids.has(need) || conditions.has(need));
    const voidedHere = (voidedBy ?? []).filter(known);
    return {
      ...rest,
      ...(neededHere.length === 0 ? {} : { needs: neededHere }),
      ...(voidedHere.length === 0 ? {} : { voidedBy: voidedHere }),
      ...(usedBy === undefined || !ids.has(usedBy) ? {} : { usedBy }),
      ...(ifNot === undefined || !known(ifNot) ? {} : { ifNot }),
      ...(ifLapsed === undefined || !known(ifLapsed) ? {} : { ifLapsed, ...(lapsed === undefined ? {} : { lapsed }) }),
      ...(attempts === undefined || !known(attempts.raises) ? {} : { attempts }),
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
  const { doneThere, ...handover } = document.handover;
  const there = doneThere?.filter((step) => steps.includes(step)) ?? [];
  return {
    ...document,
    slice: true,
    handover: { ...handover, ...(there.length === 0 ? {} : { doneThere: there }) },
    times: Object.fromEntries(Object.entries(document.times).filter(([name]) => used.has(name))),
    steps: keptSteps,
  };
}

/** An item with only those questions that can be asked here: of orders and patients, and of the answers kept. */
function hanging(item: ItemDocument, ids: ReadonlySet<string>, always: boolean): ItemDocument {
  const { appliesIf, answer, ...rest } = item;
  const here = (test: Test): boolean => {
    const other = askedOf(test);
    return other === null || ids.has(other);
  };
  const limits = 'limits' in answer ? answer.limits?.filter((row) => row.if === undefined || here(row.if)) : undefined;
  return {
    ...rest,
    answer: 'limits' in answer && limits !== undefined ? { ...answer, limits } : answer,
    ...(appliesIf === undefined || always ? {} : asked(appliesIf, here)),
  };
}

type Applies = NonNullable<ItemDocument['appliesIf']>;

function asked(appliesIf: Applies, here: (test: Test) => boolean): { readonly appliesIf?: Applies } {
  const list = 'any' in appliesIf ? appliesIf.any : 'all' in appliesIf ? appliesIf.all : [appliesIf];
  const kept = list.filter(here);
  if (kept.length === 0) return {};
  if ('any' in appliesIf) return { appliesIf: { ...appliesIf, any: kept } };
  return { appliesIf: 'all' in appliesIf ? { ...appliesIf, all: kept } : appliesIf };
}

/** Answered once by one person, whatever the answer it counts, and for good: nothing of its own is under test. */
function simplified(item: ItemDocument, ids: ReadonlySet<string>): ItemDocument {
  const { id, kind, text, hint, stop, by, answer, patientFree, askedInEmergency, takes, usedBy, source, status } = item;
  return {
    id,
    kind: kind === 'secondPerson' ? ('unit' in answer ? 'measured' : 'attested') : kind,
    text,
    stop: stop === 'override' ? 'hard' : stop,
    by,
    answer: simplest(answer),
    // One after another, as in the whole protocol: helpers in any order would be many more states to no end.
    needs: (item.needs ?? []).filter((need) => ids.has(need)),
    ...(hint === undefined ? {} : { hint }),
    ...(patientFree === undefined ? {} : { patientFree }),
    ...(askedInEmergency === undefined ? {} : { askedInEmergency }),
    ...(takes === undefined ? {} : { takes }),
    ...(usedBy === undefined ? {} : { usedBy }),
    source,
    status,
  };
}

function simplest(answer: ItemDocument['answer']): ItemDocument['answer'] {
  if ('choices' in answer)
    return { choices: answer.choices.map(({ value, label }) => ({ value, label, satisfies: true })) };
  if ('unit' in answer) {
    const { unit, min, max, decimals } = answer;
    return { unit, min, max, decimals };
  }
  // Any code that is known will do for a thing or a bag that is not under test.
  return 'asset' in answer || 'scanFact' in answer ? { scan: 'order.number' } : answer;
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
