/** A path of state names as one dotted word, as XState writes it: a dot or backslash inside a name is escaped. */
import type { AnyStateNode } from 'xstate';

export const writtenPath = (keys: readonly string[]): string =>
  keys.map((key) => key.replace(/[\\.]/g, '\\$&')).join('.');

export const keysOf = (written: string): readonly string[] =>
  written === '' ? [] : (written.match(/(?:\\.|[^.\\])+/gs) ?? []).map((key) => key.replace(/\\(.)/gs, '$1'));

/** The node that a target names, seen from `from`; null when there is none. */
export function nodeNamed(from: AnyStateNode, target: string): AnyStateNode | null {
  if (target.startsWith('#')) return nodeWithId(from, target);
  return keysOf(target).reduce((at: AnyStateNode | null, key) => at?.states[key] ?? null, from);
}

function nodeWithId(from: AnyStateNode, target: string): AnyStateNode | null {
  try {
    return from.machine.getStateNodeById(target);
  } catch {
    return null;
  }
}
