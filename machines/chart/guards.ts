/**
 * Guards as data, and how they become XState guards.
 * A guard reads where the chart is (`stateIn`) and the event's finite class; nothing else exists to write one with,
 * which is how chart law 1 holds by construction and is checked again on the built machine.
 */
import { and, not, or, stateIn } from 'xstate';
import type { EventClass, Relation, Role, ValueClass } from '../terms.ts';
import type { GuardRef, Guards } from './config.ts';

export type Guard =
  | { readonly all: readonly GuardRef[] }
  | { readonly any: readonly GuardRef[] }
  | { readonly not: GuardRef }
  | { readonly at: string };

export const all = (...of: readonly GuardRef[]): Guard => ({ all: of });
export const any = (...of: readonly GuardRef[]): Guard => ({ any: of });
export const no = (of: GuardRef): Guard => ({ not: of });
/** True while the chart is in this state: a dotted path below the root, such as `open.consent.standing.given`. */
export const at = (path: string): Guard => ({ at: path });

/** The actor's role is one of these. */
export const role = (...anyOf: readonly Role[]): GuardRef => ({ type: 'role', params: { anyOf } });
/** The value's class is this. */
export const value = (is: ValueClass): GuardRef => ({ type: 'value', params: { is } });
/** The actor is this to the person who acted first here. */
export const who = (...anyOf: readonly Relation[]): GuardRef => ({ type: 'who', params: { anyOf } });

/** The actor holds the competence the item asks for; its name is for the sentence, `classify` consults the register. */
export const competent = (of: string): GuardRef => ({ type: 'competent', params: { of } });

interface Classed {
  readonly event: { readonly class?: EventClass };
}

/** The guards that read an event; they see its class and their own static params, never context or payload. */
const readers = {
  role: ({ event }: Classed, params: { anyOf: readonly Role[] }) =>
    event.class !== undefined && params.anyOf.includes(event.class.role),
  value: ({ event }: Classed, params: { is: ValueClass }) => event.class?.value === params.is,
  who: ({ event }: Classed, params: { anyOf: readonly Relation[] }) =>
    event.class !== undefined && params.anyOf.includes(event.class.who),
  competent: ({ event }: Classed) => event.class?.competent === true,
};

/** XState's implementations of these guards. */
export function implement(guards: Guards): Readonly<Record<string, unknown>> {
  const built = Object.entries(guards).map(([name, guard]) => [name, implementOne(guard)] as const);
  return { ...Object.fromEntries(built), ...readers };
}

function implementOne(guard: Guard): unknown {
  // XState types its builders by the machine they are written in; ours are data, checked on the built machine.
  if ('all' in guard) return and(guard.all as never);
  if ('any' in guard) return or(guard.any as never);
  if ('not' in guard) return not(guard.not as never);
  return stateIn(nested(guard.at.split('.')) as never);
}

function nested(path: readonly string[]): unknown {
  const [first, ...rest] = path;
  return rest.length === 0 ? first : { [String(first)]: nested(rest) };
}
