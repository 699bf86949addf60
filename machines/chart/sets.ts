/** What an event reads and writes, computed from the chart: which other work it depends on, and which it disturbs. */
import { guardsIn, regionOf } from './laws.ts';
import type { Chart, ChartTransition } from './read.ts';

/** Regions whose standing decides whether the event is taken: its guards' paths, and where its handlers are. */
export function readSet(chart: Chart, event: string): ReadonlySet<string> {
  const handlers = handling(chart, event);
  const read = handlers.flatMap(({ guard }) =>
    guardsIn(guard).flatMap((part) => (part.kind === 'at' ? [regionOf(part.path)] : [])),
  );
  return new Set([...read, ...handlers.map(({ source }) => regionOf(source))]);
}

/** Regions the event may change, with everything it raises on the way. */
export function writeSet(chart: Chart, event: string): ReadonlySet<string> {
  const events = new Set([event]);
  for (const each of events)
    for (const { actions } of handling(chart, each)) for (const raised of actions.flatMap(raisedBy)) events.add(raised);
  return new Set([...events].flatMap((each) => handling(chart, each).map(({ source }) => regionOf(source))));
}

const handling = (chart: Chart, event: string): readonly ChartTransition[] => chart.byEvent.get(event) ?? [];

function raisedBy({ type, params }: { readonly type: string; readonly params: unknown }): readonly string[] {
  if (type !== 'broadcast') return [];
  return [(params as { readonly type: string }).type];
}
