/** A part of a machine as the graph that ELK lays out. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { sizes } from './drawing.ts';
import type { Line } from './drawing.ts';
import type { LabelChoice } from './labels.ts';
import { notesOf, titleOf } from './box-words.ts';
import type { OutlineNode } from './outline.ts';
import type { Part } from './part.ts';
import { textWidth } from './text-width.ts';

export const wholeId = 'diagram';
export const stateId = (path: string): string => `state ${path}`;
/** The dot from which a state begins. */
export const beginId = (path: string): string => `begin ${path}`;

const spacing = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.cycleBreaking.strategy': 'INTERACTIVE',
  'elk.layered.crossingMinimization.semiInteractive': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '2',
  // Above its line, always: between two lines a label belongs to the lower one.
  'elk.layered.edgeLabels.sideSelection': 'ALWAYS_UP',
  'elk.layered.spacing.nodeNodeBetweenLayers': '32',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
} as const;

export function graphOf(part: Part, lines: readonly Line[], labels: LabelChoice): ElkNode {
  return {
    id: wholeId,
    layoutOptions: {
      ...spacing,
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT',
      'elk.randomSeed': '1',
      'elk.padding': '[top=16,left=16,bottom=16,right=16]',
    },
    children: inOrder([
      nodeOf(part.root, part, labels),
      ...part.elsewhere.map((path) => ({ id: stateId(path), ...boxSize(`elsewhere: ${path}`, '', []) })),
    ]),
    edges: lines.map(({ from, within, to, label }, index) => ({
      id: `line ${index}`,
      sources: [from === null ? beginId(within) : stateId(from)],
      targets: [stateId(to)],
      labels: label === null ? [] : [{ text: 'label', width: label.width, height: label.height }],
    })),
  };
}

function nodeOf(node: OutlineNode, part: Part, labels: LabelChoice): ElkNode {
  const { title, aside } = titleOf(node, part);
  const notes = notesOf(node, labels);
  const own = boxSize(title, aside, notes);
  if (node.kind === 'history') return { id: stateId(node.path), width: 30, height: 30 };
  if (node.children.length === 0) return { id: stateId(node.path), ...own };
  const begin: readonly ElkNode[] = node.kind === 'compound' ? [{ id: beginId(node.path), width: 14, height: 14 }] : [];
  return {
    id: stateId(node.path),
    layoutOptions: {
      ...spacing,
      'elk.padding': `[top=${own.height + 8},left=20,bottom=20,right=20]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${own.width}, ${own.height})`,
    },
    children: inOrder([
      ...begin,
      ...[...node.children].sort(beginsFirst(node)).map((child) => nodeOf(child, part, labels)),
    ]),
  };
}

/** Where it begins comes first, then the order of the document. */
const beginsFirst =
  ({ initial }: OutlineNode) =>
  (one: OutlineNode, other: OutlineNode): number =>
    Number(initial.includes(other.path)) - Number(initial.includes(one.path));

/** ELK keeps nodes in the order in which they already stand, where nothing speaks against it. */
const inOrder = (nodes: readonly ElkNode[]): ElkNode[] =>
  nodes.map((node, index) => ({
    ...node,
    x: index * 100,
    y: index * 100,
    layoutOptions: { ...node.layoutOptions, 'elk.position': `(${index * 100}, ${index * 100})` },
  }));

function boxSize(
  title: string,
  aside: string,
  notes: readonly string[],
): { readonly width: number; readonly height: number } {
  const top = textWidth(title, sizes.title, 'bold') + (aside === '' ? 0 : 8 + textWidth(aside, sizes.note));
  const width = Math.max(56, top, ...notes.map((note) => textWidth(note, sizes.note)));
  return { width: width + 2 * sizes.pad, height: sizes.titleLine + notes.length * sizes.noteLine + 2 * sizes.pad };
}
