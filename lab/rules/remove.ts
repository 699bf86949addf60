/** Ways to take one thing out of a protocol's chart. Each throws when it is not there, so that nothing is taken for gone. */
import type { Edited, EditedState } from '../../machines/index.ts';

interface Act {
  readonly type: string;
  readonly params?: object;
}

/** Takes one name out of a guard that asks for all of several. */
export function forgetting(guards: Edited['guards'], name: string, part: string): void {
  const guard = guards[name];
  if (guard === undefined || !('all' in guard) || !guard.all.includes(part))
    throw new Error(`${name} does not ask for ${part}.`);
  guards[name] = { all: guard.all.filter((one) => one !== part) };
}

/** Takes what a guard reads of the event (`role`, `who`, `value`) out of one that asks for all of several. */
export function notReading(guards: Edited['guards'], name: string, reads: string): void {
  const guard = guards[name];
  const is = (part: unknown): boolean => typeof part === 'object' && (part as Act).type === reads;
  if (guard === undefined || !('all' in guard) || !guard.all.some(is))
    throw new Error(`${name} does not read ${reads}.`);
  guards[name] = { all: guard.all.filter((part) => !is(part)) };
}

/** Takes an action out of every transition of a state that hears the event. */
export function without(state: EditedState, event: string, isGone: (action: Act) => boolean): void {
  const listed = [state.on?.[event] ?? []].flat() as { actions?: Act[] }[];
  if (listed.length === 0) throw new Error(`Nothing hears ${event} there.`);
  for (const transition of listed) transition.actions = (transition.actions ?? []).filter((one) => !isGone(one));
}

/** The state no longer hears the event. */
export function deafTo(state: EditedState, event: string): void {
  const { [event]: gone, ...others } = state.on ?? {};
  if (gone === undefined) throw new Error(`Nothing hears ${event} there.`);
  state.on = others;
}

/** @returns whether an action raises this event inside the chart. */
export const raises =
  (type: string) =>
  (action: Act): boolean =>
    action.type === 'broadcast' && (action.params as { type?: string } | undefined)?.type === type;
