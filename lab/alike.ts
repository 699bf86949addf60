/**
 * Slices that are the same but for the name of the item under test are walked once: six questions asked in the same way,
 * or the same part in two protocols. A graph is of a chart, which knows neither texts nor values nor lengths of time.
 */
import type { Slice } from './slice.ts';
import type { Edge, Graph, GraphState } from './walk.ts';

/** Graphs kept for slices like theirs; the oldest goes first. */
const keptMax = 80;
const known = new Map<string, { readonly graph: Graph; readonly item: string | null }>();

/** The graph of a slice, from one like it where there is one. */
export function graphOf(slice: Slice, walk: (slice: Slice) => Graph): Graph {
  const key = likeness(slice);
  const like = known.get(key);
  if (like !== undefined) return like.item === slice.item ? like.graph : renamed(like.graph, like.item, slice.item);
  const graph = walk(slice);
  const [oldest] = known.keys();
  if (known.size >= keptMax && oldest !== undefined) known.delete(oldest);
  known.set(key, { graph, item: slice.item });
  return graph;
}

/** All that a walk looks at, with the item under test called the same in each. */
function likeness({ protocol, kept, samples, item }: Slice): string {
  const nodes = protocol.chart.nodes.map(({ path, kind, initial, transitions }) => [path, kind, initial, transitions]);
  return rename(JSON.stringify([nodes, kept, [...samples]]), item, '§');
}

const rename = (text: string, from: string | null, to: string | null): string =>
  from === null || to === null ? text : text.replace(new RegExp(`\\b${from}\\b`, 'g'), to);

function renamed(graph: Graph, from: string | null, to: string | null): Graph {
  const names = new Map<string, string>();
  const name = (text: string): string => {
    const found = names.get(text) ?? rename(text, from, to);
    names.set(text, found);
    return found;
  };
  const parsed = <T>(value: T): T => JSON.parse(rename(JSON.stringify(value), from, to)) as T;
  const states = [...graph.states.values()].map((state): readonly [string, GraphState] => {
    const key = name(state.key);
    const edges = state.edges.map((edge): Edge => ({
      from: key,
      to: name(edge.to),
      sample: { ...edge.sample, type: name(edge.sample.type) },
      taken: edge.taken.map(name),
    }));
    return [key, { key, value: parsed(state.value), standing: parsed(state.standing), edges }];
  });
  return { initial: name(graph.initial), states: new Map(states) };
}
