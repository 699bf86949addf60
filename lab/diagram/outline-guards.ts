/** An XState guard as data, with every `stateIn` resolved to the states it means. */
import type { AnyStateMachine } from 'xstate';
import { computed, functionName } from './outline-actions.ts';
import { nodeNamed, writtenPath } from './state-path.ts';

export type OutlineGuard =
  | { readonly kind: 'all' | 'any' | 'not'; readonly name: string | null; readonly of: readonly OutlineGuard[] }
  /** In all of these states at once; null when there is no such state, so it never passes. */
  | { readonly kind: 'in'; readonly name: string | null; readonly paths: readonly string[] | null }
  /** Decided by code, by its name. Functions written in their place are told apart by a number, for names may be alike. */
  | { readonly kind: 'code'; readonly name: string; readonly params: unknown; readonly inline: number | null };

/** XState's own guards carry what they are made of; a plain function is a leaf. */
interface Made {
  readonly check?: { readonly name: string };
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
}

/** Reads guards of one machine; what a name stands for is worked out once, however many transitions use it. */
export function guardReader(machine: AnyStateMachine): (guard: unknown) => OutlineGuard {
  const known = new Map<string, OutlineGuard | null>();
  const functions = new Map<unknown, number>();

  function read(guard: unknown): OutlineGuard {
    if (typeof guard === 'function')
      return (
        made(guard, null) ?? { kind: 'code', name: functionName(guard), params: undefined, inline: numberOf(guard) }
      );
    const { type, params } = typeof guard === 'string' ? { type: guard, params: undefined } : (guard as Named);
    return (
      meaning(type) ?? {
        kind: 'code',
        name: type,
        params: typeof params === 'function' ? computed : params,
        inline: null,
      }
    );
  }

  function numberOf(guard: unknown): number {
    const number = functions.get(guard) ?? functions.size + 1;
    functions.set(guard, number);
    return number;
  }

  /** Null for code, and for a name that goes round in a circle, which is a mistake that XState would hang in. */
  function meaning(name: string): OutlineGuard | null {
    if (!known.has(name)) {
      known.set(name, null);
      const implementation: unknown = machine.implementations.guards[name];
      if (implementation !== undefined) known.set(name, made(implementation, name));
    }
    return known.get(name) ?? null;
  }

  function made(implementation: unknown, name: string | null): OutlineGuard | null {
    if (typeof implementation === 'string') return read(implementation);
    const { check, guards, stateValue } = implementation as Made;
    if (stateValue !== undefined) return { kind: 'in', name, paths: pathsOf(stateValue, machine) };
    if (check === undefined || guards === undefined) return null;
    const of = guards.map(read);
    if (check.name === 'checkAnd') return { kind: 'all', name, of };
    return check.name === 'checkOr' ? { kind: 'any', name, of } : { kind: 'not', name, of };
  }

  return read;
}

interface Named {
  readonly type: string;
  readonly params?: unknown;
}

/** The innermost states that a `stateIn` asks for, or null when one is not there. */
function pathsOf(stateValue: unknown, { root }: AnyStateMachine): readonly string[] | null {
  const leaves = typeof stateValue === 'string' ? [stateValue] : leavesOf(stateValue, []).map(writtenPath);
  const nodes = leaves.map((leaf) => nodeNamed(root, leaf));
  return nodes.every((node) => node !== null) ? nodes.map(({ path }) => writtenPath(path)) : null;
}

function leavesOf(value: unknown, above: readonly string[]): readonly (readonly string[])[] {
  if (typeof value === 'string') return [[...above, value]];
  const below = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return below.length === 0 ? [above] : below.flatMap(([key, part]) => leavesOf(part, [...above, key]));
}
