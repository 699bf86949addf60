/** The events a state may get: samples of what its active nodes handle, and for a wildcard one event nobody named. */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { nodesOf } from './configuration.ts';
import { eventLabel } from './state-text.ts';

/** Payloads by event type; a type that is absent has one sample, without a payload. */
export type Samples = Readonly<Record<string, readonly object[]>>;
export interface MachineEvent {
  readonly type: string;
}
export interface Sample {
  readonly event: MachineEvent;
  readonly label: string;
}

/** For a snapshot, every event it may get, once. */
export function machineEvents(
  machine: AnyStateMachine,
  events: Samples,
): (snapshot: AnyMachineSnapshot) => Iterable<Sample> {
  const alphabet = alphabetOf(machine, events);
  const samples = new Map<string, readonly Sample[]>();
  const samplesOf = (type: string): readonly Sample[] => {
    const known = samples.get(type);
    if (known !== undefined) return known;
    const made = (events[type] ?? [{}]).map((payload) => {
      const event = { ...payload, type };
      return { event, label: eventLabel(event) };
    });
    samples.set(type, made);
    return made;
  };
  const byNode = new Map<AnyStateNode, readonly Sample[]>();
  const ofNode = (node: AnyStateNode): readonly Sample[] => {
    const known = byNode.get(node);
    if (known !== undefined) return known;
    const made = ownTypes(node).flatMap((descriptor) => {
      if (!isWildcard(descriptor)) return samplesOf(descriptor);
      return [...alphabet]
        .filter((type) => matches(type, descriptor))
        .flatMap(samplesOf)
        .concat(samplesOf(unnamed(descriptor, alphabet)));
    });
    byNode.set(node, made);
    return made;
  };
  return (snapshot) => new Set(nodesOf(snapshot).flatMap(ofNode));
}

/** Every type that the chart or the samples name, but what XState sends itself. */
export function alphabetOf(machine: AnyStateMachine, events: Samples): ReadonlySet<string> {
  const types = new Set(Object.keys(events));
  for (const node of nodesBelow(machine.root))
    for (const type of node.transitions.keys()) if (!isWildcard(type) && !type.startsWith('xstate.')) types.add(type);
  return types;
}

/** A node and everything in it, in the order of the chart. */
export function* nodesBelow(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states) as unknown as AnyStateNode[]) yield* nodesBelow(child);
}

/** A type that the wildcard matches and nobody named: `other` for `*`, `scan.other` for `scan.*`. */
export function unnamed(descriptor: string, alphabet: ReadonlySet<string>): string {
  let type = descriptor.replace(/\*$/, 'other');
  while (alphabet.has(type)) type = `${type}~`;
  return type;
}

/** Without what does nothing, and without what is XState's to send: only a delay ends by itself. */
const ownTypes = (node: AnyStateNode): readonly string[] =>
  node.ownEvents.filter((type: string) => !type.startsWith('xstate.') || type.startsWith('xstate.after.'));

const isWildcard = (descriptor: string): boolean => descriptor === '*' || descriptor.endsWith('.*');
/** By XState's rule `scan.*` also matches `scan` itself. */
export const matches = (type: string, descriptor: string): boolean =>
  descriptor === '*' ||
  (isWildcard(descriptor) && (type === descriptor.slice(0, -2) || type.startsWith(descriptor.slice(0, -1))));
