/**
 * Everything a slice can do, walked by `xstate/graph`: its adjacency map, with the transitions XState took on each edge.
 * Deadlines are ordinary events here, so a walk knows no clock; `concrete.ts` finds out which walks a clock allows.
 */
import { anyOpening } from './any-opening.ts';
import type { ActorLogic, AnyMachineSnapshot, AnyStateMachine, AnyTransitionDefinition } from 'xstate';
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import { type ChartTransition, isAt, type Opening, type Protocol, type StateValue } from '../machines/index.ts';
import { holdsHere } from './conditions.ts';
import { type Standing, standingIn } from './regions.ts';
import { type Sample, sampleKey } from './samples.ts';
import { graphOf } from './alike.ts';
import type { Slice } from './slice.ts';

export interface Graph {
  readonly initial: string;
  readonly states: ReadonlyMap<string, GraphState>;
}
export interface GraphState {
  readonly key: string;
  readonly value: StateValue;
  readonly standing: Standing;
  readonly edges: readonly Edge[];
}
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly sample: Sample;
  /** Names of the transitions taken, raised consequences included; none when the event is refused. */
  readonly taken: readonly string[];
}

/** A name that a slice and the whole protocol share: what a transition is, not where it is listed. */
const nameFrom = (source: string, event: string, place: number, rivals: number, targets: readonly string[]): string =>
  `${source} -[${event}${rivals < 2 ? '' : ` ${place + 1}`}]-> ${targets.join(', ') || 'itself'}`;

function nameTaken(transition: AnyTransitionDefinition): string {
  const { source, eventType, target } = transition;
  const rivals: readonly AnyTransitionDefinition[] =
    eventType === '' ? (source.always ?? []) : (source.transitions.get(eventType) ?? []);
  return nameFrom(
    source.path.join('.'),
    eventType,
    rivals.indexOf(transition),
    rivals.length,
    (target ?? []).map(({ path }) => path.join('.')),
  );
}

/** Every transition of a protocol's chart, by that name. */
export function namedTransitions(protocol: Protocol): ReadonlyMap<string, ChartTransition> {
  const known = named.get(protocol);
  if (known !== undefined) return known;
  const names = new Map(
    protocol.chart.nodes.flatMap(({ transitions }) =>
      transitions.map((transition) => {
        const rivals = transitions.filter(({ event }) => event === transition.event);
        return [
          nameFrom(transition.source, transition.event, rivals.indexOf(transition), rivals.length, transition.targets),
          transition,
        ] as const;
      }),
    ),
  );
  named.set(protocol, names);
  return names;
}
const named = new WeakMap<Protocol, ReadonlyMap<string, ChartTransition>>();

/** More states than this is a slice cut too large to walk. */
export const statesMax = 20_000;

/** The graph of a slice, or of one that is alike. */
export const walk = (slice: Slice): Graph => graphOf(slice, walkAlone);

export function walkAlone(slice: Slice): Graph {
  const { machine } = slice.protocol;
  const taken = new Map<string, readonly string[]>();
  // Asked several times of each edge's two ends: what it costs to say where a state is, is most of a walk.
  const keys = new WeakMap<AnyMachineSnapshot, string>();
  const keyOf = (snapshot: AnyMachineSnapshot): string => {
    const known = keys.get(snapshot);
    if (known !== undefined) return known;
    const key = stateKey(snapshot.value as StateValue, slice.kept);
    keys.set(snapshot, key);
    return key;
  };
  const refused = new Map<string, readonly Sample[]>();
  const logic = listening(
    machine,
    (snapshot, event, names) => void taken.set(`${keyOf(snapshot)}\n${sampleKey(event)}`, names),
  );
  const map = getAdjacencyMap(logic, {
    input: anyOpening,
    limit: statesMax * 60,
    serializeState: keyOf,
    serializeEvent: sampleKey,
    events: (snapshot) => {
      const asked = askedIn(slice, snapshot.value as StateValue);
      refused.set(keyOf(snapshot), asked.refused);
      return asked.heard.map(asEvent);
    },
  });
  const states = new Map<string, GraphState & { readonly edges: Edge[] }>();
  const known = (snapshot: AnyMachineSnapshot): Edge[] => {
    const key = keyOf(snapshot);
    const value = snapshot.value as StateValue;
    const state = states.get(key) ?? { key, value, standing: standingIn(value, slice.kept), edges: [] };
    states.set(key, state);
    return state.edges;
  };
  for (const { state, event, nextState } of adjacencyMapToArray(map)) {
    const from = keyOf(state);
    const sample: Sample = { type: event.type, class: event.class, kind: event.kind };
    known(state).push({ from, to: keyOf(nextState), sample, taken: taken.get(`${from}\n${sampleKey(sample)}`) ?? [] });
    known(nextState);
  }
  for (const { key, edges } of states.values())
    edges.push(...(refused.get(key) ?? []).map((sample): Edge => ({ from: key, to: key, sample, taken: [] })));
  return { initial: states.keys().next().value ?? '', states };
}

/**
 * What is tried in a state: what some guard lets through, which XState then takes, and what every guard refuses. Guards
 * are data, so a refusal is read off them: most of what is tried is refused, and asking XState costs fifty times as much.
 */
function askedIn(
  { protocol, samples }: Slice,
  value: StateValue,
): { readonly heard: readonly Sample[]; readonly refused: readonly Sample[] } {
  const heard: Sample[] = [];
  const refused: Sample[] = [];
  for (const [type, tried] of samples) {
    const handlers = (protocol.chart.byEvent.get(type) ?? []).filter(
      ({ source }) => source === '' || isAt(value, source),
    );
    if (handlers.length === 0) continue;
    for (const sample of tried)
      (handlers.some(({ guard }) => holdsHere(guard, value, sample.class)) ? heard : refused).push(sample);
  }
  return { heard, refused };
}

/** States are the same when nothing the slice tells apart differs; context is opaque to guards and left out. */
export const stateKey = (value: StateValue, kept: readonly string[]): string => JSON.stringify(standingIn(value, kept));

interface Heard extends Sample {
  readonly at: number;
  readonly payload: object;
}
const asEvent = (sample: Sample): Heard => ({ ...sample, at: 0, payload: {} });

/** The machine, telling which transitions each event took. */
function listening(
  machine: AnyStateMachine,
  tell: (snapshot: AnyMachineSnapshot, event: Heard, taken: readonly string[]) => void,
): ListeningLogic {
  const systems = new WeakSet<object>();
  let now: string[] = [];
  return {
    getInitialSnapshot: (scope, input) => machine.getInitialSnapshot(scope as never, input as never),
    getPersistedSnapshot: (snapshot) => snapshot,
    transition: (snapshot, event, scope) => {
      if (!systems.has(scope.system)) {
        systems.add(scope.system);
        scope.system.inspect((inspected) => {
          if (inspected.type === '@xstate.microstep') now.push(...inspected._transitions.map(nameTaken));
        });
      }
      now = [];
      const next = machine.transition(snapshot, event as never, scope as never);
      tell(snapshot, event, now);
      return next;
    },
  };
}
type ListeningLogic = ActorLogic<AnyMachineSnapshot, Heard, Opening>;
