/** What was done is in a preparation's items until it ends; then it is in the state before. */
import { opened, replayOne, valueAt, type State } from '../../machines/index.ts';
import type { Whole } from './service.ts';

/** The last state before it ended; the state itself while it is open. */
export function lastOpenIn({ protocol, state, log }: Whole): State {
  if (valueAt(state.value, 'open') !== undefined) return state;
  let open = opened(protocol, log.opening);
  for (const { event } of log.entries.slice(1)) {
    const next = replayOne(protocol, open, event);
    if (valueAt(next.value, 'open') === undefined) return open;
    open = next;
  }
  return open;
}
