/**
 * An overlay document: what one hospital, or one jurisdiction, does otherwise than the shipped protocols.
 * Each change says why, where it comes from and how far that may be trusted. Nothing here knows the protocols themselves.
 */
import * as z from 'zod/mini';
import { roles } from '../terms.ts';
import { documentFormat } from './document.ts';
import { parseDuration } from './duration.ts';
import type { Source } from './parts.ts';
import { type Problem, sentence, shaped, sourced, time } from './shape.ts';
import { suggest } from './suggest.ts';
import { mapAt, type Path, trace, type TracedMap } from './traced.ts';
import { rangeProblem } from './versions.ts';

const because = { reason: sentence, ...sourced };
/** Only in these of the overlay's protocols; without it, in all. */
const only = { in: z.optional(z.array(z.string()).check(z.minLength(1))) };
const timeChange = z.strictObject({ time: z.string(), is: z.string(), ...only, ...because });
const itemChange = z.strictObject({
  item: z.string(),
  text: z.optional(sentence),
  hint: z.optional(sentence),
  /** A name in the protocol's times or in the overlay's own. */
  validFor: z.optional(z.string()),
  by: z.optional(z.array(z.string()).check(z.minLength(1))),
  overriddenBy: z.optional(z.array(z.string()).check(z.minLength(1))),
  /** The bounds of a number that is answered. */
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** The item is not asked here. */
  hide: z.optional(z.literal(true)),
  /** Why even a hard item is hidden; it is shown wherever the change is. */
  evenThoughHard: z.optional(sentence),
  ...only,
  ...because,
});
export type TimeChange = z.infer<typeof timeChange>;
export type ItemChange = z.infer<typeof itemChange>;
/** What an item change may set. */
export const settable = ['text', 'hint', 'validFor', 'by', 'overriddenBy', 'min', 'max', 'hide'] as const;

const overlay = z.strictObject({
  format: z.literal(documentFormat),
  /** The protocol it is laid over, or several: then it is a profile. */
  overlay: z.union(
    [z.string(), z.array(z.string()).check(z.minLength(1))],
    'must be the id of a protocol, or a list of them',
  ),
  /** The versions it was written for: one range for all, or one for each protocol. */
  of: z.union(
    [z.string(), z.record(z.string(), z.string())],
    'must be a version such as 1.0.0, or one for each protocol',
  ),
  name: z
    .string()
    .check(
      z.regex(/^[a-z][A-Za-z0-9-]*$/, 'must be one word of letters, digits and hyphens, beginning with a small letter'),
    ),
  by: sentence,
  why: sentence,
  jurisdiction: z.optional(sentence),
  /** A reviewed protocol with an overlay nobody reviewed is unreviewed. */
  status: z.optional(z.enum(['unreviewed', 'reviewed'])),
  /** New lengths of time, for the changes below. */
  times: z.optional(z.record(z.string(), time)),
  changes: z.array(z.unknown()).check(z.minLength(1)),
});

export interface Overlay {
  readonly file: string;
  readonly name: string;
  readonly reviewed: boolean;
  readonly targets: readonly Target[];
  readonly times: TracedMap | undefined;
  readonly changes: readonly Placed[];
}
export interface Target {
  readonly id: string;
  readonly range: string;
  /** Where the id and the range stand. */
  readonly path: Path;
  readonly rangePath: Path;
}
/** A change and where it stands. */
export interface Placed {
  readonly path: Path;
  readonly change: TimeChange | ItemChange;
}

/** The overlays in the order given, and what is wrong with each by itself. An overlay with a mistake is still given, as far as it goes. */
export function readOverlays(sources: readonly Source[]): {
  readonly overlays: readonly Overlay[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const names = new Map<string, string>();
  const overlays = sources.flatMap(({ file, json }): readonly Overlay[] => {
    const { data, problems: wrong } = shaped(overlay, json, file);
    problems.push(...wrong);
    // Changes are looked at even when the head is wrong: all mistakes at once.
    const listed = data?.changes ?? changesOf(json);
    const ids = data === null ? null : [data.overlay].flat();
    const changes = listed.flatMap((change, n): readonly Placed[] => {
      const path = ['changes', n];
      const read = readChange(change, file, path, ids);
      problems.push(...read.problems);
      return read.change === null ? [] : [{ path, change: read.change }];
    });
    if (data === null || ids === null) return [];
    const other = names.get(data.name);
    if (other !== undefined)
      problems.push({ file, path: ['name'], says: `"${data.name}" is the name of ${other} already; give it another` });
    names.set(data.name, file);
    for (const [id, { is }] of Object.entries(data.times ?? {}))
      problems.push(...lengthProblem(is, file, ['times', id, 'is']));
    const { targets, problems: unversioned } = targetsOf(data, file, ids);
    problems.push(...unversioned);
    const times = mapAt(trace(json, file), 'times');
    return [{ file, name: data.name, reviewed: data.status === 'reviewed', targets, times, changes }];
  });
  return { overlays, problems };
}

const changesOf = (json: unknown): readonly unknown[] =>
  typeof json === 'object' && json !== null && 'changes' in json && Array.isArray(json.changes) ? json.changes : [];

function targetsOf({ overlay: named, of }: z.infer<typeof overlay>, file: string, ids: readonly string[]) {
  const problems: Problem[] = [];
  const targets = ids.map((id, n): Target => {
    const path = typeof named === 'string' ? ['overlay'] : ['overlay', n];
    const rangePath = typeof of === 'string' ? ['of'] : ['of', id];
    const range = typeof of === 'string' ? of : of[id];
    const says =
      range === undefined ? `is missing: say for which version of ${id} this is written` : rangeProblem(range);
    if (says !== null && (n === 0 || typeof of !== 'string')) problems.push({ file, path: rangePath, says });
    return { id, range: range ?? '', path, rangePath };
  });
  for (const id of typeof of === 'string' ? [] : Object.keys(of))
    if (!ids.includes(id))
      problems.push({
        file,
        path: ['of', id],
        says: `"${id}" is not under overlay; add it there, or remove it here`,
        key: true,
      });
  return { targets, problems };
}

function readChange(change: unknown, file: string, path: Path, ids: readonly string[] | null) {
  const has = (key: string): boolean => typeof change === 'object' && change !== null && key in change;
  if (has('time') === has('item'))
    return {
      change: null,
      problems: [{ file, path, says: 'a change begins with the time or with the item it changes, not with both' }],
    };
  const { data, problems } = shaped<typeof timeChange | typeof itemChange>(
    has('time') ? timeChange : itemChange,
    change,
    file,
    path,
  );
  if (data === null) return { change: null, problems };
  const wrong = [
    ...outside(data.in, file, path, ids),
    ...('time' in data ? lengthProblem(data.is, file, [...path, 'is']) : itemProblems(data, file, path)),
  ];
  return { change: data, problems: wrong };
}

function itemProblems(change: ItemChange, file: string, path: Path): readonly Problem[] {
  const set = settable.filter((field) => change[field] !== undefined);
  const problems: Problem[] = (['by', 'overriddenBy'] as const).flatMap((field) =>
    (change[field] ?? []).flatMap((role, n) =>
      people.some((known) => known === role)
        ? []
        : [
            {
              file,
              path: [...path, field, n],
              says: `there is no role called "${role}"${suggest(role, people) || `; the roles are ${people.join(', ')}`}`,
            },
          ],
    ),
  );
  if (set.length === 0) problems.push({ file, path, says: `changes nothing; set one of ${settable.join(', ')}` });
  if (change.hide === true && set.length > 1)
    problems.push({
      file,
      path: [...path, 'hide'],
      says: `an item that is hidden is not changed; leave ${set.filter((field) => field !== 'hide').join(', ')} out`,
    });
  if (change.evenThoughHard !== undefined && change.hide !== true)
    problems.push({ file, path: [...path, 'evenThoughHard'], says: 'belongs beside hide: true; leave it out' });
  return problems;
}
/** Everybody but the server itself. */
const people = roles.filter((role) => role !== 'system');

function outside(
  named: readonly string[] | undefined,
  file: string,
  path: Path,
  ids: readonly string[] | null,
): readonly Problem[] {
  if (ids === null) return [];
  return (named ?? []).flatMap((id, n) =>
    ids.includes(id)
      ? []
      : [{ file, path: [...path, 'in', n], says: `this overlay is not laid over "${id}"${suggest(id, ids)}` }],
  );
}

function lengthProblem(is: string, file: string, path: Path): readonly Problem[] {
  const length = parseDuration(is);
  return typeof length === 'string' ? [{ file, path, says: length }] : [];
}
