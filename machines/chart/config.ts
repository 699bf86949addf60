/** The part of XState's configuration language that WardReady writes: plain data, no functions, no inline guards. */
import type { Guard } from './guards.ts';

export interface StateConfig {
  readonly id?: string;
  readonly type?: 'parallel' | 'final';
  readonly initial?: string;
  readonly tags?: readonly Tag[];
  readonly entry?: readonly ActionConfig[];
  readonly on?: Readonly<Record<string, OneOrMore<TransitionConfig>>>;
  readonly after?: Readonly<Record<string, string | TransitionConfig>>;
  readonly states?: Readonly<Record<string, StateConfig>>;
}

export interface TransitionConfig {
  readonly target?: string;
  readonly guard?: GuardRef;
  readonly actions?: readonly ActionConfig[];
  readonly reenter?: boolean;
}

/** `counts`: feeds readiness. `stop`: the patient must not proceed. `exception`: shown until the procedure ends. */
export type Tag = 'counts' | 'stop' | 'exception' | 'deferred' | 'attention';
export interface ActionConfig {
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>>;
}
/** Guards are named; a parameterised one carries static params only (chart law 1). */
export type GuardRef = string | { readonly type: string; readonly params: Readonly<Record<string, unknown>> };
export type OneOrMore<T> = T | readonly T[];

/** Named guards of a chart, by name. */
export type Guards = Readonly<Record<string, Guard>>;
