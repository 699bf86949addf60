/**
 * What a guard is made of, and what it would say if one of its conditions were otherwise.
 * A test that breaks exactly one condition and sees a refusal is the test that fails when that condition is lost.
 */
import { type ChartGuard, type EventClass, isAt, type StateValue } from '../machines/index.ts';

/** A condition's own name: `at open.flow.held`, `role technician|nurse`, `who other`, `competent mrLevel2`. */
export type ConditionName = string;

/** What a guard is made of in the end: where the chart is, or one thing of the event's class. */
export type Leaf = Extract<ChartGuard, { kind: 'at' | 'reads' }>;

export function nameOf(leaf: Leaf): ConditionName {
  if (leaf.kind === 'at') return `at ${leaf.path}`;
  const { anyOf, is, of } = leaf.params as {
    readonly anyOf?: readonly string[];
    readonly is?: string;
    readonly of?: string;
  };
  return `${leaf.name} ${anyOf?.join('|') ?? is ?? of ?? ''}`;
}

/** The conditions at the leaves, each once. */
export function conditionsIn(guard: ChartGuard | null): readonly Leaf[] {
  const found = new Map<ConditionName, Leaf>();
  const visit = (part: ChartGuard): void => {
    if ('of' in part) part.of.forEach(visit);
    else if (part.kind === 'at' || part.kind === 'reads') found.set(nameOf(part), part);
    else throw new Error(`The guard "${part.name}" cannot be looked into; chart law 1 forbids it.`);
  };
  if (guard !== null) visit(guard);
  return [...found.values()];
}

/** Whether the guard holds here, with one condition turned round if `flipped` names it. */
export function holdsHere(
  guard: ChartGuard | null,
  value: StateValue,
  eventClass: EventClass,
  flipped: ConditionName | null = null,
): boolean {
  return (
    guard === null ||
    evaluate(guard, (leaf) => leafHolds(leaf, value, eventClass) !== (flipped !== null && nameOf(leaf) === flipped))
  );
}

/** Whether the guard would hold for this class of event, were the chart wherever the guard wants it. */
export function classAllows(
  guard: ChartGuard | null,
  eventClass: EventClass,
  flipped: ConditionName | null = null,
): boolean {
  return (
    guard === null ||
    evaluate(guard, (leaf, negated) =>
      leaf.kind === 'at' ? !negated : leafHolds(leaf, '', eventClass) !== (nameOf(leaf) === flipped),
    )
  );
}

function leafHolds(leaf: Leaf, value: StateValue, eventClass: EventClass): boolean {
  if (leaf.kind === 'at') return isAt(value, leaf.path);
  const { anyOf, is } = leaf.params as { readonly anyOf?: readonly string[]; readonly is?: string };
  if (leaf.name === 'role') return anyOf?.includes(eventClass.role) === true;
  if (leaf.name === 'who') return anyOf?.includes(eventClass.who) === true;
  if (leaf.name === 'value') return is === eventClass.value;
  if (leaf.name === 'competent') return eventClass.competent === true;
  throw new Error(`No guard reads an event by "${leaf.name}".`);
}

function evaluate(guard: ChartGuard, leaf: (leaf: Leaf, negated: boolean) => boolean, negated = false): boolean {
  switch (guard.kind) {
    case 'all':
      return guard.of.every((part) => evaluate(part, leaf, negated));
    case 'any':
      return guard.of.some((part) => evaluate(part, leaf, negated));
    case 'not':
      return !guard.of.every((part) => evaluate(part, leaf, !negated));
    case 'at':
    case 'reads':
      return leaf(guard, negated);
    case 'opaque':
    case 'missing':
      throw new Error(`The guard "${guard.name}" cannot be looked into; chart law 1 forbids it.`);
  }
}
