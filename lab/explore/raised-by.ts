/** What an action may raise, and whether it assigns: asked of the action alone, without a state to run it in. */
import type { AnyStateMachine } from 'xstate';
import { builtOf, isDeadline } from './actions.ts';
import type { Happening } from './happening.ts';
import { withoutContext } from './values.ts';

export interface Raises {
  /** Null: it cannot be told. */
  readonly raised: readonly Happening[] | null;
  readonly assigns: boolean;
}

const nothing: Raises = { raised: [], assigns: false };
const anything: Raises = { raised: null, assigns: true };

/** @param events the events it may run with. */
export function raisedBy(action: unknown, machine: AnyStateMachine, events: readonly Happening[]): Raises {
  const built = builtOf(action, machine);
  if (built === undefined) return nothing;
  if (built.type === 'xstate.assign') return { raised: [], assigns: true };
  if (built.type === 'xstate.enqueueActions') return anything;
  if (built.type !== 'xstate.raise' || isDeadline(built)) return nothing;
  const what = built.event;
  if (typeof what !== 'function') return { raised: [what as Happening], assigns: false };
  const given: unknown =
    typeof action === 'object' && action !== null && 'params' in action ? action.params : undefined;
  const raised: Happening[] = [];
  for (const event of events) {
    const found = told((context) =>
      what({ context, event }, typeof given === 'function' ? given({ context, event }) : given),
    );
    if (found === null) return { raised: null, assigns: false };
    raised.push(found);
  }
  return { raised, assigns: false };
}

/** Null where it looks at the context, or throws: what it raises then is not known here. */
function told(of: (context: object) => unknown): Happening | null {
  try {
    const value = withoutContext(of)?.value as Happening | undefined;
    return typeof value?.type === 'string' ? value : null;
  } catch {
    return null;
  }
}
