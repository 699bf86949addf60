/**
 * Places for the states and transitions of a machine, found by ELK: nested, regions one above another, lines at right
 * angles. The same machine gets the same places. It runs where it is called; a screen gives an ELK that has a worker.
 */
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { boxesOf } from './boxes.ts';
import type { Drawing, Line, Place, Words } from './drawing.ts';
import { sizes } from './drawing.ts';
import { type Label, type LabelChoice, labelOf, oneLine } from './labels.ts';
import { type OutlineNode, nodesOf } from './outline.ts';
import type { Arrow, Part } from './part.ts';
import { graphOf } from './graph.ts';
import { textWidth, wrapped } from './text-width.ts';

export interface LayoutOptions {
  readonly labels?: LabelChoice;
  readonly elk?: Pick<ELK, 'layout'>;
}

export async function layout(part: Part, { labels = 'guard', elk }: LayoutOptions = {}): Promise<Drawing> {
  const lines = [...part.arrows.map((arrow) => lineOf(arrow, labels)), ...nodesOf(part.root).flatMap(beginning)];
  const placed = await (elk ?? (await ownElk())).layout(graphOf(part, lines, labels));
  const places = new Map(allIn(placed).map((node) => [node.id, placeOf(node)]));
  return {
    title: part.root.path === '' ? part.machine : part.root.path,
    says: saysOf(part),
    ...boxesOf(part, places, labels),
    lines: lines.map((line, index) => routed(line, (placed.edges ?? [])[index])),
  };
}

/** Loaded when something is drawn: it is larger than all the rest. */
async function ownElk(): Promise<Pick<ELK, 'layout'>> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  // Its types describe a module within the module, which it is not.
  return new (Elk as unknown as new () => ELK)();
}

const allIn = (node: ElkNode): readonly ElkNode[] => [node, ...(node.children ?? []).flatMap(allIn)];
const placeOf = ({ x = 0, y = 0, width = 0, height = 0 }: ElkNode): Place => ({
  x: tidy(x),
  y: tidy(y),
  width: tidy(width),
  height: tidy(height),
});
/** A tenth of a pixel is seen by nobody, and is the same on every machine. */
const tidy = (length: number): number => Math.round(length * 10) / 10;

/** More than this at one line is a list that nobody reads in a picture. */
const mostWords = 9;
const longestWords = 36;

function lineOf({ from, to, transitions }: Arrow, labels: LabelChoice): Line {
  const said = new Map(transitions.map((one) => [oneLine(labelOf(one, labels)), labelOf(one, labels)]));
  const each = [...said.values()].map(wordsOf);
  let room = mostWords;
  const fit = each.filter(({ length }) => (room -= length) >= 0);
  const shown = fit.length === 0 ? each.slice(0, 1) : fit;
  const more = each.length - shown.length;
  const words: readonly Words[] = [
    ...shown.flat(),
    ...(more === 0 ? [] : [{ kind: 'more' as const, text: `and ${more} more` }]),
  ];
  const width = Math.max(...words.map(({ text }) => textWidth(text, sizes.label)));
  const says = `from ${from} to ${to}: ${[...new Set(transitions.map((one) => oneLine(labelOf(one, 'all'))))].join('; ')}`;
  const label = { x: 0, y: 0, width: width + 8, height: words.length * sizes.labelLine + 4, words };
  return { transitions: transitions.map(({ id }) => id), from, within: from, to, points: [], label, says };
}

function wordsOf({ trigger, guard, actions }: Label): readonly Words[] {
  const lines = (kind: Words['kind'], text: string): readonly Words[] =>
    wrapped(text, longestWords).map((line) => ({ kind, text: line }));
  return [
    ...lines('trigger', trigger),
    ...(guard === null ? [] : lines('guard', `[${guard}]`)),
    ...(actions === null ? [] : lines('actions', `/ ${actions}`)),
  ];
}

/** From the dot to where a state begins. */
function beginning({ kind, path, key, initial, children }: OutlineNode): readonly Line[] {
  if (kind !== 'compound' || children.length === 0) return [];
  const says = (to: string): string => `${key} begins in ${to}`;
  return initial.map((to) => ({
    transitions: [],
    from: null,
    within: path,
    to,
    points: [],
    label: null,
    says: says(to),
  }));
}

function routed(line: Line, edge: ElkExtendedEdge | undefined): Line {
  const [section] = edge?.sections ?? [];
  const points = section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  const [label] = edge?.labels ?? [];
  return {
    ...line,
    points: points.map(({ x, y }) => ({ x: tidy(x), y: tidy(y) })),
    label: line.label === null ? null : { ...line.label, x: tidy(label?.x ?? 0), y: tidy(label?.y ?? 0) },
  };
}

function saysOf({ root, folded, arrows }: Part): string {
  const states = nodesOf(root).length - 1;
  const inside = [...folded.values()].reduce((sum, count) => sum + count, 0);
  const transitions = new Set(arrows.flatMap((arrow) => arrow.transitions.map(({ id }) => id))).size;
  const closed = inside === 0 ? '' : `, and ${inside} more inside closed states`;
  const begins = root.initial.length === 0 ? '' : ` It begins in ${root.initial.join(' and ')}.`;
  return `${states} states${closed}; ${transitions} transitions.${begins}`;
}
