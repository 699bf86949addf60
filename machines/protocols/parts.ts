/**
 * Parts: items that several protocols share, written once (`protocols/parts/`), with the times they need.
 * A step takes one by `{ use: <part>, except: […], with: { <item>: { … } } }`. Parts do not use parts, so there is no circle.
 */
import * as z from 'zod/mini';
import { stopClasses } from '../terms.ts';
import { documentFormat } from './document.ts';
import { parseDuration } from './duration.ts';
import { type Problem, sentence, shaped, sourced, time } from './shape.ts';
import { suggest } from './suggest.ts';
import { copy, listAt, mapAt, plain, textAt, textsIn, trace, type Traced, type TracedMap } from './traced.ts';

/** A document as a parser gave it, and the file it is from. */
export interface Source {
  readonly file: string;
  readonly json: unknown;
}
export interface Part {
  readonly file: string;
  readonly id: string;
  readonly step: string;
  readonly traced: Traced;
}

const name = z
  .string()
  .check(z.regex(/^[a-z][A-Za-z0-9]*$/, 'must be one word of letters and digits, beginning with a small letter'));
const part = z.strictObject({
  format: z.literal(documentFormat),
  part: name,
  /** The step its items belong to. */
  step: name,
  times: z.optional(z.record(z.string(), time)),
  /** Items as a protocol has them; they are checked in the protocols that use them. */
  items: z.array(z.looseObject({ id: name })).check(z.minLength(1)),
});
/** What may be said otherwise of one item of a part. */
const withSchema = z.strictObject({
  text: z.optional(sentence),
  hint: z.optional(sentence),
  stop: z.optional(z.enum(stopClasses)),
  by: z.optional(z.array(z.string())),
  overriddenBy: z.optional(z.array(z.string())),
  validFor: z.optional(z.string()),
  needs: z.optional(z.array(z.string())),
  /** What uses it up differs from procedure to procedure: the item of this protocol that is the touch. */
  usedBy: z.optional(z.string()),
  /** Checked with the whole document. */
  appliesIf: z.optional(z.unknown()),
  source: z.optional(sentence),
  status: z.optional(sourced.status),
});
const use = z.strictObject({
  use: z.string(),
  except: z.optional(z.array(z.string())),
  with: z.optional(z.record(z.string(), z.unknown())),
});

/** The parts there are, and what is wrong with the others. */
export function readParts(sources: readonly Source[]): {
  readonly parts: ReadonlyMap<string, Part>;
  readonly problems: readonly Problem[];
} {
  const parts = new Map<string, Part>();
  const problems: Problem[] = [];
  for (const { file, json } of sources) {
    const nested = listAt(trace(json, file), 'items').flatMap((item) => mapAt(item)?.entries.get('use') ?? []);
    for (const { origin } of nested)
      problems.push({ ...origin, says: 'a part cannot use another part; name both in the step of the protocol' });
    if (nested.length > 0) continue;
    const { data, problems: wrong } = shaped(part, json, file);
    problems.push(...wrong);
    if (data === null) continue;
    const other = parts.get(data.part);
    if (other !== undefined) {
      problems.push({
        file,
        path: ['part'],
        says: `"${data.part}" is the name of ${other.file} already; give it another`,
      });
      continue;
    }
    const traced = trace(json, file);
    const used = new Set(listAt(traced, 'items').flatMap(textsIn));
    for (const [id, { is }] of Object.entries(data.times ?? {})) {
      const length = parseDuration(is);
      if (typeof length === 'string') problems.push({ file, path: ['times', id, 'is'], says: length });
      if (!used.has(id))
        problems.push({ file, path: ['times', id], says: `no item here uses the time "${id}"; remove it, or use it` });
    }
    parts.set(data.part, { file, id: data.part, step: data.step, traced });
  }
  return { parts, problems };
}

/** Puts the items of the parts a protocol uses, and their times, in the place of each `use`. Changes `protocol`. */
export function useParts(protocol: Traced, parts: ReadonlyMap<string, Part>): readonly Problem[] {
  const problems: Problem[] = [];
  for (const step of listAt(protocol, 'steps')) {
    const items = mapAt(step)?.entries.get('items');
    if (items?.kind !== 'list') continue;
    items.items = items.items.flatMap((item) => {
      if (mapAt(item)?.entries.has('use') !== true) return [item];
      return useOne(protocol, textAt(step, 'step') ?? '', item, parts, problems);
    });
  }
  return problems;
}

function useOne(
  protocol: Traced,
  step: string,
  entry: Traced,
  parts: ReadonlyMap<string, Part>,
  problems: Problem[],
): readonly Traced[] {
  const { file, path } = entry.origin;
  const fail = (rest: Problem['path'], says: string): void =>
    void problems.push({ file, path: [...path, ...rest], says });
  const { data, problems: wrong } = shaped(use, plain(entry), file, path);
  problems.push(...wrong);
  if (data === null) return [];
  const found = parts.get(data.use);
  if (found === undefined) {
    fail(['use'], `there is no part called "${data.use}"${suggest(data.use, parts.keys())}`);
    return [];
  }
  if (found.step !== step) {
    fail(['use'], `the part "${found.id}" belongs in the step "${found.step}", not in "${step}"`);
    return [];
  }
  const items = listAt(found.traced, 'items').flatMap((item) => mapAt(copy(item)) ?? []);
  const ids = items.map((item) => textAt(item, 'id') ?? '');
  const unknown = (id: string): string => `the part "${found.id}" has no item called "${id}"${suggest(id, ids)}`;
  const except = new Set(data.except);
  (data.except ?? []).forEach((id, n) => ids.includes(id) || fail(['except', n], unknown(id)));
  for (const [id, change] of Object.entries(data.with ?? {})) {
    if (!ids.includes(id)) fail(['with', id], unknown(id));
    else if (except.has(id)) fail(['with', id], `"${id}" is left out by except; change it or leave it out`);
    else problems.push(...changeItem(items[ids.indexOf(id)], change, { file, path: [...path, 'with', id] }));
  }
  const taken = items.filter((_, n) => !except.has(ids[n] ?? ''));
  if (taken.length === 0) fail(['except'], `leaves no item of the part "${found.id}"; remove the whole use`);
  problems.push(...takeTimes(protocol, found, taken, entry));
  return taken;
}

/** What a `with` says, laid over the part's item. A rule made otherwise has a source of its own; a wording need not. */
function changeItem(
  item: TracedMap | undefined,
  change: unknown,
  { file, path }: Traced['origin'],
): readonly Problem[] {
  const { data, problems } = shaped(withSchema, change, file, path);
  if (data === null || item === undefined) return problems;
  const rules = Object.keys(data).filter((key) => !['text', 'hint', 'source', 'status'].includes(key));
  const unsaid = rules.length === 0 ? [] : (['source', 'status'] as const).filter((key) => data[key] === undefined);
  if (unsaid.length > 0)
    return [{ file, path, says: `changes ${rules.join(', ')}; say its ${unsaid.join(' and ')} too` }];
  // Only what may be overridden has people who may override it.
  if (data.stop !== undefined && data.stop !== 'override') item.entries.delete('overriddenBy');
  for (const [key, value] of Object.entries(data)) item.entries.set(key, trace(value, file, [...path, key]));
  return [];
}

/** The times that the taken items name, if the part has them and the protocol does not yet; two lengths for one name are a mistake. */
function takeTimes(protocol: Traced, part: Part, taken: readonly Traced[], entry: Traced): readonly Problem[] {
  if (protocol.kind !== 'map') return [];
  const times: Traced = protocol.entries.get('times') ?? { kind: 'map', origin: protocol.origin, entries: new Map() };
  if (times.kind !== 'map') return [];
  protocol.entries.set('times', times);
  const named = new Set(taken.flatMap(textsIn));
  return [...(mapAt(part.traced, 'times')?.entries ?? [])].flatMap(([id, time]): readonly Problem[] => {
    if (!named.has(id)) return [];
    const here = times.entries.get(id);
    if (here === undefined) {
      times.entries.set(id, copy(time));
      return [];
    }
    const [one, other] = [textAt(time, 'is') ?? '', textAt(here, 'is') ?? ''];
    if (parseDuration(one) === parseDuration(other)) return [];
    const own = here.origin.file === protocol.origin.file;
    const says = own
      ? `is ${other} here and ${one} in ${part.file}, which is used here; give this one another name, or the same length`
      : `the time "${id}" is ${one} in ${part.file} and ${other} in ${here.origin.file}; a name has one length`;
    return [own ? { ...here.origin, says } : { ...entry.origin, path: [...entry.origin.path, 'use'], says }];
  });
}
