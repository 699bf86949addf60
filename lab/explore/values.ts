/** When two values are the same: by what is in them, `Set`, `Map`, `Date` and `undefined` told apart. JSON forgets those. */
import { Refused } from './refused.ts';

/** A text that is equal for equal values and for no others. */
export function canonical(value: unknown, where = 'context'): string {
  return write(value, where, []);
}
const texts = new WeakMap<object, string>();
/** The same, for what is not changed and asked again and again: an event, the parameters of a guard. */
export function canonicalOnce(value: unknown, where: string): string {
  if (typeof value !== 'object' || value === null) return canonical(value, where);
  const known = texts.get(value) ?? canonical(value, where);
  texts.set(value, known);
  return known;
}

function write(value: unknown, where: string, above: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'function':
    case 'symbol':
      throw new Refused('', `${where} holds a ${typeof value}; two of them cannot be told the same: keep plain data`);
    default:
      return value === null ? 'null' : writeObject(value as object, where, above);
  }
}

function writeObject(value: object, where: string, above: readonly object[]): string {
  if (above.includes(value)) throw new Refused('', `${where} holds itself; keep plain data`);
  const within = [...above, value];
  const each = (part: unknown, at: string): string => write(part, `${where}.${at}`, within);
  if (Array.isArray(value)) return `[${value.map((part, index) => each(part, String(index))).join()}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Set)
    return `Set(${[...value]
      .map((part) => each(part, 'member'))
      .sort()
      .join()})`;
  if (value instanceof Map)
    return `Map(${[...value]
      .map(([key, part]) => `${each(key, 'key')}:${each(part, String(key))}`)
      .sort()
      .join()})`;
  const made: unknown = Object.getPrototypeOf(value);
  if (made !== Object.prototype && made !== null)
    throw new Refused(
      '',
      `${where} holds a ${value.constructor.name}, which may hide a state of its own: keep plain data`,
    );
  return `{${Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${each(part, key)}`)
    .join()}}`;
}

/** Something that tells when it is looked at: what a function of it depends on is seen by running it. */
export function poison(touched: () => void): object {
  const trap = (): never => {
    touched();
    throw looked;
  };
  return new Proxy(
    {},
    { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap, set: trap },
  );
}
/** One for all: to look is usual, and every error made anew collects the calls that led to it. */
const looked = new Error('It was looked at.');

/** What a function gives without looking at the context; null when it looks. */
export function withoutContext<T>(run: (context: object) => T): { readonly value: T } | null {
  let touched = false;
  const context = poison(() => {
    touched = true;
  });
  try {
    const value = run(context);
    return touched ? null : { value };
  } catch (error) {
    if (touched) return null;
    throw error;
  }
}
