/** What brought a step to where it stands: who was noted, and which item it was, with the ward's words for it. */
import type { Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { Raised, State } from './state.ts';
import { itemStatus } from './status.ts';
import type { StopCause } from './views.ts';

/** What whoever brought the chart here was noted under: `mismatch`, `consent`. */
export const topicsAt = (protocol: Protocol, path: string): readonly string[] =>
  protocol.chart.nodes
    .flatMap(({ transitions }) => transitions.filter(({ targets }) => targets.includes(path)))
    .flatMap(({ actions }) =>
      actions.flatMap(({ type, params }) => (notes.has(type) ? [(params as { readonly topic: string }).topic] : [])),
    );

const notes: ReadonlySet<string> = new Set(['note', 'noteWhen', 'noteMore']);

/** The item that raised the stop at this path, or that has lapsed behind it; null where a person raised it by itself. */
export function causeOf(protocol: Protocol, state: State, path: string): StopCause | null {
  const found = causing(protocol, state.context.raised, path);
  if (found !== null && found.raised.by !== null) return { item: found.item.id, happened: 'answered' };
  // Somebody said more since, such as that there is no replacement: the thing that lapsed is still there.
  const item = found?.item ?? lapsedBehind(protocol, state, path);
  if (item === undefined) return null;
  const { act, thing = '' } = item.lapsed ?? {};
  const named = state.context.order.facts[thing];
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

/** An item of the step that has lapsed, and whose lapse stops the region that this path is in. */
function lapsedBehind(protocol: Protocol, state: State, path: string): ItemDocument | undefined {
  const [root = '', step = '', region = ''] = path.split('.');
  const stops = (event: string | undefined): boolean =>
    (protocol.chart.byEvent.get(event ?? '') ?? []).some(({ source }) =>
      source.startsWith(`${root}.${step}.${region}.`),
    );
  return protocol.steps
    .find(({ definition }) => definition.id === step)
    ?.items.find(({ id, ifLapsed }) => stops(ifLapsed) && itemStatus(state, step, id) === 'expired');
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
