/** What brought a step to where it stands: who was noted, and which item it was, with the ward's words for it. */
import type { Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { Raised, State } from './state.ts';
import type { StopCause } from './views.ts';

/** What whoever brought the chart here was noted under: `mismatch`, `consent`. */
export const topicsAt = (protocol: Protocol, path: string): readonly string[] =>
  protocol.chart.nodes
    .flatMap(({ transitions }) => transitions.filter(({ targets }) => targets.includes(path)))
    .flatMap(({ actions }) =>
      actions.flatMap(({ type, params }) => (type === 'note' ? [(params as { readonly topic: string }).topic] : [])),
    );

/** The item that raised the stop at this path; null where a person raised it by itself. */
export function causeOf(protocol: Protocol, { context }: Pick<State, 'context'>, path: string): StopCause | null {
  const found = causing(protocol, context.raised, path);
  if (found === null) return null;
  const { item, raised } = found;
  if (raised.by !== null) return { item: item.id, happened: 'answered' };
  const { act, thing = '' } = item.lapsed ?? {};
  const named = context.order.facts[thing];
  return {
    item: item.id,
    happened: 'lapsed',
    ...(named === undefined ? {} : { thing: named }),
    ...(act === undefined ? {} : { act }),
  };
}

/** What the stop at this path is called where the protocol has a word of its own for it. */
export function lapseSays(protocol: Protocol, { context }: Pick<State, 'context'>, path: string): string | null {
  const found = causing(protocol, context.raised, path);
  return found === null || found.raised.by !== null ? null : (found.item.lapsed?.says ?? null);
}

function causing(
  protocol: Protocol,
  raised: Readonly<Record<string, Raised>>,
  path: string,
): { readonly item: ItemDocument; readonly raised: Raised } | null {
  for (const topic of topicsAt(protocol, path)) {
    const one = raised[topic];
    const item = one?.item === undefined ? undefined : protocol.items.get(one.item)?.item;
    if (one !== undefined && item !== undefined) return { item, raised: one };
  }
  return null;
}
