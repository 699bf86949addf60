/**
 * A machine as a Mermaid `stateDiagram-v2`. Mermaid has no history and no transition without an arrow: a history is a
 * state called H (deep: H*), and what a state does without leaving it stands inside it, as entry and exit do.
 */
import { labelOf, oneLine, saysAction, type LabelChoice } from '../diagram/labels.ts';
import { nodesOf, type OutlineNode } from '../diagram/outline.ts';
import { type Arrow, type Part, staying } from '../diagram/part.ts';
import { safeIds } from '../diagram/safe-ids.ts';

export function mermaid(part: Part, { labels = 'guard' }: { readonly labels?: LabelChoice } = {}): string {
  const page: Page = {
    part,
    labels,
    ids: safeIds([...nodesOf(part.root).map(({ path }) => path), ...part.elsewhere].map(named), keywords),
    homes: homesOf(part),
  };
  const top = part.root.path === '' && part.root.kind !== 'parallel' && bare(part);
  const lines = [
    ...(top ? inside(part.root, page) : state(part.root, page)),
    ...part.elsewhere.map((path) => `state "${escaped(`elsewhere: ${path}`)}" as ${idOf(path, page)}`),
    ...(page.homes.get(null) ?? []).map((arrow) => drawn(arrow, page)),
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

interface Page {
  readonly part: Part;
  readonly labels: LabelChoice;
  readonly ids: ReadonlyMap<string, string>;
  /** Arrows by the state in whose braces they are written; null is outside all of them. */
  readonly homes: ReadonlyMap<string | null, readonly Arrow[]>;
}

/** Words that the grammar keeps for itself, also where an id may stand. */
const keywords = [
  'state',
  'note',
  'end',
  'direction',
  'root',
  'as',
  'class',
  'classDef',
  'style',
  'scale',
  'default',
  'click',
];

/** The root's path is empty. */
const named = (path: string): string => (path === '' ? 'machine' : path);
const idOf = (path: string, { ids }: Page): string => ids.get(named(path)) ?? named(path);

/** The root needs a frame of its own only when something can be said about it. */
const bare = ({ root, arrows }: Part): boolean =>
  [root.transitions, root.entry, root.exit, root.invokes].every((list) => list.length === 0) &&
  arrows.every(({ to }) => to !== root.path);

function state(node: OutlineNode, page: Page): readonly string[] {
  const id = idOf(node.path, page);
  const count = page.part.folded.get(node.path);
  const says = node.history === null ? node.key : node.history === 'deep' ? 'H*' : 'H';
  const title = `state "${escaped(count === undefined ? says : `${says} (${count} states inside)`)}" as ${id}`;
  const notes = [
    ...(node.entry.length === 0 ? [] : [`entry / ${node.entry.map(saysAction).join(', ')}`]),
    ...(node.exit.length === 0 ? [] : [`exit / ${node.exit.map(saysAction).join(', ')}`]),
    ...node.invokes.map((invoked) => `runs ${invoked}`),
    ...staying(node).map((transition) => oneLine(labelOf(transition, page.labels))),
  ];
  if (node.children.length === 0)
    return [
      title,
      ...notes.map((note) => `${id} : ${escaped(note)}`),
      ...(node.kind === 'final' ? [`${id} --> [*]`] : []),
    ];
  return [
    `${title} {`,
    ...inside(node, page).map((line) => `  ${line}`),
    '}',
    ...(notes.length === 0 ? [] : [`note right of ${id} : ${notes.map(escaped).join('<br/>')}`]),
  ];
}

function inside(node: OutlineNode, page: Page): readonly string[] {
  if (node.kind === 'parallel') {
    const regions = node.children.map((child) => state(child, page));
    return regions.flatMap((region, index) => (index === 0 ? region : ['--', ...region]));
  }
  const begins = node.initial.filter((path) => page.ids.has(named(path)));
  return [
    ...begins.map((path) => `[*] --> ${idOf(path, page)}`),
    ...node.children.flatMap((child) => state(child, page)),
    ...(page.homes.get(node.path) ?? []).map((arrow) => drawn(arrow, page)),
  ];
}

/** An arrow is written where both its ends are children; Mermaid would move any other end in there. */
function homesOf({ root, arrows }: Part): ReadonlyMap<string | null, readonly Arrow[]> {
  const parents = new Map(
    nodesOf(root).flatMap(({ path, kind, children }) =>
      kind === 'compound' ? children.map((child) => [child.path, path] as const) : [],
    ),
  );
  const homes = new Map<string | null, Arrow[]>();
  for (const arrow of arrows) {
    const [from, to] = [parents.get(arrow.from), parents.get(arrow.to)];
    const home = from !== undefined && from === to ? from : null;
    homes.set(home, [...(homes.get(home) ?? []), arrow]);
  }
  return homes;
}

function drawn({ from, to, transitions }: Arrow, page: Page): string {
  const says = transitions.map((transition) => escaped(oneLine(labelOf(transition, page.labels))));
  return `${idOf(from, page)} --> ${idOf(to, page)} : ${[...new Set(says)].join('<br/>')}`;
}

/** What the grammar or the page it is drawn on would read as its own is written as a character code. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N} _.,()[\]/*+!?'=-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replace(/--/g, '-#45;');
