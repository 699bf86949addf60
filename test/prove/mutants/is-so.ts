/** Whether something an invariant names is so in a snapshot, asked of XState itself: `matches`, `next` of a state, its guards. */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { Where } from '../../../lab/explore/where.ts';

type Asked = (snapshot: AnyMachineSnapshot) => boolean;
interface BuiltGuard {
  readonly check?: (snapshot: AnyMachineSnapshot, args: object, guard: unknown) => boolean;
}

/** Made once and asked of many snapshots. */
export function asked(where: Where): Asked {
  if ('all' in where) {
    const parts = where.all.map(asked);
    return (snapshot) => parts.every((part) => part(snapshot));
  }
  if ('any' in where) {
    const parts = where.any.map(asked);
    return (snapshot) => parts.some((part) => part(snapshot));
  }
  if ('not' in where) {
    const part = asked(where.not);
    return (snapshot) => !part(snapshot);
  }
  if ('at' in where) {
    const value = nested(where.at.split('.'));
    return (snapshot) => snapshot.matches(value as never);
  }
  if ('guard' in where) {
    const event = { type: '', ...where.event };
    return (snapshot) => guardHolds(where.guard, snapshot, event);
  }
  if ('hears' in where) {
    const event = { type: where.hears, ...where.payload };
    return (snapshot) => hears(snapshot, event);
  }
  throw new Error(`Nothing of a protocol is said by ${Object.keys(where).join()}.`);
}

/** An active state takes the event. Each is asked by itself: `can` goes through all eighty regions. */
export function hears(snapshot: AnyMachineSnapshot, event: { readonly type: string }): boolean {
  return hearersOf(snapshot.machine, event.type).some(
    (node) =>
      snapshot._nodes.includes(node) &&
      node.next(snapshot, event)?.some(({ target, actions }) => target !== undefined || actions.length > 0) === true,
  );
}

/** What XState has and does not declare. */
type Hearer = AnyStateNode & {
  next(snapshot: AnyMachineSnapshot, event: object): readonly AnyTransitionDefinition[] | undefined;
};
const hearers = new WeakMap<AnyStateMachine, Map<string, readonly Hearer[]>>();
function hearersOf(machine: AnyStateMachine, type: string): readonly Hearer[] {
  const known = hearers.get(machine) ?? new Map<string, readonly Hearer[]>();
  hearers.set(machine, known);
  const { idMap } = machine as unknown as { readonly idMap: ReadonlyMap<string, Hearer> };
  const found = known.get(type) ?? [...idMap.values()].filter((node) => (node.ownEvents as string[]).includes(type));
  known.set(type, found);
  return found;
}

/** All named guards of a protocol that an invariant names are XState's `and`, `or`, `not` and `stateIn`, each with its check. */
function guardHolds(name: string, snapshot: AnyMachineSnapshot, event: object): boolean {
  const guard = snapshot.machine.implementations.guards[name] as BuiltGuard | undefined;
  if (guard?.check === undefined) throw new Error(`No guard of XState's own kind is called ${name}.`);
  return guard.check(snapshot, { context: snapshot.context, event }, guard);
}

function nested(path: readonly string[]): unknown {
  const [first = '', ...rest] = path;
  return rest.length === 0 ? first : { [first]: nested(rest) };
}
