/**
 * What a machine can do, by XState itself: every state it can come to, one event at a time, by the machine's own
 * `transition`. Slow, simple and written apart from the explorer: it is what the explorer is judged by.
 *
 * - An event that a state may get: the samples of every type one of its active nodes handles and does more with than
 *   nothing. For a wildcard: every type of the alphabet it matches, and one that nobody named.
 * - The alphabet is every type named in the chart or in `events`. What XState sends itself is not in it, but for `after`:
 *   a delay may end at any time while its state is active, and again if nothing came of it (more than can happen, never less).
 * - A machine that is done gets nothing more.
 * - XState goes through what is active in the order in which it was entered, and that is in no snapshot that was kept: a
 *   machine restored may go another way. `from` says which is followed; with `both`, every order that a run with any
 *   number of restarts can come to, and a step with more than one outcome is in `unsettled`.
 * - Two children of one compound state active at once, none, or a region missing is no configuration of a statechart: it is
 *   told as illegal.
 */
import { type AnyMachineSnapshot, type AnyStateMachine, type AnyStateNode, createActor } from 'xstate';
import { illegalText, isLegal } from './configuration.ts';
import { entryOrder } from './entry-order.ts';
import { type MachineEvent, machineEvents, type Samples } from './machine-events.ts';
import { edgeText, eventLabel, stateText } from './state-text.ts';

export interface Options {
  readonly events?: Samples;
  /** Successors of the snapshot that XState came to, of the one that `resolveState` builds again, or of either. */
  readonly from?: 'live' | 'restored' | 'both';
  readonly statesMax?: number;
  readonly input?: unknown;
  /** Called for every microstep: what it began with, the event, what was selected, what it came to. */
  readonly watch?: (microstep: Microstep) => void;
}
export interface Step {
  readonly from: number;
  readonly label: string;
  readonly to: number;
}
export interface Explored {
  /** Breadth first; the first is the initial one. */
  readonly states: readonly string[];
  /** No two are the same. */
  readonly steps: readonly Step[];
  /** State and event of which the outcome depends on the order of entry: `from --label-->`. */
  readonly unsettled: readonly string[];
  /** States that no statechart can be in; nothing is followed from them. */
  readonly illegal: readonly string[];
  /** Whether this is all, or `statesMax` was reached. */
  readonly complete: boolean;
}
export interface Microstep {
  readonly before: AnyMachineSnapshot | null;
  readonly event: MachineEvent;
  /** Whether it is the first of its step, and whether the event was raised on the way. */
  readonly first: boolean;
  readonly raised: boolean;
  /** Before XState has taken out those that conflict. */
  readonly selected: readonly Selected[];
  readonly after: AnyMachineSnapshot;
}
export type Selected = NonNullable<AnyStateNode['always']>[number];

export function exploreByXState(machine: AnyStateMachine, options: Options = {}): Explored {
  const { events = {}, from: follow = 'restored', statesMax = Infinity } = options;
  const run = runnerOf(machine, options);
  const eventsOf = machineEvents(machine, events);
  const { orderOf, matters } = entryOrder(machine);
  const indexes = new Map<string, number>();
  const states: string[] = [];
  const stances = new Set<string>();
  const queue: { readonly at: number; readonly snapshot: AnyMachineSnapshot }[] = [];
  const outcomes: Map<string, Set<number>>[] = [];
  const illegal: string[] = [];
  let complete = true;

  const follows = (at: number, snapshot: AnyMachineSnapshot): boolean => {
    const stance = `${at} ${orderOf(snapshot)}`;
    if (stances.has(stance)) return false;
    stances.add(stance);
    queue.push({ at, snapshot });
    return true;
  };
  const arrive = (snapshot: AnyMachineSnapshot): number | null => {
    const legal = isLegal(snapshot);
    const text = legal ? textOf(snapshot) : illegalText(snapshot);
    let at = indexes.get(text);
    const isNew = at === undefined;
    if (at === undefined) {
      if (states.length >= statesMax) {
        complete = false;
        return null;
      }
      at = states.push(text) - 1;
      indexes.set(text, at);
      outcomes.push(new Map());
      if (!legal) illegal.push(text);
    }
    if (!legal || snapshot.status !== 'active') return at;
    if (follow === 'restored') {
      if (isNew) queue.push({ at, snapshot: restored(machine, snapshot, inDocumentOrder(snapshot)) });
      return at;
    }
    // Where no order matters, what is restored is the same again.
    if (follows(at, snapshot) && follow === 'both' && matters) {
      // Kept as it was written, and kept with its members sorted into the order of the chart.
      follows(at, restored(machine, snapshot, snapshot.value));
      follows(at, restored(machine, snapshot, inDocumentOrder(snapshot)));
    }
    return at;
  };

  arrive(run.begin());
  for (let head = 0; head < queue.length; head += 1) {
    const { at, snapshot } = queue[head] as (typeof queue)[number];
    for (const { event, label } of eventsOf(snapshot)) {
      const after = run.step(snapshot, event);
      // XState gives back the very snapshot when nothing was selected.
      const to = after === snapshot ? at : arrive(after);
      if (to === null) continue;
      const known = outcomes[at]?.get(label);
      if (known === undefined) outcomes[at]?.set(label, new Set([to]));
      else known.add(to);
    }
  }
  const steps: Step[] = [];
  const unsettled: string[] = [];
  for (const [at, found] of outcomes.entries())
    for (const [label, tos] of found) {
      for (const to of tos) steps.push({ from: at, label, to });
      if (tos.size > 1) unsettled.push(edgeText(states[at] ?? '', label, '').trimEnd());
    }
  return { states, steps, unsettled, illegal, complete };
}

/** Every step as a text, sorted: two explorers agree when these are equal. */
export function edgesOf({ states, steps }: Pick<Explored, 'states' | 'steps'>): readonly string[] {
  return steps.map(({ from, label, to }) => edgeText(states[from] ?? '', label, states[to] ?? '')).sort();
}

/** The text of the state a snapshot is in. */
export function textOf({ status, value, context, historyValue }: AnyMachineSnapshot): string {
  const remembered = Object.entries(historyValue as Record<string, readonly AnyStateNode[]>);
  const ids = Object.fromEntries(remembered.map(([id, nodes]) => [id, nodes.map((node) => node.id)]));
  return stateText({ status, value, context, historyValue: ids });
}

interface Runner {
  begin(): AnyMachineSnapshot;
  step(snapshot: AnyMachineSnapshot, event: MachineEvent): AnyMachineSnapshot;
}
interface Inspected {
  readonly type: string;
  readonly event: MachineEvent;
  readonly snapshot: AnyMachineSnapshot;
  readonly _transitions: readonly Selected[];
}
interface Scope {
  actionExecutor: () => void;
  readonly system: { _sendInspectionEvent: (inspected: Inspected) => void };
}

/** One scope for all steps: XState's public `transition` builds an actor a call. What the machine would do is not done. */
function runnerOf(machine: AnyStateMachine, { input, watch }: Options): Runner {
  const scope = (createActor(machine, { input }) as unknown as { readonly _actorScope: Scope })._actorScope;
  scope.actionExecutor = () => undefined;
  let before: AnyMachineSnapshot | null = null;
  let external: MachineEvent | null = null;
  let first = true;
  if (watch !== undefined)
    scope.system._sendInspectionEvent = ({ type, event, snapshot, _transitions }) => {
      if (type !== '@xstate.microstep') return;
      const raised = event !== external && event.type !== 'xstate.init';
      watch({ before, event, first, raised, selected: _transitions, after: snapshot });
      before = snapshot;
      first = false;
    };
  const pure = machine as unknown as {
    getInitialSnapshot(scope: Scope, input: unknown): AnyMachineSnapshot;
    transition(snapshot: AnyMachineSnapshot, event: MachineEvent, scope: Scope): AnyMachineSnapshot;
  };
  return {
    begin() {
      [before, external, first] = [null, null, true];
      const snapshot = pure.getInitialSnapshot(scope, input);
      if (snapshot.status === 'error') throw snapshot.error;
      return snapshot;
    },
    step(snapshot, event) {
      [before, external, first] = [snapshot, event, true];
      try {
        return pure.transition(snapshot, event, scope);
      } catch (cause) {
        throw new Error(`${eventLabel(event)} fails in ${textOf(snapshot)}`, { cause });
      }
    },
  };
}

function restored(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, value: unknown): AnyMachineSnapshot {
  const { context, status, historyValue } = snapshot;
  return machine.resolveState({ value, context, status, historyValue } as never) as AnyMachineSnapshot;
}

/** The value with the members of every parallel state in the order of the chart. */
function inDocumentOrder(snapshot: AnyMachineSnapshot): unknown {
  const sorted = (value: unknown, node: AnyStateNode): unknown =>
    typeof value === 'string'
      ? value
      : Object.fromEntries(
          Object.keys(node.states)
            .filter((key) => key in (value as object))
            .map((key) => [
              key,
              sorted((value as Record<string, unknown>)[key], node.states[key] as unknown as AnyStateNode),
            ]),
        );
  return sorted(snapshot.value, snapshot.machine.root);
}
