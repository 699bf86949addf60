/**
 * Plain data that knows where every value was written: which file, and the path in it.
 * A document put together from several files can so be checked as one, and each mistake told where it was made.
 * A traced value is made fresh for one assembly and may be changed in place.
 */

export type Path = readonly (string | number)[];
/** Where a value was written. Lines are known to whoever read the file. */
export interface Origin {
  readonly file: string;
  readonly path: Path;
}
export type Traced =
  | { readonly kind: 'value'; readonly origin: Origin; readonly value: unknown }
  | { readonly kind: 'list'; readonly origin: Origin; items: Traced[] }
  | TracedMap;
export interface TracedMap {
  readonly kind: 'map';
  readonly origin: Origin;
  readonly entries: Map<string, Traced>;
}

/** Deeper than any document nests; what lies below is kept as it is and refused by the schema. */
const depthMax = 64;

export function trace(value: unknown, file: string, path: Path = []): Traced {
  const origin = { file, path };
  if (path.length >= depthMax || typeof value !== 'object' || value === null) return { kind: 'value', origin, value };
  if (Array.isArray(value))
    return { kind: 'list', origin, items: value.map((one: unknown, n) => trace(one, file, [...path, n])) };
  const entries = Object.entries(value).map(([key, one]) => [key, trace(one, file, [...path, key])] as const);
  return { kind: 'map', origin, entries: new Map(entries) };
}

/** The data alone, as a parser would have given it. */
export function plain(traced: Traced): unknown {
  if (traced.kind === 'value') return traced.value;
  if (traced.kind === 'list') return traced.items.map(plain);
  return Object.fromEntries([...traced.entries].map(([key, one]) => [key, plain(one)]));
}

/** A copy that can be changed without changing the first; origins are shared. */
export function copy(traced: Traced): Traced {
  if (traced.kind === 'value') return traced;
  if (traced.kind === 'list') return { ...traced, items: traced.items.map(copy) };
  return { ...traced, entries: new Map([...traced.entries].map(([key, one]) => [key, copy(one)])) };
}

/** The value at a path, or undefined. */
export function at(traced: Traced | undefined, ...path: Path): Traced | undefined {
  let here = traced;
  for (const key of path) {
    if (here?.kind === 'map') here = here.entries.get(String(key));
    else if (here?.kind === 'list' && typeof key === 'number') here = here.items[key];
    else return undefined;
  }
  return here;
}

export const mapAt = (traced: Traced | undefined, ...path: Path): TracedMap | undefined => {
  const found = at(traced, ...path);
  return found?.kind === 'map' ? found : undefined;
};
export const listAt = (traced: Traced | undefined, ...path: Path): readonly Traced[] => {
  const found = at(traced, ...path);
  return found?.kind === 'list' ? found.items : [];
};
export const textAt = (traced: Traced | undefined, ...path: Path): string | undefined => {
  const found = at(traced, ...path);
  return found?.kind === 'value' && typeof found.value === 'string' ? found.value : undefined;
};

/** Where a path of the whole was written; what is missing lies in the nearest thing around it. */
export function originOf(traced: Traced, path: Path): Origin {
  for (let length = path.length; length > 0; length -= 1) {
    const found = at(traced, ...path.slice(0, length));
    if (found !== undefined) return { file: found.origin.file, path: [...found.origin.path, ...path.slice(length)] };
  }
  return { file: traced.origin.file, path: [...traced.origin.path, ...path] };
}

/** Every path of the whole with where it was written, in the order of the document. */
export function origins(traced: Traced, path: Path = []): readonly (readonly [Path, Origin])[] {
  const below =
    traced.kind === 'list'
      ? traced.items.flatMap((one, n) => origins(one, [...path, n]))
      : traced.kind === 'map'
        ? [...traced.entries].flatMap(([key, one]) => origins(one, [...path, key]))
        : [];
  return [[path, traced.origin], ...below];
}

/** Every text in it, however deep: what may be the name of something. */
export function textsIn(traced: Traced): readonly string[] {
  if (traced.kind === 'value') return typeof traced.value === 'string' ? [traced.value] : [];
  return (traced.kind === 'list' ? traced.items : [...traced.entries.values()]).flatMap(textsIn);
}
