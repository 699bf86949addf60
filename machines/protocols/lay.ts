/** Overlays laid over protocols, one after the other: each value that is set carries the place where the overlay sets it. */
import { setItem, setTime } from './lay-change.ts';
import type { Layer, LocalChange } from './layer.ts';
import type { Overlay, Placed, Target } from './overlay.ts';
import type { Problem } from './shape.ts';
import { suggest } from './suggest.ts';
import { copy, mapAt, type Path, textAt, textsIn, type TracedMap } from './traced.ts';
import { isWithin } from './versions.ts';

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
    [...protocols].map(([id, protocol]) => [id, { id, protocol, changes: [], setBy: new Map() } as Layer]),
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

function otherVersion({ file }: Overlay, { range, rangePath }: Target, { id, protocol }: Layer): Problem | null {
  const version = textAt(protocol, 'version') ?? '';
  if (isWithin(version, range)) return null;
  const says = `is for ${id} ${range}, and here is ${id} ${version}; look at every change again, then write of: ${version}`;
  return { file, path: rangePath, says };
}

function layOne(
  overlay: Overlay,
  changes: readonly Placed[],
  layer: Layer,
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

/** Brings the overlay's own times into the protocol, those that something there now names. */
function takeTimes({ file, times: own }: Overlay, { protocol, id }: Layer, usedTimes: Set<string>): readonly Problem[] {
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
