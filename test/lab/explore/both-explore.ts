/** One machine through both explorers: ours, by trees and by made code, and the one that runs XState itself. */
import type { AnyStateMachine } from 'xstate';
import { exploreModel } from '../../../lab/explore/explore.ts';
import { modelOf } from '../../../lab/explore/model.ts';
import type { Packing } from '../../../lab/explore/packing.ts';
import { Refused } from '../../../lab/explore/refused.ts';
import { everyMove, stateOf } from '../../../lab/explore/state.ts';
import { edgesOf, exploreByXState } from './by-xstate.ts';
import type { Samples } from './machine-events.ts';
import { edgeText, eventLabel, stateText } from './state-text.ts';

export type Compared =
  | { readonly kind: 'equal' | 'ordered'; readonly states: number; readonly edges: number }
  /** Refused by ours, by name; `illegal` when XState comes to what is no configuration, if only for a microstep. */
  | { readonly kind: 'refused' | 'illegal'; readonly says: string }
  | { readonly kind: 'large' }
  | { readonly kind: 'different'; readonly says: string };

export type Store = Packing['kind'];

/** A step without its end: what may have several outcomes where XState does not keep its order. */
const asked = (edge: string): string => edge.slice(0, edge.lastIndexOf('--> '));
/** Ours sends what nobody named wherever any wildcard hears it, and a deadline also where another's handler is all that hears it. */
const oursAlone = /(?:other~*|--xstate\.after\.[^ ]*)$/;

/**
 * `equal`: the same labelled edges. `ordered`: ours follows every order of eventless transitions, and there are steps whose
 * outcome the order decides; every edge of XState's is among ours, and ours has more only of such steps.
 * @param stores what made code keeps its states in: each is run once, and must count what the trees count.
 */
export function compareExplorers(
  machine: AnyStateMachine,
  events: Samples,
  statesMax: number,
  stores: readonly Store[] = ['bits', 'table'],
): Compared {
  const theirs = exploreByXState(machine, { events, from: 'both', statesMax });
  if (!theirs.complete) return { kind: 'large' };
  try {
    const model = modelOf(machine, { events });
    const { states, moves } = everyMove(model, statesMax * 4);
    for (const store of stores) {
      const { ran } = exploreModel(model, [], { store });
      if (ran.states !== states.length || ran.moves !== moves.length)
        return {
          kind: 'different',
          says: `code over ${store}: ${ran.states} states, ${ran.moves} moves; trees: ${states.length}, ${moves.length}`,
        };
    }
    const [illegal] = theirs.illegal;
    if (illegal !== undefined) return { kind: 'different', says: `not refused: ${illegal}` };
    const texts = states.map((state) => stateText(stateOf(model, state)));
    const labels = model.trials.map(({ event }) => eventLabel(event));
    const ours = moves.map(([from, { trial }, to]) =>
      edgeText(texts[from] ?? '', labels[trial] ?? '', texts[to] ?? ''),
    );
    return compareEdges(new Set(ours), new Set(edgesOf(theirs)), new Set(theirs.states));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // XState may lose a region in one microstep and find it again in the next: ours refuses that too.
    const lost = theirs.illegal.length > 0 || /two of its states at once, or with none/.test(error.says);
    return { kind: lost ? 'illegal' : 'refused', says: error.says };
  }
}

function compareEdges(ours: ReadonlySet<string>, theirs: ReadonlySet<string>, known: ReadonlySet<string>): Compared {
  const missing = [...theirs].find((edge) => !ours.has(edge));
  if (missing !== undefined) return { kind: 'different', says: `XState goes ${missing}` };
  const outcomes = new Map<string, number>();
  for (const edge of ours) outcomes.set(asked(edge), (outcomes.get(asked(edge)) ?? 0) + 1);
  const sent = new Set([...theirs].map(asked));
  const extra = [...ours].filter(
    (edge) =>
      !theirs.has(edge) &&
      known.has(edge.slice(0, edge.indexOf(' --'))) &&
      (sent.has(asked(edge)) || !oursAlone.test(asked(edge))),
  );
  const wrong = extra.find((edge) => outcomes.get(asked(edge)) === 1);
  if (wrong !== undefined) return { kind: 'different', says: `XState does not go ${wrong}` };
  const many = [...outcomes.values()].some((count) => count > 1);
  return { kind: many ? 'ordered' : 'equal', states: known.size, edges: theirs.size };
}
