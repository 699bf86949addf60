/** One machine with deadlines through both: the search by zones, and XState itself one millisecond at a time. */
import type { AnyStateMachine } from 'xstate';
import { seekByClock, type Sought } from '../../../lab/explore/clocks.ts';
import { groundOf, withTrees } from '../../../lab/explore/model.ts';
import { everyMove, stateOf } from '../../../lab/explore/state.ts';
import { wayAlong } from '../../../lab/explore/way.ts';
import type { MachineEvent } from './machine-events.ts';
import { stateText } from './state-text.ts';
import { timedByXState } from './timed-by-xstate.ts';

export type ClocksCompared =
  | {
      readonly kind: 'equal';
      /** With deadlines left free; as many as some clock allows; where the shortest way is not allowed and a longer is. */
      readonly free: number;
      readonly reached: number;
      readonly longer: number;
      readonly zones: number;
    }
  | { readonly kind: 'large' }
  | { readonly kind: 'different'; readonly says: string };

/** `equal`: the same configurations, and to each a shortest way of as many events and deadlines. */
export function compareClocks(
  machine: AnyStateMachine,
  events: readonly MachineEvent[],
  momentsMax: number,
): ClocksCompared {
  const theirs = timedByXState(machine, events, momentsMax);
  if (theirs === null) return { kind: 'large' };
  const ground = groundOf(machine, { internal: ['q'] });
  const { states, moves } = everyMove(withTrees(ground), 5000);
  const depths = depthsOf(states.length, moves);
  const sought = states.map(
    (state): Sought =>
      (stand) =>
        stand.context === state.context && stand.digits.every((digit, at) => digit === state.digits[at]),
  );
  const { ways, whole, why, zones } = seekByClock(ground, sought);
  if (!whole) return { kind: 'different', says: why };
  const texts = states.map((state) => stateText(stateOf(ground, state)));
  for (const text of theirs.keys())
    if (!texts.includes(text)) return { kind: 'different', says: `XState comes to ${text}` };
  for (const [at, text] of texts.entries()) {
    const [ours, xstates] = [ways[at]?.length, theirs.get(text)];
    if (ours !== xstates)
      return { kind: 'different', says: `${text}: by zones in ${ours} steps, by XState in ${xstates}` };
    const way = ways[at];
    if (way && !wayAlong(ground, way).feasible) return { kind: 'different', says: `${text}: the way has no instants` };
  }
  return {
    kind: 'equal',
    free: states.length,
    reached: theirs.size,
    longer: ways.filter((way, at) => way && way.length > (depths[at] ?? 0)).length,
    zones,
  };
}

function depthsOf(many: number, moves: readonly (readonly [number, object, number])[]): readonly number[] {
  const depths = Array.from({ length: many }, (_state, at) => (at === 0 ? 0 : Infinity));
  // Breadth first already: a state is numbered when it is first come to.
  for (const [from, , to] of moves) depths[to] = Math.min(depths[to] as number, (depths[from] as number) + 1);
  return depths;
}
