/** Where the boxes and the separators between regions are. */
import { notesOf, titleOf } from './box-words.ts';
import type { Box, Drawing, Place } from './drawing.ts';
import { beginId, stateId, wholeId } from './graph.ts';
import type { LabelChoice } from './labels.ts';
import { nodesOf, type OutlineNode } from './outline.ts';
import type { Part } from './part.ts';

/** By the ids of the graph. */
export type Places = ReadonlyMap<string, Place>;

const nowhere: Place = { x: 0, y: 0, width: 0, height: 0 };

export function boxesOf(
  part: Part,
  places: Places,
  labels: LabelChoice,
): Pick<Drawing, 'boxes' | 'separators' | 'width' | 'height'> {
  const { frames, separators } = regionsOf(part, places);
  const at = (id: string): Place => places.get(id) ?? nowhere;
  const boxes = nodesOf(part.root).flatMap((node): readonly Box[] => {
    const { path } = node;
    const frame = frames.get(path);
    const kind = frame === undefined ? kindOf(node, part) : 'region';
    const words = { ...titleOf(node, part), notes: notesOf(node, labels) };
    const own: Box = { path, ...(frame ?? at(stateId(path))), kind, ...words };
    const begin = places.get(beginId(path));
    if (begin === undefined) return [own];
    return [own, { path, ...begin, kind: 'begin', title: '', aside: '', notes: [] }];
  });
  const elsewhere = part.elsewhere.map((path): Box => ({
    path,
    ...at(stateId(path)),
    kind: 'elsewhere',
    title: `elsewhere: ${path}`,
    aside: '',
    notes: [],
  }));
  const { width, height } = at(wholeId);
  return { boxes: [...boxes, ...elsewhere], separators, width, height };
}

function kindOf(node: OutlineNode, part: Part): Box['kind'] {
  if (part.folded.has(node.path)) return 'folded';
  if (node.kind === 'history' || node.kind === 'final') return node.kind;
  return node.children.length > 0 ? 'around' : 'state';
}

/**
 * Regions that lie one above another need no frames of their own, only lines between them. They are as wide as what is
 * around them, so that their names stand at the left. One where an arrow begins or ends keeps its frame, or the arrow
 * would hang in the air.
 */
function regionsOf(
  part: Part,
  places: Places,
): { readonly frames: ReadonlyMap<string, Place>; readonly separators: Drawing['separators'] } {
  const reached = new Set(part.arrows.flatMap(({ from, to }) => [from, to]));
  const frames = new Map<string, Place>();
  const separators: Drawing['separators'][number][] = [];
  for (const node of nodesOf(part.root)) {
    if (node.kind !== 'parallel' || node.children.length === 0) continue;
    const around = frames.get(node.path) ?? places.get(stateId(node.path)) ?? nowhere;
    const regions = node.children
      .filter(({ kind }) => kind !== 'history')
      .map((region) => ({ region, place: places.get(stateId(region.path)) ?? nowhere }))
      .sort((one, other) => one.place.y - other.place.y);
    const between = regions.slice(1).map(({ place }, index) => gap(regions[index]?.place ?? nowhere, place));
    if (between.includes(null)) continue;
    for (const y of between)
      if (y !== null) separators.push({ from: { x: around.x, y }, to: { x: around.x + around.width, y } });
    for (const { region, place } of regions)
      if (region.children.length > 0 && !reached.has(region.path))
        frames.set(region.path, { ...place, x: around.x, width: around.width });
  }
  return { frames, separators };
}

/** Where a line fits between two regions; close above the lower one, for arrows of the upper one run below it. */
function gap(above: Place, below: Place): number | null {
  const end = above.y + above.height;
  return below.y < end ? null : Math.max(end, below.y - 8);
}
