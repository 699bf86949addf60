/**
 * Guards as conditions of the ECMAScript data model. `stateIn` is `In('id')`. What code decides is a truth value that
 * whoever runs the chart sets before each event: `guards['name']`, with its parameters in the name when it has any.
 */
import type { OutlineGuard } from '../../diagram/outline-guards.ts';
import { isWildcard, type Names } from './names.ts';

export interface Condition {
  readonly text: string;
  /** What it is made of at its outermost; brackets are for where that would be read otherwise. */
  readonly joins: '&&' | '||' | null;
}

const plain = (text: string): Condition => ({ text, joins: null });
export const always = plain('true');
const never = plain('false');

export function conditionOf(guard: OutlineGuard | null, names: Names): Condition {
  if (guard === null) return always;
  switch (guard.kind) {
    case 'in':
      return guard.paths === null ? never : allOf(guard.paths.map((path) => isIn(path, names)));
    case 'not':
      return not(allOf(guard.of.map((part) => conditionOf(part, names))));
    case 'all':
      return allOf(guard.of.map((part) => conditionOf(part, names)));
    case 'any':
      return anyOf(guard.of.map((part) => conditionOf(part, names)));
    case 'code':
      return plain(`guards[${quoted(guardKey(guard))}]`);
  }
}

export const isIn = (path: string, names: Names): Condition => plain(`In(${quoted(names.id(path))})`);

/** Whether the event that came is one that this descriptor of XState hears. */
export function heard(event: string, names: Names): Condition {
  if (event === '*') return always;
  if (!isWildcard(event)) return plain(`_event.name === ${quoted(names.event(event))}`);
  return plain(`(_event.name + '.').indexOf(${quoted(names.event(event).slice(0, -1))}) === 0`);
}

export const allOf = (parts: readonly Condition[]): Condition => joined('&&', parts, always, never);
export const anyOf = (parts: readonly Condition[]): Condition => joined('||', parts, never, always);

/** @param empty what nothing at all comes to, and what may be left out; @param decided what decides by itself */
function joined(joins: '&&' | '||', parts: readonly Condition[], empty: Condition, decided: Condition): Condition {
  const said = parts.filter(({ text }) => text !== empty.text);
  if (said.some(({ text }) => text === decided.text)) return decided;
  const [only] = said;
  if (only === undefined || said.length === 1) return only ?? empty;
  const bracketed = said.map((part) => (part.joins === null || part.joins === joins ? part.text : `(${part.text})`));
  return { text: bracketed.join(` ${joins} `), joins };
}

export function not(part: Condition): Condition {
  if (part.text === always.text) return never;
  if (part.text === never.text) return always;
  return plain(/^(In\('[^']*'\)|guards\['[^']*'\])$/.test(part.text) ? `!${part.text}` : `!(${part.text})`);
}

/** The names under which code must answer. */
export function guardKeys(guard: OutlineGuard | null): readonly string[] {
  if (guard === null || guard.kind === 'in') return [];
  return guard.kind === 'code' ? [guardKey(guard)] : guard.of.flatMap(guardKeys);
}

/** Whether a guard asks if the chart is in this state. */
export const asksFor = (guard: OutlineGuard | null, path: string): boolean =>
  guard !== null &&
  (guard.kind === 'in'
    ? (guard.paths ?? []).includes(path)
    : guard.kind !== 'code' && guard.of.some((part) => asksFor(part, path)));

const guardKey = ({ name, params, inline }: Extract<OutlineGuard, { kind: 'code' }>): string =>
  inline !== null ? `${name} (${inline})` : params === undefined ? name : `${name} ${JSON.stringify(params)}`;

/** A string of ECMAScript. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
