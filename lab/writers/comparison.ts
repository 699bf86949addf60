/** Two versions compared, as text: what the documents say otherwise, then each finding as a walk that can be followed. */
import type { Comparison } from '../compare/compare.ts';
import type { Finding } from '../compare/finding.ts';
import type { Migration } from '../compare/migrate.ts';
import type { MachineMigration, TraceComparison } from '../compare/traces.ts';
import type { Protocol } from '../../machines/index.ts';
import type { PathStep } from '../walker.ts';
import { saysChanged, saysOpening, saysStep } from '../walkthrough.ts';
import { saysLength } from '../words.ts';
import type { Way } from '../explore/way.ts';
import { wayText } from './proof.ts';

interface Versions {
  readonly old: Protocol;
  readonly new: Protocol;
}
const name = ({ document: { id, version } }: Protocol): string => `${id} ${version}`;

export function comparisonText(comparison: Comparison): string {
  const { changes, looser, tighter, unreachable, alike } = comparison;
  return [
    `${name(comparison.old)} and ${name(comparison.new)}`,
    ...titled('in the documents', changes.length === 0 ? ['nothing is otherwise'] : changes),
    ...findings('can happen now, and could not', looser, comparison),
    ...findings('is stricter now, or no longer happens', tighter, comparison),
    ...titled('tried, and alike', alike),
    ...(unreachable === 0 ? [] : ['', `${unreachable} differences in the chart are never come to.`]),
    '',
  ].join('\n');
}

export function migrationText(migration: Migration): string {
  const { refused, begins, leaves, invariants } = migration;
  return [
    `running preparations of ${name(migration.old)}, under ${name(migration.new)}`,
    ...titled('would find new, and begin there', begins),
    ...titled('would lose', leaves),
    ...findings('refused', refused, migration),
    '',
    ...(invariants === 0
      ? []
      : [`- ${invariants} invariants were asked of every state of the old version as it would stand in the new one`]),
    '- regions and states are the same by their names, items by their ids; nothing was moved',
    '',
  ].join('\n');
}

export function traceText({ gained, lost, whole }: TraceComparison): string {
  return [
    ...history('can happen now, and could not', gained),
    ...history('can no longer happen', lost),
    ...(gained === null && lost === null && whole ? ['The same histories.'] : []),
    ...(whole ? [] : ['A limit was reached: what was not found is unknown.']),
    '',
  ].join('\n');
}

export function machineMigrationText({ states, refused, whole }: MachineMigration): string {
  return [
    `${states} states of the old machine`,
    ...refused.flatMap(({ says, states: many, way }) => ['', `refused  ${many} of them: ${says}`, ...wayText(way)]),
    ...(whole ? [] : ['A limit was reached: what is not refused is unknown.']),
    '',
  ].join('\n');
}

const history = (title: string, way: Way | null): readonly string[] =>
  way === null
    ? []
    : [
        '',
        title,
        ...(way.feasible ? [] : ['         no clock allows this way; another may be there']),
        ...wayText(way),
      ];

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `    ${line}`)];

const findings = (title: string, found: readonly Finding[], versions: Versions): readonly string[] =>
  found.length === 0 ? [] : ['', title, ...found.flatMap((one, index) => findingText(one, index + 1, versions))];

const why: Readonly<Record<Exclude<Finding['verdict'], 'shown'>, string>> = {
  reached: 'the proof has a way there; no preparation was found that walks it',
  unknown: 'it is not known whether a preparation comes there',
  listed: 'no walk was looked for',
};

function findingText(
  { says, under, verdict, walk, other }: Finding,
  number: number,
  versions: Versions,
): readonly string[] {
  const head = `${String(number).padStart(3)}. ${says}`;
  if (verdict !== 'shown' || walk === null) return [head, `     ${why[verdict === 'shown' ? 'unknown' : verdict]}`];
  const protocol = versions[under];
  const before = [{ at: walk.opening.at, standing: walk.begins }, ...walk.steps];
  const steps = walk.steps.map((step, index) => {
    const { at, standing } = before[index] as PathStep;
    const changed = saysChanged(protocol, standing, step.standing).join('; ');
    const number = String(index + 1).padStart(8);
    // What would have ended in the other version goes on here.
    if (step.kind === 'wait' && changed === '')
      return `${number}. Wait ${saysLength(step.at - at)}. → everything stands as it did`;
    return `${number}. ${saysStep(protocol, step, at)} → ${changed || 'everything stands as it did'}`;
  });
  const elsewhere = under === 'new' ? 'the old version' : 'the new version';
  return [head, `     ${saysOpening(protocol, walk.opening)}.`, ...steps, `          ${elsewhere}: ${other}`];
}
