/**
 * `npm run draw`: writes the pages that are drawn from code and documents, so that they cannot say anything else.
 * With `--check` it writes nothing and fails when a page is not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { register } from 'tsx/esm/api';
import { safetyPage } from './safety.mjs';
import { root } from './tree.mjs';

register();
const { parseDuration, refusals, steps } = await import('../machines/index.ts');
const { readProtocols, sayError } = await import('../server/documents/protocols.ts');

const { draw, layout, outlineOf, partOf } = await import('../lab/index.ts');
const protocols = await shippedProtocols();

const pages = {
  'docs/refusals.md': refusalsPage(),
  'docs/steps.md': stepsPage(protocols),
  'docs/safety.md': safetyPage(root, table),
  'docs/diagrams/venepuncture.svg': await diagram({ depth: 2 }),
  'docs/diagrams/consent.svg': await diagram({ state: 'open.consent.standing' }),
};
const checking = process.argv.includes('--check');
const stale = Object.entries(pages).filter(([path, text]) => textOf(path) !== text);

for (const [path, text] of stale) {
  if (checking) process.stderr.write(`${path} is not what \`npm run draw\` writes; run it and commit the page\n`);
  else {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path} written\n`);
  }
}
process.exitCode = checking && stale.length > 0 ? 1 : 0;

function textOf(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}

function refusalsPage() {
  return `# Refusals

Drawn from \`machines/refusals.ts\` by \`npm run draw\`; do not edit.

Every reason WardReady says no, with the sentence a technician reads. A refusal is an answer, not an error: it is
committed like any other verdict, and the same command asked again gets the same refusal. Codes are stable; wording may
improve. Where the chart knows more precisely what is missing, the screen shows that sentence instead, under the same code.

${table(
  ['code', 'what it says'],
  Object.entries(refusals).map(([code, says]) => [`\`${code}\``, says]),
)}`;
}

/** A part of venepuncture, as `wardready diagram` draws it. */
async function diagram(options) {
  const { protocol } = protocols.find(({ name }) => name === 'venepuncture.yaml');
  return draw(await layout(partOf(outlineOf(protocol.machine), options)));
}

async function shippedProtocols() {
  const { read, errors } = await readProtocols(join(root, 'protocols'));
  if (errors.length > 0) throw new Error(errors.map(sayError).join('\n'));
  return read.map(({ file, protocol }) => ({ name: basename(file), protocol }));
}

function stepsPage(protocols) {
  return `# Steps and items

Drawn from \`machines/steps\` and \`protocols/\` by \`npm run draw\`; do not edit.

A step is written once in \`machines/steps\`; a protocol chooses among the steps and gives each its items.
**Stop class**: \`hard\`, nobody overrides; \`override\`, a named role may, with a reason; \`warn\`, shown and answered, never
blocks; \`info\`, recorded only. **Status** says how far a source may be trusted: \`sourced\`, read in the source named;
\`general knowledge\`, believed but not checked against it; \`project default\`, chosen here, no standard says it.

## The steps

${steps.map((step) => stepText(step, protocols[0]?.protocol)).join('\n\n')}

${protocols.map(protocolText).join('\n\n')}
`;
}

function stepText(step, protocol) {
  const standings = Object.entries(step.says).map(
    ([state, { says, bad }]) => `- \`${state}\`: ${says}${bad === true ? ' (stops the line)' : ''}`,
  );
  const conditions =
    protocol === undefined ? [] : step.conditions(protocol.document).filter(({ name }) => step.requires.includes(name));
  const required = conditions.map(({ says }) => says);
  return [
    `### ${step.title} (\`${step.id}\`)`,
    step.purpose,
    standings.join('\n'),
    required.length === 0 ? '' : `Readiness waits while: ${required.join(' ')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function protocolText({ name, protocol }) {
  const { document } = protocol;
  const unreviewed =
    document.status === 'unreviewed'
      ? '\n\n**Unreviewed.** Written by engineers; no clinician has reviewed or approved it.'
      : '';
  const inSteps = protocol.steps.map(
    ({ definition, items }) => `### ${document.title}: ${definition.title}\n\n${itemsTable(document, items)}`,
  );
  const times = Object.entries(document.times).map(([id, { is, source, status }]) => [`\`${id}\``, is, source, status]);
  return `## ${document.title} (\`protocols/${name}\`, ${document.version})

After: ${document.standard}.${unreviewed}

${inSteps.join('\n')}
### ${document.title}: lengths of time

${table(['name', 'is', 'source', 'status'], times)}`;
}

function itemsTable(document, items) {
  const header = ['item', 'asks', 'kind', 'stop', 'counts', 'source', 'status'];
  return table(
    header,
    items.map((item) => [
      `\`${item.id}\``,
      item.text,
      item.kind,
      stopOf(item),
      countsOf(document, item),
      item.source,
      item.status,
    ]),
  );
}

function stopOf({ stop, overriddenBy }) {
  return overriddenBy === undefined ? stop : `${stop} (${overriddenBy.join(', ')})`;
}

/** How long it counts, in the document's own words. */
function countsOf(document, item) {
  const time = (name) => {
    const { is } = document.times[name];
    if (typeof parseDuration(is) === 'string') throw new Error(parseDuration(is));
    return is;
  };
  const says = [
    item.takes === undefined ? '' : `takes ${time(item.takes)}`,
    item.validFor === undefined ? '' : `for ${time(item.validFor)}`,
    ...(item.validForIf ?? []).map((row) => `for ${time(row.validFor)} if ${row.fact} is ${row.is.join(' or ')}`),
    item.untilAfterStart === undefined ? '' : `until ${time(item.untilAfterStart)} after the planned start`,
    item.window === undefined ? '' : windowOf(item.window, time),
    item.verifyWithin === undefined ? '' : `second person within ${time(item.verifyWithin)}`,
    item.usedBy === undefined ? '' : `used up by \`${item.usedBy}\``,
    item.appliesIf === undefined ? '' : `only if ${appliesOf(item.appliesIf)}`,
  ].filter((part) => part !== '');
  return says.length === 0 ? 'until something undoes it' : says.join('; ');
}

function appliesOf(test) {
  if (test.any !== undefined) return test.any.map(appliesOf).join(', or ');
  if (test.all !== undefined) return test.all.map(appliesOf).join(', and ');
  if (test.age !== undefined) return `the age is ${boundsOf(test.age)}`;
  if (test.sex !== undefined) return `the sex is ${test.sex.join(' or ')}`;
  if (test.reading !== undefined) return `${test.reading} is ${boundsOf(test)}`;
  if (test.isNot !== undefined) return `${test.fact} is not ${test.isNot.join(' or ')}`;
  return `${test.fact ?? test.answer} is ${test.is.join(' or ')}`;
}

function boundsOf({ atLeast, atMost }) {
  const least = atLeast === undefined ? '' : `${atLeast} or more`;
  const most = atMost === undefined ? '' : `${atMost} or less`;
  return [least, most].filter((part) => part !== '').join(' and ');
}

function windowOf({ of, atLeast, atMost }, time) {
  const least = atLeast === undefined ? '' : `at least ${time(atLeast)}`;
  const most = atMost === undefined ? '' : `at most ${time(atMost)}`;
  const instant = { value: 'the time answered', act: 'the act', taken: 'the time asked beside it' }[of];
  return `${instant} ${[least, most].filter((part) => part !== '').join(' and ')} before the planned start`;
}

/** Cells padded, so that the page also reads as text and the formatter leaves it alone. */
function table(header, rows) {
  const safe = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = header.map((_, column) => Math.max(3, ...safe.map((row) => [...row[column]].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length)).join(' | ')} |`;
  const [first, ...rest] = safe;
  return `${[line(first), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)].join('\n')}\n`;
}
