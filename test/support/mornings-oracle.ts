/**
 * A second opinion on "ready", from the document and the evidence alone: it asks no guard and no state of the chart.
 * Every item that blocks and is needed has evidence that is in date, of this patient, under this order and not disputed,
 * or somebody's exception where it may have one.
 */
import type { ChartEvent, Evidence, ItemDocument, Opening, Protocol, State, testsOf } from '../../machines/index.ts';

/** What has to have been said again after each of these, where an item's document says that it voids it. */
const causes: Readonly<Record<string, string>> = {
  'patient.amended': 'patient.changed',
  'order.amended': 'order.changed',
  'place.moved': 'place.changed',
  'plan.moved': 'plan.rearmed',
};

/** Where each of these leaves the patient. */
const ways: ReadonlyMap<string, 'here' | 'away'> = new Map([
  ['patient.leftForOther', 'away'],
  ['patient.keptByOther', 'away'],
  ['patient.back', 'here'],
  ['patient.arrived', 'here'],
  ['patient.left', 'here'],
  ['patient.leftUnready', 'here'],
]);

type Test = ReturnType<typeof testsOf>[number];

/** Why the patient is not ready, or null. @param seen the state at the instant it was said to be ready. */
export function falselyReady(
  protocol: Protocol,
  opening: Opening,
  seen: State,
  log: readonly ChartEvent[],
): string | null {
  const way = log.findLast(({ type }) => ways.has(type))?.type;
  if (way !== undefined && ways.get(way) === 'away') return 'the patient is away for another procedure';
  for (const { item } of protocol.items.values()) {
    const blocks = item.stop === 'hard' || item.stop === 'override';
    const why = blocks ? wrongWith(protocol, opening, seen, log, item) : null;
    if (why !== null) return `${item.id} ${why}`;
  }
  return null;
}

function wrongWith(
  protocol: Protocol,
  { at: opened }: Opening,
  { at: now, context }: State,
  log: readonly ChartEvent[],
  item: ItemDocument,
): string | null {
  if (!needed(item, context)) return null;
  const evidence = context.evidence[item.id];
  if (evidence === undefined) return 'has no evidence';
  if (evidence.exception === true) return item.stop === 'hard' ? 'is hard, and overridden' : null;
  if (item.kind === 'secondPerson') {
    if (evidence.second === undefined) return 'has one person only';
    if (evidence.second.by === evidence.by) return 'has the same person twice';
    if (evidence.second.value !== evidence.value) return 'is disputed';
  }
  if (item.validFor !== undefined && item.usedBy === undefined) {
    const forThisOrder = item.validForIf?.find(({ fact, is }) => is.includes(context.order.facts[fact] ?? 'unknown'));
    const until = (evidence.takenAt ?? evidence.at) + protocol.times(forThisOrder?.validFor ?? item.validFor);
    if (until <= now) return `lapsed ${now - until} ms ago`;
  }
  if (evidence.until !== undefined && evidence.until <= now) return 'is a thing out of date';
  if (evidence.until !== undefined && evidence.until < context.start) return 'is a thing out of date by the start';
  const bad = badValue(item, evidence, context);
  if (bad !== null) return bad;
  const said = log.findLast(
    ({ type, payload }) => payload.evidence?.at === evidence.at && type.startsWith(`item.${item.id}.`),
  );
  const since = said?.at ?? opened;
  const voided = log.find(({ type, at }) => at > since && (item.voidedBy ?? []).includes(causes[type] ?? type));
  return voided === undefined ? null : `was answered before ${voided.type}`;
}

function badValue(
  { answer }: ItemDocument,
  { value, asset }: Evidence,
  { patient, order }: State['context'],
): string | null {
  if ('scan' in answer && value !== (answer.scan === 'patient.number' ? patient.number : order.number))
    return 'is somebody else’s';
  if ('scanFact' in answer && value !== order.facts[answer.scanFact]) return 'is another order’s';
  if ('asset' in answer && (asset?.standing !== 'inService' || asset.type !== answer.asset)) return 'is not fit';
  if ('choices' in answer) {
    const chosen = answer.choices.find((one) => one.value === value);
    if (chosen?.satisfies !== true) return `was answered ${String(value)}`;
    const { notIf, onlyIf } = chosen;
    if (notIf?.is.includes(order.facts[notIf.fact] ?? 'unknown') === true)
      return `is ${chosen.value}, against the order`;
    if (onlyIf !== undefined && !onlyIf.is.includes(order.facts[onlyIf.fact] ?? 'unknown'))
      return `is ${chosen.value}, which the order does not allow`;
  }
  if ('unit' in answer && answer.limits !== undefined && typeof value === 'number') {
    const least = Math.min(...answer.limits.map(({ atLeast = -Infinity }) => atLeast));
    const most = Math.max(...answer.limits.map(({ atMost = Infinity }) => atMost));
    if (value < least || value > most) return `is ${value}, outside every limit`;
  }
  return null;
}

/** Not needed only if the order, the patient or another answer says so outright. */
function needed({ appliesIf }: ItemDocument, { order, patient, start, evidence }: State['context']): boolean {
  if (appliesIf === undefined) return true;
  const holds = (test: Test): boolean => {
    if ('isNot' in test) return !test.isNot.includes(order.facts[test.fact] ?? 'unknown');
    if ('fact' in test) return test.is.includes(order.facts[test.fact] ?? 'unknown');
    if ('sex' in test) return test.sex.some((one) => one === patient.sex);
    if ('age' in test) {
      const { atLeast = 0, atMost = 200 } = test.age;
      const born = new Date(`${patient.birthDate}T00:00:00Z`);
      const then = new Date(start);
      const birthday = Date.UTC(then.getUTCFullYear(), born.getUTCMonth(), born.getUTCDate());
      const age = then.getUTCFullYear() - born.getUTCFullYear() - (start < birthday ? 1 : 0);
      return age >= atLeast && age <= atMost;
    }
    const given = evidence['reading' in test ? test.reading : test.answer]?.value;
    // An answer that was taken back, or half of a blind check, decides nothing here: the chart's caution is not second-guessed.
    if ('reading' in test)
      return Number(given) >= (test.atLeast ?? -Infinity) && Number(given) <= (test.atMost ?? Infinity);
    return given !== undefined && test.is.includes(String(given));
  };
  if ('any' in appliesIf) return appliesIf.any.some(holds);
  if ('all' in appliesIf) return appliesIf.all.every(holds);
  return holds(appliesIf);
}
