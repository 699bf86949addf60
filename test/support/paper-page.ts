/** docs/evidence/paper.md: the comparison as a page, with every rule and every number it rests on. */
import { type Compared, type Line } from './paper.ts';
import { operators, type Work } from './keystroke.ts';

const lookedAt = ({ acts, readings }: Work): number => acts + readings;
const rounded = ({ seconds }: Work): string => seconds.toFixed(0);

export function paperPage(all: readonly Compared[]): string {
  return `# The tablet against paper

Written by \`PAPER_KEEP=1 npm test -- src\`, which otherwise fails when this page is not what it would write. Nobody was timed:
these are counts by rule, and sums by the keystroke-level model of Card, Moran and Newell. The model is of somebody practised
who makes no mistake; it says nothing of reading, thinking and talking with the patient, which are the same on both, and
nothing of safety.

The rules are in \`test/support/keystroke.ts\`. One rule is held against reality: \`test/journey/paper.test.ts\` prepares a blood
sample on the real tablet in Chromium, and the touches and scans that reach the page are exactly those counted. The other
protocols are counted by the same rules and were not driven.

## In all

For a patient with nothing out of the ordinary. An _act_ is a touch, a scan, a figure typed; on paper a field filled in, or
a figure in a box. A _reading_ is a line, a value or a clock that has to be read to go on.

${table(
  [
    'preparation',
    'lines',
    'tablet: acts + readings',
    'paper',
    'paper signed once a step',
    'tablet: s',
    'paper: s',
    'once: s',
  ],
  all.map(({ title, lines, tablet, paper, signedOnce }) => [
    title,
    String(lines.length),
    `${tablet.acts} + ${tablet.readings} = ${lookedAt(tablet)}`,
    `${paper.acts} + ${paper.readings} = ${lookedAt(paper)}`,
    `${signedOnce.acts} + ${signedOnce.readings} = ${lookedAt(signedOnce)}`,
    rounded(tablet),
    rounded(paper),
    rounded(signedOnce),
  ]),
)}
Paper is signed line by line, with a time and initials: that is the form the tablet is held against, since the tablet records
both for every line. **Paper signed once a step**, as hurried people sign it, is another matter: ${onceSays(all)}

## Where the tablet costs more

${worseOf(all)}
## Line by line

${all.map(linesOf).join('\n')}
## What was assumed

${table(
  ['operator', 'is', 's', 'status'],
  Object.entries(operators).map(([name, { is, seconds, status }]) => [name, is, String(seconds), status]),
)}
The operators' times are general knowledge; the publications were not looked up. Against the tablet: every figure typed is a
pointing of its own, the scanner is taken up and put down each time, and what only the tablet asks (here, take the patient,
consent by itself, step completed, handed over; consent and hand-over looked at first) is counted. For paper: the form is at
hand and printed for this patient with only the items that apply, a time is one field, no field is looked for, nothing is
copied into another system afterwards.

Who is taken to a department leaves, arrives, and is identified there once more: two acts and those lines again on the
tablet, two lines of a transfer slip and those lines again on paper.

Not counted on either side: stops, corrections, a tablet that locked itself meanwhile and is unlocked with a badge (one
scan each time), a form that cannot be read. A date beside an answer is counted on the tablet as eight figures and one tap;
the tablet cannot ask for it yet.
`;
}

/** The less careful form is named where it is less work. */
function onceSays(all: readonly Compared[]): string {
  const fewer = all
    .filter(({ tablet, signedOnce }) => lookedAt(signedOnce) < lookedAt(tablet))
    .map(({ title }) => title);
  const sooner = all.filter(({ tablet, signedOnce }) => signedOnce.seconds < tablet.seconds).map(({ title }) => title);
  const named = (titles: readonly string[]): string => (titles.length === 0 ? 'nowhere' : `for ${titles.join(', ')}`);
  return `it takes fewer acts and readings than the tablet ${named(fewer)}, and fewer seconds ${named(sooner)}.`;
}

/** Items that cost more than on paper, the dearest first. */
function worseOf(all: readonly Compared[]): string {
  const worse = all.flatMap(({ title, lines, besides }) =>
    [...lines, besides]
      .map((line) => ({ title, line, more: line.tablet.seconds - line.paper.seconds }))
      .filter(({ line, more }) => more > 0 || lookedAt(line.tablet) > lookedAt(line.paper)),
  );
  if (worse.length === 0) return 'Nowhere.\n';
  return table(
    ['preparation', 'line', 'acts and readings more', 's more'],
    worse
      .sort((a, b) => b.more - a.more)
      .map(({ title, line, more }) => [
        title,
        line.says,
        String(lookedAt(line.tablet) - lookedAt(line.paper)),
        more.toFixed(1),
      ]),
  );
}

const linesOf = ({ title, lines, besides }: Compared): string => `### ${title}

${table(
  ['line', 'tablet: acts', 'readings', 's', 'paper: acts', 'readings', 's'],
  [...lines, besides].map(({ says, tablet, paper }: Line) => [
    says,
    ...[tablet, paper].flatMap(({ acts, readings, seconds }) => [String(acts), String(readings), seconds.toFixed(1)]),
  ]),
)}`;

/** Cells padded, so that the page reads as text too. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => [...(row[column] ?? '')].length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)).join(' | ')} |`;
  return `${[line(header), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n')}\n`;
}
