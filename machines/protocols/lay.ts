/** Overlays laid over protocols, one after the other: each value that is set carries the place where the overlay sets it. */
import type { ItemChange, Overlay, Placed, Target, TimeChange } from './overlay.ts';
import { type Problem, type Standing, standings } from './shape.ts';
import { suggest } from './suggest.ts';
import {
  copy,
  listAt,
  mapAt,
  type Origin,
  type Path,
  plain,
  textAt,
  textsIn,
  trace,
  type Traced,
  type TracedMap,
} from './traced.ts';
import { isWithin } from './versions.ts';

/** One thing an overlay made otherwise in one protocol. */
export interface LocalChange {
  /** The overlay's name. */
  readonly overlay: string;
  /** Where the change stands. */
  readonly origin: Origin;
  readonly what: { readonly time: string } | { readonly item: string };
  /** `is` of a time; `hide`, or the field that was set, of an item. */
  readonly field: string;
  /** What the protocol said before; undefined where it said nothing. */
  readonly was: unknown;
  readonly reason: string;
  readonly source: string;
  readonly status: Standing;
  /** Given where a hard item is hidden. */
  readonly evenThoughHard?: string;
}

/** A protocol being changed. */
interface Layers {
  readonly id: string;
  readonly protocol: TracedMap;
  readonly changes: LocalChange[];
  /** Which change set a thing first: `time.<name>`, `item.<id>` (hidden) or `item.<id>.<field>`. */
  readonly setBy: Map<string, { readonly overlay: Overlay; readonly path: Path }>;
}

/** `source` of an item holds this much; the schema says the same. */
const sourceCharsMax = 200;

/**
 * Changes the protocols given.
 * @param changesMax lays only the first so many changes, to find the one that causes a mistake.
 */
export function layOverlays(
  protocols: ReadonlyMap<string, TracedMap>,
  overlays: readonly Overlay[],
  changesMax = Infinity,
): { readonly changes: ReadonlyMap<string, readonly LocalChange[]>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const layers = new Map(
    [...protocols].map(([id, protocol]) => [id, { id, protocol, changes: [], setBy: new Map() } as Layers]),
  );
  const before = new Map([...protocols].map(([id, protocol]) => [id, namedIn(protocol)]));
  let left = changesMax;
  for (const overlay of overlays) {
    const changes = overlay.changes.slice(0, left);
    left -= changes.length;
    if (changes.length === 0) continue;
    const usedTimes = new Set<string>();
    for (const target of overlay.targets) {
      const layer = layers.get(target.id);
      const misplaced =
        layer === undefined ? unknownProtocol(overlay, target, layers.keys()) : otherVersion(overlay, target, layer);
      if (layer === undefined || misplaced !== null) {
        if (misplaced !== null) problems.push(misplaced);
        // What is laid over nothing cannot be asked whether it uses its times.
        [...(overlay.times?.entries.keys() ?? [])].forEach((name) => usedTimes.add(name));
        continue;
      }
      problems.push(...layOne(overlay, changes, layer, usedTimes));
    }
    if (left > 0) problems.push(...unusedTimes(overlay, usedTimes));
  }
  for (const [id, { protocol }] of layers) dropTimes(protocol, before.get(id) ?? new Set());
  return { changes: new Map([...layers].map(([id, layer]) => [id, layer.changes])), problems };
}

const unknownProtocol = ({ file }: Overlay, { id, path }: Target, ids: Iterable<string>): Problem => {
  const known = [...ids];
  return {
    file,
    path,
    says: `there is no protocol called "${id}" here${suggest(id, known) || `; what there is: ${known.join(', ')}`}`,
  };
};

function otherVersion({ file }: Overlay, { range, rangePath }: Target, { id, protocol }: Layers): Problem | null {
  const version = textAt(protocol, 'version') ?? '';
  if (isWithin(version, range)) return null;
  const says = `is for ${id} ${range}, and here is ${id} ${version}; look at every change again, then write of: ${version}`;
  return { file, path: rangePath, says };
}

function layOne(
  overlay: Overlay,
  changes: readonly Placed[],
  layer: Layers,
  usedTimes: Set<string>,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { path, change } of changes) {
    if (change.in !== undefined && !change.in.includes(layer.id)) continue;
    const where = {
      overlay,
      layer,
      path,
      fail: (rest: Path, says: string) => void problems.push({ file: overlay.file, path: [...path, ...rest], says }),
    };
    if ('time' in change) setTime(change, where);
    else setItem(change, where);
  }
  problems.push(...takeTimes(overlay, layer, usedTimes));
  const changed = layer.changes.some(({ origin }) => origin.file === overlay.file);
  if (changed && !overlay.reviewed && textAt(layer.protocol, 'status') === 'reviewed')
    layer.protocol.entries.set('status', {
      kind: 'value',
      origin: { file: overlay.file, path: [] },
      value: 'unreviewed',
    });
  return problems;
}

interface Where {
  readonly overlay: Overlay;
  readonly layer: Layers;
  readonly path: Path;
  readonly fail: (rest: Path, says: string) => void;
}
const named = ({ id, protocol }: Layers): string => `${id} ${textAt(protocol, 'version') ?? ''}`;

function setTime(change: TimeChange, where: Where): void {
  const { overlay, layer, path, fail } = where;
  const times = mapAt(layer.protocol, 'times');
  const time = mapAt(times, change.time);
  if (time === undefined)
    return fail(
      ['time'],
      `there is no time called "${change.time}" in ${named(layer)}${suggest(change.time, times?.entries.keys() ?? [])}`,
    );
  if (isTaken(`time.${change.time}`, `the time "${change.time}"`, where)) return;
  layer.changes.push(record(overlay, path, change, { time: change.time }, 'is', time));
  for (const key of ['is', 'source', 'status'] as const)
    time.entries.set(key, trace(change[key], overlay.file, [...path, key]));
}

function setItem(change: ItemChange, where: Where): void {
  const { overlay, layer, path, fail } = where;
  const id = change.item;
  const steps = listAt(layer.protocol, 'steps');
  const item = steps.flatMap((step) => listAt(step, 'items')).find((one) => textAt(one, 'id') === id);
  const hidden = layer.setBy.get(`item.${id}`);
  if (hidden !== undefined)
    return fail([], `the item "${id}" is hidden by ${sayWho(hidden.overlay, overlay)}; keep one of the two`);
  if (item?.kind !== 'map') {
    const ids = steps.flatMap((step) => listAt(step, 'items').flatMap((one) => textAt(one, 'id') ?? []));
    return fail(['item'], `there is no item called "${id}" in ${named(layer)}${suggest(id, ids)}`);
  }
  if (change.hide === true) return hide(change, item, where);
  const rules: string[] = [];
  for (const field of ['text', 'hint', 'validFor', 'by', 'overriddenBy', 'min', 'max'] as const) {
    const value = change[field];
    if (value === undefined || isTaken(`item.${id}.${field}`, `${field} of "${id}"`, where)) continue;
    const says = cannot(field, item, named(layer));
    if (says !== null) {
      fail([field], says);
      continue;
    }
    const holder = field === 'min' || field === 'max' ? mapAt(item, 'answer') : item;
    if (holder === undefined) continue;
    layer.changes.push(record(overlay, path, change, { item: id }, field, holder));
    holder.entries.set(field, trace(value, overlay.file, [...path, field]));
    if (field !== 'text' && field !== 'hint') rules.push(field);
  }
  if (rules.length > 0) standOn(item, rules, change, where);
  const [min, max] = [plainNumber(item, 'min'), plainNumber(item, 'max')];
  if (rules.some((field) => field === 'min' || field === 'max') && min !== null && max !== null && min > max)
    fail([change.min === undefined ? 'max' : 'min'], `leaves "${id}" from ${min} to ${max}; the smaller comes first`);
}
const plainNumber = (item: Traced, field: string): number | null => {
  const found = mapAt(item, 'answer')?.entries.get(field);
  return found?.kind === 'value' && typeof found.value === 'number' ? found.value : null;
};

/** Why this item has no such field, or null. */
function cannot(field: string, item: TracedMap, protocol: string): string | null {
  const [id, stop] = [textAt(item, 'id') ?? '', textAt(item, 'stop') ?? ''];
  if (field === 'overriddenBy' && stop !== 'override') {
    return stop === 'hard'
      ? `nobody overrides a hard item, and "${id}" is hard in ${protocol}; leave this out`
      : `"${id}" is ${stop} in ${protocol} and never stands in the way, so nobody needs to override it; leave this out`;
  }
  if ((field === 'min' || field === 'max') && mapAt(item, 'answer')?.entries.has('unit') !== true)
    return `"${id}" is not answered by a number in ${protocol}, so it has no ${field}; leave this out`;
  return null;
}

/** A rule made otherwise stands on two sources, and no firmer than the weaker of them. */
function standOn(
  item: TracedMap,
  rules: readonly string[],
  { source, status }: ItemChange,
  { overlay, path, fail }: Where,
): void {
  const both = `${textAt(item, 'source') ?? ''}; here ${rules.join(', ')}: ${source}`;
  if ([...both].length > sourceCharsMax)
    return fail(
      ['source'],
      `together with the item’s own source it is ${[...both].length} characters long, and ${sourceCharsMax} are kept; say it shorter`,
    );
  item.entries.set('source', trace(both, overlay.file, [...path, 'source']));
  const own = standings.findIndex((one) => one === textAt(item, 'status'));
  if (own >= 0 && standings.indexOf(status) > own)
    item.entries.set('status', trace(status, overlay.file, [...path, 'status']));
}

function hide(change: ItemChange, item: TracedMap, where: Where): void {
  const { overlay, layer, path, fail } = where;
  const id = change.item;
  const changed = [...layer.setBy].find(([thing]) => thing.startsWith(`item.${id}.`));
  if (changed !== undefined)
    return fail(
      ['hide'],
      `the item "${id}" is changed by ${sayWho(changed[1].overlay, overlay)} and hidden by "${overlay.name}"; keep one of the two`,
    );
  const hard = textAt(item, 'stop') === 'hard';
  if (hard && change.evenThoughHard === undefined)
    return fail(
      ['hide'],
      `"${id}" is hard in ${named(layer)}, and a hard item is not hidden; to hide it all the same, say why in evenThoughHard`,
    );
  if (!hard && change.evenThoughHard !== undefined)
    return fail(['evenThoughHard'], `"${id}" is not hard in ${named(layer)}; leave this out`);
  layer.setBy.set(`item.${id}`, { overlay, path });
  layer.changes.push(record(overlay, path, change, { item: id }, 'hide', item));
  for (const step of listAt(layer.protocol, 'steps')) {
    const items = mapAt(step)?.entries.get('items');
    if (items?.kind === 'list') items.items = items.items.filter((one) => one !== item);
  }
  for (const other of listAt(layer.protocol, 'steps').flatMap((step) => listAt(step, 'items'))) {
    if (other.kind !== 'map') continue;
    forget(other, 'needs', (need) => need === id);
    forget(other, 'voidedBy', (event) => event.startsWith(`item.${id}.`));
    for (const [field, value] of other.entries)
      if (!words.has(field) && textsIn(value).includes(id))
        fail(
          ['hide'],
          `"${textAt(other, 'id') ?? ''}" says ${field}: ${id}, so "${id}" cannot be hidden alone; hide both, the other first`,
        );
  }
}
/** Fields whose texts are no names of items. */
const words: ReadonlySet<string> = new Set([
  'id',
  'text',
  'hint',
  'source',
  'status',
  'answer',
  'kind',
  'stop',
  'by',
  'overriddenBy',
  'appliesIf',
]);

/** What is hidden can no longer be waited for, and can no longer undo anything. */
function forget(item: TracedMap, field: string, gone: (name: string) => boolean): void {
  const list = item.entries.get(field);
  if (list?.kind !== 'list') return;
  const kept = list.items.filter((one) => !gone(textAt(one) ?? ''));
  if (kept.length === list.items.length) return;
  if (kept.length === 0) item.entries.delete(field);
  else list.items = kept;
}

/** Claims a thing for this change; two that set it are told of. */
function isTaken(thing: string, words: string, { overlay, layer, path, fail }: Where): boolean {
  const first = layer.setBy.get(thing);
  if (first === undefined) {
    layer.setBy.set(thing, { overlay, path });
    return false;
  }
  const same = first.overlay === overlay;
  fail(
    [],
    `${same ? `"${overlay.name}" sets ${words} twice` : `"${overlay.name}" and ${sayWho(first.overlay, overlay)} both set ${words}`}; keep one of the two`,
  );
  return true;
}
const sayWho = (one: Overlay, reading: Overlay): string =>
  one === reading ? 'this overlay' : `"${one.name}" (${one.file})`;

function record(
  overlay: Overlay,
  path: Path,
  change: ItemChange | TimeChange,
  what: LocalChange['what'],
  field: string,
  holder: TracedMap,
): LocalChange {
  const was = field === 'hide' ? textAt(holder, 'text') : holder.entries.get(field);
  const { reason, source, status } = change;
  return {
    overlay: overlay.name,
    origin: { file: overlay.file, path },
    what,
    field,
    was: typeof was === 'object' ? plain(was) : was,
    reason,
    source,
    status,
    ...('evenThoughHard' in change && change.evenThoughHard !== undefined
      ? { evenThoughHard: change.evenThoughHard }
      : {}),
  };
}

/** Brings the overlay's own times into the protocol, those that something there now names. */
function takeTimes(
  { file, times: own }: Overlay,
  { protocol, id }: Layers,
  usedTimes: Set<string>,
): readonly Problem[] {
  const times = mapAt(protocol, 'times');
  const names = namedIn(protocol);
  return [...(own?.entries ?? [])].flatMap(([name, time]): readonly Problem[] => {
    if (times?.entries.has(name) === true) {
      usedTimes.add(name);
      return [
        {
          file,
          path: ['times', name],
          says: `${id} has a time called "${name}" already; change it by "- time: ${name}" under changes, or give this one another name`,
          key: true,
        },
      ];
    }
    if (!names.has(name)) return [];
    usedTimes.add(name);
    times?.entries.set(name, copy(time));
    return [];
  });
}

const unusedTimes = ({ file, times }: Overlay, used: ReadonlySet<string>): readonly Problem[] =>
  [...(times?.entries.keys() ?? [])]
    .filter((name) => !used.has(name))
    .map((name) => ({
      file,
      path: ['times', name],
      says: `no change here uses the time "${name}"; remove it, or use it`,
      key: true,
    }));

/** Everything that could be the name of a time, outside the times themselves. */
const namedIn = (protocol: TracedMap): ReadonlySet<string> =>
  new Set([...protocol.entries].flatMap(([key, value]) => (key === 'times' ? [] : textsIn(value))));

/** A time whose last use an overlay took away goes with it. */
function dropTimes(protocol: TracedMap, before: ReadonlySet<string>): void {
  const now = namedIn(protocol);
  for (const name of mapAt(protocol, 'times')?.entries.keys() ?? [])
    if (before.has(name) && !now.has(name)) mapAt(protocol, 'times')?.entries.delete(name);
}
