/** An XState action as data. What XState does itself is known for what it is; the rest is code, by its name. */

export type OutlineAction =
  /** Code of whoever wrote the machine. */
  | { readonly kind: 'code'; readonly name: string; readonly params: unknown }
  | {
      readonly kind: 'raise';
      readonly name: string | null;
      /** Null: which event it is depends on what only a running machine knows. */
      readonly event: string | null;
      readonly delay: OutlineDelay | null;
      readonly id: string | null;
    }
  | { readonly kind: 'cancel'; readonly name: string | null; readonly id: string | null }
  | { readonly kind: 'log'; readonly name: string | null; readonly says: string | null }
  /** `assign`, `sendTo`, `spawnChild` and what else touches values and other actors. */
  | { readonly kind: 'builtIn'; readonly name: string | null; readonly does: string; readonly params: unknown };

export interface OutlineDelay {
  /** Null when it is computed, or known by a name that the machine does not explain. */
  readonly lengthMs: number | null;
  readonly name: string | null;
}

export interface Implementations {
  readonly actions: Readonly<Record<string, unknown>>;
  readonly delays: Readonly<Record<string, unknown>>;
}

/** XState's own actions are functions that carry what they were made with. */
interface Made {
  readonly type?: unknown;
  readonly name?: string;
  readonly params?: unknown;
  readonly event?: unknown;
  readonly delay?: unknown;
  readonly id?: unknown;
  readonly sendId?: unknown;
  readonly value?: unknown;
}

/** Stands for parameters that are worked out while the machine runs. */
export const computed = '…';

/** @param event what leads to the action, where that is one thing: a transition's own event */
export function readAction(action: unknown, implementations: Implementations, event?: string): OutlineAction {
  if (typeof action === 'function') return builtIn(action as Made, null, undefined, implementations, event);
  const { type, params } = typeof action === 'string' ? { type: action, params: undefined } : (action as Made);
  const name = String(type);
  const implementation = implementations.actions[name];
  return typeof implementation === 'function' && 'resolve' in implementation
    ? builtIn(implementation as Made, name, params, implementations, event)
    : { kind: 'code', name, params: typeof params === 'function' ? computed : params };
}

function builtIn(
  made: Made,
  name: string | null,
  params: unknown,
  implementations: Implementations,
  event: string | undefined,
): OutlineAction {
  const type = typeof made.type === 'string' ? made.type : null;
  if (type === null || !type.startsWith('xstate.')) return { kind: 'code', name: name ?? functionName(made), params };
  if (type === 'xstate.raise')
    return {
      kind: 'raise',
      name,
      event: raised(made.event, params, event),
      delay: made.delay === undefined ? null : delayOf(made.delay, implementations),
      id: textOf(made.id),
    };
  if (type === 'xstate.cancel') return { kind: 'cancel', name, id: textOf(made.sendId) };
  if (type === 'xstate.log') return { kind: 'log', name, says: textOf(made.value) };
  return {
    kind: 'builtIn',
    name,
    does: type.slice('xstate.'.length),
    params: typeof params === 'function' ? computed : params,
  };
}

/** A function written in its place is called after that place, which says nothing. */
export const functionName = ({ name = '' }: { readonly name?: string }): string =>
  ['', 'guard', 'actions', 'entry', 'exit'].includes(name) ? 'a function' : name;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export function delayOf(delay: unknown, { delays }: Implementations): OutlineDelay {
  if (typeof delay === 'number') return { lengthMs: delay, name: null };
  if (typeof delay !== 'string') return { lengthMs: null, name: null };
  const known = delays[delay];
  return { lengthMs: typeof known === 'number' ? known : null, name: delay };
}

/**
 * The type of the event that is raised. One that is computed is asked twice, with nothing known and with everything
 * different; where it says the same both times without having looked at the context, that is what it raises.
 */
function raised(event: unknown, params: unknown, by: string | undefined): string | null {
  if (typeof event !== 'function') return typeOf(event);
  if (typeof params === 'function') return null;
  const first = ask(event, params, { type: by ?? 'one' }, () => undefined);
  const second = ask(event, params, { type: by ?? 'another' }, () => ({}));
  return first === second ? first : null;
}

const typeOf = (event: unknown): string | null => textOf((event as { readonly type?: unknown } | null)?.type);

function ask(compute: unknown, params: unknown, event: object, unknown: () => unknown): string | null {
  let looked = false;
  const context = new Proxy({}, { get: () => ((looked = true), undefined), has: () => (looked = true) });
  const heard = new Proxy(event, { get: (target, key) => (key in target ? Reflect.get(target, key) : unknown()) });
  try {
    const answer = typeOf((compute as (args: object, params: unknown) => unknown)({ context, event: heard }, params));
    return looked ? null : answer;
  } catch {
    return null;
  }
}
