/** A machine laid out and drawn: everything is there, nothing lies on anything else, and it is the same every time. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import type { AnyStateMachine } from 'xstate';
import {
  type Box,
  draw,
  type Drawing,
  layout,
  type LayoutOptions,
  outlineOf,
  partOf,
  type PartOptions,
} from '../../../lab/index.ts';
import { venepuncture } from '../../support/protocol.ts';
import { readXml, tagsIn } from '../../support/scion.ts';
import { kettle, lamps, machines, oddNames, visit } from './machines.ts';
import { nodesIn } from './two-interpreters.ts';

const protocol = venepuncture().machine;
const drawn: readonly (readonly [string, AnyStateMachine, PartOptions & LayoutOptions])[] = [
  ...Object.entries(machines).map(([name, machine]) => [name, machine, { labels: 'all' }] as const),
  ['venepuncture at depth 2', protocol, { depth: 2 }],
  ['venepuncture at depth 3', protocol, { depth: 3, labels: 'event' }],
  ['its consent step', protocol, { state: 'open.consent' }],
  ['its flow', protocol, { state: 'open.flow', labels: 'all' }],
];

function laidOut(machine: AnyStateMachine, options: PartOptions & LayoutOptions = {}): Promise<Drawing> {
  const part = partOf(outlineOf(machine), options);
  if (part === null) throw new Error(`there is no state ${options.state}`);
  return layout(part, options);
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const overlap = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;
const holds = (outer: Area, inner: Area): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const stands = ({ kind }: Box): boolean => ['state', 'folded', 'final', 'history', 'elsewhere', 'begin'].includes(kind);
const around = (box: Box, far: number): Area => ({
  x: box.x - far,
  y: box.y - far,
  width: box.width + 2 * far,
  height: box.height + 2 * far,
});

describe('svg', () => {
  for (const [name, machine, options] of drawn)
    describe(name, () => {
      let drawing: Drawing;
      before(async () => (drawing = await laidOut(machine, options)));

      it('has each state in its place: inside what is around it, and on nothing else', () => {
        const { boxes, width, height } = drawing;
        for (const box of boxes) expect(holds({ x: 0, y: 0, width, height }, box), box.path).to.equal(true);
        const standing = boxes.filter(stands);
        for (const [index, one] of standing.entries())
          for (const other of standing.slice(index + 1))
            expect(overlap(one, other), `${one.path} on ${other.path}`).to.equal(false);
        for (const outer of boxes.filter(({ kind }) => kind === 'around'))
          for (const inner of boxes.filter(
            ({ path, kind }) => path.startsWith(`${outer.path}.`) && kind !== 'elsewhere',
          ))
            expect(holds(outer, inner), `${inner.path} in ${outer.path}`).to.equal(true);
      });

      it('has lines from edge to edge, at right angles, and words beside them that lie on no state and on no other words', () => {
        const { boxes, lines } = drawing;
        const boxAt = (path: string, begin: boolean): Box =>
          boxes.find((box) => box.path === path && (box.kind === 'begin') === begin) as Box;
        for (const { from, within, to, points, says } of lines) {
          const ends = [from === null ? boxAt(within, true) : boxAt(from, false), boxAt(to, false)];
          for (const [index, end] of ends.entries()) {
            const point = points.at(-index) as { x: number; y: number };
            const touches = overlap(around(end, 1.5), { ...point, width: 0.1, height: 0.1 });
            // A region has no edge of its own, and no line that begins at one.
            expect(end.kind === 'region' || touches, says).to.equal(end.kind !== 'region');
          }
          for (const [index, { x, y }] of points.slice(1).entries())
            expect(x === points[index]?.x || y === points[index]?.y, says).to.equal(true);
        }
        const labels = lines.flatMap(({ label, says }) => (label === null ? [] : [{ ...label, says }]));
        for (const [index, label] of labels.entries()) {
          for (const box of boxes.filter(stands))
            expect(overlap(label, box), `${label.says} on ${box.path}`).to.equal(false);
          for (const other of labels.slice(index + 1))
            expect(overlap(label, other), `${label.says} on ${other.says}`).to.equal(false);
        }
      });

      it('is a picture by itself: well-formed, asking nobody for anything, and saying in words what it shows', () => {
        const text = draw(drawing);
        const tags = tagsIn(readXml(text));
        const urls = text.match(/https?:[^"']*|url\([^)]*\)|@import|href/g) ?? [];
        expect(urls).to.deep.equal(['http://www.w3.org/2000/svg']);
        expect(tags[0]?.inside.slice(0, 2).map((tag) => tag.name)).to.deep.equal(['title', 'desc']);
        const said = tags.flatMap(({ attributes }) => attributes['aria-label'] ?? []);
        for (const { path } of drawing.boxes.filter((box) => box.kind !== 'elsewhere' && box.path !== ''))
          expect(
            said.some((words) => words === `state ${path}` || words.startsWith(`state ${path}, `)),
            path,
          ).to.equal(true);
        expect(said).to.include.members(drawing.lines.map(({ says }) => says));
      });

      it('is the same every time', async () => {
        expect(draw(await laidOut(machine, options))).to.equal(draw(drawing));
      });
    });

  it('draws every state of a machine and every transition', async () => {
    for (const machine of Object.values(machines)) {
      const { boxes, lines } = await laidOut(machine);
      expect(boxes.filter(({ kind }) => kind !== 'begin')).to.have.length(nodesIn(machine.root).length);
      const compound = nodesIn(machine.root).filter(({ type }) => type === 'compound');
      expect(lines.filter(({ from }) => from === null)).to.have.length(compound.length);
      const shown = new Set([...lines.flatMap(({ transitions }) => transitions), ...staying(machine)]);
      expect(shown.size).to.equal(nodesIn(machine.root).reduce((sum, node) => sum + ownTransitions(node), 0));
    }
  });

  it('is the same from another process', async () => {
    const child = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'cli/main.ts', 'diagram', 'test/lab/diagram/machines.ts#kettle'],
      { encoding: 'utf8' },
    );
    expect(child.stdout).to.equal(draw(await laidOut(kettle)));
  });

  it('says what a state does inside it, and folds what is deep', async () => {
    const boxOf = ({ boxes }: Drawing, path: string) => boxes.find((box) => box.path === path);
    expect(boxOf(await laidOut(visit, { labels: 'all' }), 'due')?.notes).to.deep.equal([
      'entry / raise REMIND after 30 s',
      'exit / cancel reminder',
      'REMIND / sendTo, raise LATE',
    ]);
    expect(boxOf(await laidOut(visit, { labels: 'event' }), 'due')?.notes).to.deep.equal(['REMIND']);
    const folded = await laidOut(lamps, { depth: 1 });
    expect(boxOf(folded, 'cellar')).to.include({ kind: 'folded', aside: '6 states inside' });
    expect(boxOf(folded, 'cellar.bulb')).to.equal(undefined);
    expect((await laidOut(oddNames)).title).to.equal('odd "names" & <tags>');
  });

  it('lets a screen bring its own ELK, and a long list end where it is too long to read', async () => {
    const asked: string[] = [];
    const { default: Elk } = (await import('elkjs/lib/elk.bundled.js')) as unknown as {
      default: new () => Required<LayoutOptions>['elk'];
    };
    const own = new Elk();
    const elk: LayoutOptions['elk'] = {
      layout: (graph, args) => (asked.push(graph.id), own.layout(graph, args)) as never,
    };
    const { lines } = await laidOut(protocol, { state: 'open.consent.happyToGoAhead', elk });
    expect(asked).to.deep.equal(['diagram']);
    const longest = lines.find(({ transitions }) => transitions.length > 9);
    expect(longest?.label?.words.at(-1)?.text).to.match(/^and \d more$/);
    expect(longest?.says.split('; ')).to.have.length(longest?.transitions.length ?? 0);
  });
});

const staying = (machine: AnyStateMachine): readonly string[] =>
  allIn(outlineOf(machine).root).flatMap(({ transitions }) =>
    transitions.filter(({ targets }) => targets.length === 0).map(({ id }) => id),
  );
type Node = ReturnType<typeof outlineOf>['root'];
const allIn = (node: Node): readonly Node[] => [node, ...node.children.flatMap(allIn)];
const ownTransitions = (node: AnyStateMachine['root']): number =>
  [...node.transitions.values()].flat().length + (node.always ?? []).length;
