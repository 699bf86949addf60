/**
 * A laid out diagram as one SVG file that needs nothing else: in the look of the ward's screens, light or dark as the
 * reader's machine is, with words for whoever does not see it. The same drawing gives the same bytes.
 */
import { type Box, type Drawing, type Line, type Point, sizes, type Words } from '../diagram/drawing.ts';
import { svgStyle } from './svg-style.ts';

export function draw({ title, says, width, height, boxes, lines, separators }: Drawing): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="graphics-document" ${size}>`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(says)}</desc>`,
    `<style>${svgStyle}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...boxes.map(box),
    ...separators.map(({ from, to }) => `<path class="separator" d="M${from.x} ${from.y}H${to.x}"/>`),
    ...lines.map(line),
    // Words last: nothing may lie over them.
    ...lines.map(label),
    '</svg>',
    '',
  ].join('\n');
}

function box(one: Box): string {
  const { kind, path, x, y, width, height, title, aside, notes } = one;
  if (kind === 'begin') return `<circle class="begin" cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}"/>`;
  const edge =
    kind === 'history'
      ? `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}"/>`
      : `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3"/>`;
  const inner =
    kind === 'final' ? `<rect x="${x + 4}" y="${y + 4}" width="${width - 8}" height="${height - 8}" rx="1"/>` : '';
  const centred = kind === 'history' || ((kind === 'state' || kind === 'final') && notes.length === 0 && aside === '');
  const baseline = centred ? y + height / 2 + sizes.title * 0.34 : y + sizes.pad + sizes.title;
  const beside = aside === '' ? '' : `<tspan class="aside" dx="8">${escaped(aside)}</tspan>`;
  const words = `<text class="title" ${centred ? `x="${x + width / 2}" text-anchor="middle"` : `x="${x + sizes.pad}"`} y="${rounded(baseline)}">${escaped(title)}${beside}</text>`;
  const below = notes.map(
    (note, index) =>
      `<text class="note" xml:space="preserve" x="${x + sizes.pad}" y="${rounded(baseline + (index + 1) * sizes.noteLine + 2)}">${escaped(note)}</text>`,
  );
  const says = `${kind === 'elsewhere' ? '' : 'state '}${path === '' ? title : path}${aside === '' ? '' : `, ${aside}`}`;
  const shape = kind === 'region' ? '' : edge + inner;
  return `<g class="box ${kind}" role="graphics-symbol" aria-label="${escaped(says)}" data-path="${escaped(path)}">${shape}${words}${below.join('')}</g>`;
}

function line({ points, says, transitions, from }: Line): string {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return '';
  const { tip, end } = arrowhead(before, last);
  const way = [...points.slice(0, -1), end].map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const whose = transitions.length === 0 ? '' : ` data-transitions="${escaped(transitions.join(' '))}"`;
  return `<g class="line${from === null ? ' from-begin' : ''}" role="graphics-symbol" aria-label="${escaped(says)}"${whose}><title>${escaped(says)}</title><path d="${way}"/><path class="tip" d="${tip}"/></g>`;
}

/** A filled triangle; the line ends where it begins, or its square end would show beside the tip. */
function arrowhead(before: Point, last: Point): { readonly tip: string; readonly end: Point } {
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const [along, across] = [(last.x - before.x) / length, (last.y - before.y) / length];
  const back = (far: number, aside: number): Point => ({
    x: rounded(last.x - along * far - across * aside),
    y: rounded(last.y - across * far + along * aside),
  });
  const [left, right] = [back(10, 5), back(10, -5)];
  return { tip: `M${last.x} ${last.y}L${left.x} ${left.y}L${right.x} ${right.y}Z`, end: back(Math.min(9, length), 0) };
}

function label({ label: place }: Line): string {
  if (place === null) return '';
  const { x, y, words } = place;
  const lines = words.map((one, index) => word(one, x + 4, y + 2 + index * sizes.labelLine + sizes.label));
  return `<g class="label" aria-hidden="true">${lines.join('')}</g>`;
}

const word = ({ kind, text }: Words, x: number, y: number): string =>
  `<text class="${kind}" x="${rounded(x)}" y="${rounded(y)}">${escaped(text)}</text>`;

const rounded = (length: number): number => Math.round(length * 10) / 10;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text.replace(/[\p{Cs}\p{Cc}\uFFFE\uFFFF]/gu, ' ').replace(/[&<>"]/g, (character) => entities[character] ?? character);
