/** The shape of the documents around a protocol (parts, overlays), with sentences that say what to write. */
import * as z from 'zod/mini';
import '../wire/words.ts';
import type { Path } from './traced.ts';
import { suggest } from './suggest.ts';

/** One thing wrong with one file, or with how two of them go together. */
export interface Problem {
  readonly file: string;
  readonly path: Path;
  readonly says: string;
  /** The name at the end of the path is what is wrong, not the value it has. */
  readonly key?: true;
}

export const sentence = z.string().check(z.minLength(1), z.maxLength(200));
export const standings = ['sourced', 'general knowledge', 'project default'] as const;
export type Standing = (typeof standings)[number];
/** Where a number or rule comes from, and how far it may be trusted: as in a protocol. */
export const sourced = { source: sentence, status: z.enum(standings) };
export const time = z.strictObject({ is: z.string(), ...sourced });

/** What to write where something is missing. */
const write: Readonly<Record<string, string>> = {
  format: 'write format: 1',
  source: 'say where this comes from',
  status: `say how far the source may be trusted: ${standings.join(', ')}`,
  reason: 'say why it is done otherwise here',
  by: 'say who made this',
  why: 'say what this is for',
  of: 'say for which version of the protocol this is written, such as 1.0.0',
  name: 'give it a name, such as ward-4b',
  is: 'write a length of time, such as 15 min',
  step: 'say in which step it is used',
  changes: 'list what is changed',
};

/** The value as the schema has it, or every mistake in it. @param at where the value stands in its file. */
export function shaped<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  file: string,
  at: Path = [],
): { readonly data: z.infer<T> | null; readonly problems: readonly Problem[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap((issue): readonly Problem[] => {
    const path = [...at, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        file,
        path: [...path, key],
        says: unknownKey(key, issue.path.length === 0 ? schema : null),
        key: true,
      }));
    return [{ file, path, says: isThere(value, issue.path) ? issue.message : missing(path) }];
  });
  return { data: null, problems };
}

/** The sentence for a name that means nothing there. */
export const unknownName = (key: string, known: readonly string[]): string =>
  `there is nothing called "${key}" here${suggest(key, known) || `; what there is: ${known.join(', ')}`}`;

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null ? (here as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
  return found !== undefined;
}

function unknownKey(key: string, schema: z.ZodMiniType | null): string {
  const known = schema instanceof z.ZodMiniObject ? Object.keys(schema.shape as object) : [];
  return known.length === 0 ? `there is nothing called "${key}" here; remove it` : unknownName(key, known);
}

function missing(path: Path): string {
  const name = String(path.at(-1) ?? '');
  return `is missing${write[name] === undefined ? '' : `: ${write[name]}`}`;
}
