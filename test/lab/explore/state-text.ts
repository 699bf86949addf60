/**
 * One state, one text; one event, one label. Two explorers that agree write the same texts, so their findings are
 * compared as sets of strings.
 */

/** What tells one state of a machine from another. `historyValue` by the id of the history state: the ids it remembers. */
export interface StateParts {
  readonly status: string;
  readonly value: unknown;
  readonly context: unknown;
  readonly historyValue: Readonly<Record<string, readonly string[]>>;
}

export function stateText({ status, value, context, historyValue }: StateParts): string {
  const remembered = Object.entries(historyValue).map(([id, nodes]) => [id, nodes.toSorted()]);
  return `${status} ${valueText(value)} ${valueText(context)} ${valueText(Object.fromEntries(remembered))}`;
}

/** `scan`, or `scan{by:"nurse"}` with a payload. */
export function eventLabel(event: { readonly type: string }): string {
  const { type, ...payload } = event;
  return Object.keys(payload).length === 0 ? type : `${type}${valueText(payload)}`;
}

export const edgeText = (from: string, label: string, to: string): string => `${from} --${label}--> ${to}`;

/** Deeper than any context nests: a cycle is found here and not by the stack. */
const depthMax = 64;

/**
 * Unequal data, unequal text, also for what JSON drops or changes: undefined, NaN, -0, bigint, Date, Map and Set. The order
 * of members of an object, a Set and a Map is left out: a machine whose guards read that order needs another text.
 * @throws TypeError for what cannot be told apart by looking: a function, a symbol, any other instance of a class.
 */
export function valueText(value: unknown, depth = 0): string {
  if (depth > depthMax) throw new TypeError(`Nested deeper than ${depthMax}: is it a cycle?`);
  const inner = (part: unknown): string => valueText(part, depth + 1);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} is not told from another.`);
  if (Array.isArray(value)) return `[${Array.from(value, inner).join()}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Set) return `Set(${Array.from(value, inner).sort().join()})`;
  if (value instanceof Map)
    return `Map(${Array.from(value, ([key, held]) => `${inner(key)}:${inner(held)}`)
      .sort()
      .join()})`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    throw new TypeError(`An instance of ${value.constructor.name} is not told from another.`);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${inner((value as Record<string, unknown>)[name])}`).join()}}`;
}
