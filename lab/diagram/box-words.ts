/** What stands in the box of a state. */
import { type LabelChoice, labelOf, oneLine, saysAction } from './labels.ts';
import type { OutlineNode } from './outline.ts';
import { type Part, staying } from './part.ts';
import { wrapped } from './text-width.ts';

const longestNote = 44;

export function titleOf(node: OutlineNode, part: Part): { readonly title: string; readonly aside: string } {
  const inside = part.folded.get(node.path);
  const title = node.path === '' ? part.machine : node.path === part.root.path ? node.path : node.key;
  if (node.kind === 'history') return { title: node.history === 'deep' ? 'H*' : 'H', aside: '' };
  if (inside !== undefined) return { title, aside: `${inside} states inside` };
  if (node.kind === 'final') return { title, aside: 'final' };
  if (node.kind !== 'parallel') return { title, aside: '' };
  const regions = node.children.filter(({ kind }) => kind !== 'history').length;
  return { title, aside: `parallel, ${regions} regions` };
}

/** As much as is said at the arrows is said here; what is done on entry and exit is actions. */
export function notesOf(node: OutlineNode, labels: LabelChoice): readonly string[] {
  const actions = labels === 'all';
  return [
    ...(actions && node.entry.length > 0 ? [`entry / ${node.entry.map(saysAction).join(', ')}`] : []),
    ...(actions && node.exit.length > 0 ? [`exit / ${node.exit.map(saysAction).join(', ')}`] : []),
    ...node.invokes.map((invoked) => `runs ${invoked}`),
    ...staying(node).map((transition) => oneLine(labelOf(transition, labels))),
  ].flatMap((note) => wrapped(note, longestNote).map((line, index) => (index === 0 ? line : `   ${line}`)));
}
