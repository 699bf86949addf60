/** Where an event would stop the work, from where the chart is now, and what the stop is called there. */
import type { Protocol } from '../protocols/compile.ts';
import type { ChartTransition } from '../chart/read.ts';
import { candidates } from './explain.ts';
import type { State } from './state.ts';
import type { ActionView } from './views.ts';

/** The first stop that the event leads to, in the chart's order; null where it stops no step (an emergency does not). */
export function stoppedBy(protocol: Protocol, state: State, event: string): ActionView['stops'] | null {
  for (const path of candidates(protocol, state, event).flatMap(({ targets }) => targets)) {
    if (protocol.chart.byPath.get(path)?.tags.includes('stop') !== true) continue;
    const [root, step = '', region = '', leaf = ''] = path.split('.');
    const definition = protocol.steps.find((one) => one.definition.id === step)?.definition;
    if (definition === undefined) continue;
    const after = root === 'handedOver';
    const says = definition.says[after ? `standing.${region}` : `${region}.${leaf}`]?.says;
    if (says === undefined) continue;
    const voids = after ? [] : voidedBy(protocol, state, event);
    return {
      step,
      region: after ? 'standing' : region,
      says,
      halts: definition.halts.length > 0,
      ...(voids.length === 0 ? {} : { voids }),
    };
  }
  return null;
}

/**
 * Items that forget their answer by this: those that hear it, wherever they stand now, because a tablet may have answers of
 * its own; and those that hear, where they stand now, what the first ones say of it (the hands that were clean for them).
 */
function voidedBy(protocol: Protocol, state: State, event: string): readonly string[] {
  const reopened = ({ source, targets }: ChartTransition): readonly string[] => {
    const [root, step, item = ''] = source.split('.');
    return root === 'open' && protocol.items.has(item) && targets.includes(`open.${step}.${item}.pending`)
      ? [item]
      : [];
  };
  const voided = new Set((protocol.chart.byEvent.get(event) ?? []).flatMap(reopened));
  const heard = new Set([event]);
  // A set is walked to its end, what is added on the way too.
  for (const said of heard)
    for (const transition of candidates(protocol, state, said)) {
      const [item] = transition.guard === null ? reopened(transition) : [];
      if (item === undefined) continue;
      voided.add(item);
      for (const { type, params } of transition.actions)
        if (type === 'broadcast') heard.add((params as { readonly type: string }).type);
    }
  return [...voided];
}
