/**
 * One value, one text: the JSON that is hashed, sealed and compared byte for byte.
 * JSON.stringify alone will not do: it keeps insertion order, and turns NaN, -0, Date and holes into something else in silence.
 */

/** Deeper than anything a protocol or a record nests; a cycle is found here instead of by the stack. */
const depthMax = 64;

/**
 * The canonical JSON of a plain value: object keys sorted by UTF-16 code unit, no spaces, members that are `undefined` left out.
 * Two values that are equal as data give the same string on every machine, build and time zone.
 * @throws TypeError naming the path, for anything JSON would change or drop: NaN, Infinity, -0, bigint, function, symbol, Date or
 * any other class instance, `undefined` in an array or at the top, and nesting deeper than 64 (a cycle).
 */
export function canonical(value: unknown): string {
  return write(value, '$', 0);
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > depthMax) throw new TypeError(`${path} is nested deeper than ${depthMax}: is it a cycle?`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return number(value, path);
  if (Array.isArray(value)) return list(value, path, depth);
  if (typeof value === 'object') return members(value, path, depth);
  throw new TypeError(
    `${path} is ${value === undefined ? 'undefined' : `a ${typeof value}`}: it has no canonical JSON`,
  );
}

function number(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new TypeError(`${path} is ${value}: it has no canonical JSON`);
  // JSON.stringify writes -0 as 0, so two different states would share a hash.
  if (Object.is(value, -0)) throw new TypeError(`${path} is -0: it has no canonical JSON`);
  return JSON.stringify(value);
}

function list(value: readonly unknown[], path: string, depth: number): string {
  const parts: string[] = [];
  // By index, because map and for-each skip holes, and a hole is an undefined.
  for (let index = 0; index < value.length; index += 1) parts.push(write(value[index], `${path}[${index}]`, depth + 1));
  return `[${parts.join(',')}]`;
}

function members(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm (a test's vm, a worker) is still plain: its prototype has no prototype.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`${path} is an instance of ${value.constructor.name}: it has no canonical JSON`);
  }
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${write(member, `${path}.${key}`, depth + 1)}`);
  }
  return `{${parts.join(',')}}`;
}

const byKey = ([left]: [string, unknown], [right]: [string, unknown]): number =>
  left < right ? -1 : left > right ? 1 : 0;
