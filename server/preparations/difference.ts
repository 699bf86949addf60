/** What is otherwise in one document than in another, by path: what somebody reads before they approve it. */
import { canonical } from '../../machines/index.ts';

/** One place. `before` is absent for what is new, `after` for what is gone. */
export interface Difference {
  /** `steps.hygiene.items.hands.validFor`: parts of a list go by their names, not by where they stand. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Both are plain data. Nothing when they are equal; the smallest places otherwise. A list in another order is a difference. */
export function differences(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (same(before, after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old === null || now === null) return [{ path, before, after }];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const inside = keys.flatMap((key): readonly Difference[] => {
    const at = path === '' ? key : `${path}.${key}`;
    if (!old.has(key)) return [{ path: at, after: now.get(key) }];
    if (!now.has(key)) return [{ path: at, before: old.get(key) }];
    return differences(old.get(key), now.get(key), at);
  });
  const order = [...old.keys()].filter((key) => now.has(key));
  const moved = [...now.keys()].filter((key) => old.has(key));
  const reordered = Array.isArray(after) && order.join('\n') !== moved.join('\n');
  return reordered ? [{ path: `${path} (order)`, before: order, after: moved }, ...inside] : inside;
}

const same = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && canonical(a) === canonical(b);

/** A mapping's members, or a list's by the name each part carries; null for what has no parts with names. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    return names.every((name) => name !== null) && new Set(names).size === names.length
      ? new Map(names.map((name, index) => [name, value[index] as unknown]))
      : null;
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

/** Items have an id, steps are called by their step, choices by their value. */
function nameOf(part: unknown): string | null {
  if (typeof part !== 'object' || part === null) return null;
  const [name] = ['id', 'step', 'value'].flatMap((key) => {
    const said: unknown = (part as Readonly<Record<string, unknown>>)[key];
    return typeof said === 'string' ? [said] : [];
  });
  return name ?? null;
}
