/**
 * A machine as Promela, for Spin: an explorer written by other people goes through the same states.
 *
 * It is made from what the explorer made of the machine, not from the chart: a region is a byte, an event is one `d_step`
 * with everything XState does in a step, and a context is a number. So Spin judges the exploring, the counting and the
 * invariants; that the trees say what XState does is judged elsewhere, by XState itself.
 */
import type { AnyStateMachine } from 'xstate';
import type { Digit } from '../explore/chart.ts';
import { all, any, not, type Condition } from '../explore/condition.ts';
import { exploreModel, type Explored } from '../explore/explore.ts';
import { modelOf, type Trial } from '../explore/model.ts';
import type { Invariant, Question } from '../explore/prove.ts';
import { checkHeard, checkQuestion } from '../explore/question.ts';
import { Refused } from '../explore/refused.ts';
import { canonical } from '../explore/values.ts';
import { conditionWhere } from '../explore/where.ts';
import {
  afterHeard,
  changeName,
  conditionText,
  contextIn,
  contextsWhere,
  heardWhere,
  indented,
  keptName,
  treeLines,
  waysOf,
  type Page,
} from './promela/conditions.ts';
import { promelaNames } from './promela/names.ts';

/** More than this is for a machine to read; so many are said in words. */
const contextsSaid = 50;
/** A table of more contexts is no text any more. */
const contextsMax = 10_000;

/** @throws Refused for what cannot be read, and for what cannot be written, by name. */
export function promela(machine: AnyStateMachine, question: Question = {}): string {
  checkQuestion(question);
  const { invariants = [], limits = {}, ...scope } = question;
  const model = modelOf(machine, scope);
  checkHeard(model.chart, scope);
  const never = invariants.map((invariant) => conditionWhere(invariant.never, model.chart, model.contexts));
  for (const { label, tree, parts } of model.trials)
    if (tree === null && parts === null)
      throw new Refused(
        '',
        `the event "${label}" cannot be written: what it does hangs on what is in the context, or on too much at once`,
      );
  // What the context answers is known for the contexts that arise, so they are looked for first.
  const explored = exploreModel(model, never, limits);
  const { count } = model.contexts;
  if (!explored.whole)
    throw new Refused(
      '',
      `it was not explored to its end, at ${explored.ran.states} states, so not every context is known`,
    );
  if (count > contextsMax)
    throw new Refused(
      '',
      `${count} contexts arise, and more than ${contextsMax} are not written; say which part matters`,
    );
  const page: Page = { model, names: promelaNames(model.chart), changes: new Set(), kept: 0 };
  const steps = model.trials.flatMap((trial) => stepLines(trial, page));
  const lines = [
    ...headLines(explored, machine.id, invariants),
    '',
    ...model.chart.digits.flatMap((digit, index) => digitLines(digit, index, page)),
    ...(count > 1 ? contextLines(page) : []),
    ...Array.from({ length: page.kept }, (_none, index) => `hidden byte ${keptName(index)};`),
    ...[...page.changes].flatMap((opaque) => changeLines(opaque, page)),
    ...invariantDefinitions(invariants, never, page),
    '',
    'active proctype machine() {',
    'end: do',
    ...indented([...readLines(page), ...invariantLines(invariants), ...steps]),
    '  od',
    '}',
    '',
  ];
  return lines.join('\n');
}

const said = (text: string): string => text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ');
const comment = (text: string): string => `/* ${said(text)} */`;

function headLines({ ran }: Explored, id: string, invariants: readonly Invariant[]): readonly string[] {
  const depth = ran.states > 9_000 ? ` -m${ran.states + 10}` : '';
  const file = `${id.replaceAll(/[^\w-]+/g, '-')}.pml`;
  return [
    comment(`The machine "${id}", written by WardReady for Spin.`),
    comment(`spin -a ${file} && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -c0${depth}`),
    comment(
      `The explorer of WardReady found ${ran.states} states; Spin stores as many. Deadlines may fall due at any time.`,
    ),
    ...(invariants.length === 0
      ? []
      : [comment('Every invariant is asked in every state; spin -DCHECK=2 asks the second alone.')]),
  ];
}

/** The names of a region's values, and the variable that says which it is. */
function digitLines({ kind, of, values }: Digit, digit: number, { names, model }: Page): readonly string[] {
  const what = kind === 'history' ? `what ${of.path} remembers` : of.path === '' ? 'the machine' : of.path;
  const type = values.length <= 256 ? 'byte' : 'short';
  return [
    comment(what),
    ...values.map((node, value) => {
      const meaning = node !== null ? node.path : kind === 'history' ? 'never left' : 'not active';
      return `#define ${names.value(digit, value)} ${value} ${comment(meaning)}`;
    }),
    `${type} ${names.variable(digit)} = ${names.value(digit, model.initial.digits[digit] ?? 0)};`,
  ];
}

function contextLines({ model: { contexts, initial } }: Page): readonly string[] {
  const listed = Array.from({ length: Math.min(contexts.count, contextsSaid) }, (_none, context) =>
    comment(`context ${context}: ${canonical(contexts.at(context))}`),
  );
  const more = contexts.count - listed.length;
  return [
    ...listed,
    ...(more > 0 ? [comment(`and ${more} more`)] : []),
    `${contexts.count <= 256 ? 'byte' : 'short'} context = ${initial.context};`,
  ];
}

function changeLines(opaque: number, { model }: Page): readonly string[] {
  const { contexts } = model;
  const targets = [...new Set(contexts.answers(opaque))].filter((to) => to >= 0);
  const options = targets.flatMap((to) => {
    const from = contextsWhere(model, opaque, to).filter((context) => context !== to);
    return from.length === 0 ? [] : [`:: ${contextIn(from)} -> context = ${to}`];
  });
  return [
    comment(contexts.says(opaque)),
    `inline ${changeName(opaque)}() {`,
    ...(options.length === 0 ? ['  skip'] : indented(['if', ...options, ':: else -> skip', 'fi'])),
    '}',
  ];
}

function invariantDefinitions(
  invariants: readonly Invariant[],
  never: readonly Condition[],
  page: Page,
): readonly string[] {
  if (invariants.length === 0) return [];
  return [
    '#ifndef CHECK',
    '#define CHECK 0',
    '#endif',
    ...invariants.flatMap(({ id, says }, index) => [
      comment(`${index + 1}. ${id}: ${says}`),
      `#define broken_${index + 1} (${conditionText(never[index] as Condition, page)})`,
    ]),
  ];
}

/**
 * Everything is asked for in every state: what nothing asks for Spin leaves out of its states, and what a history
 * remembers is often only written. No state takes this step.
 */
function readLines({ model: { chart, contexts }, names }: Page): readonly string[] {
  const beyond = chart.digits.map(
    ({ values }, digit) => `${names.variable(digit)} > ${names.value(digit, values.length - 1)}`,
  );
  if (contexts.count > 1) beyond.push(`context >= ${contexts.count}`);
  if (beyond.length === 0) return [];
  return [comment('nothing is anywhere else'), `:: d_step { ${beyond.join(' || ')} -> assert(false) }`];
}

/** A step that only a broken state takes, and that goes nowhere: it adds no state. */
function invariantLines(invariants: readonly Invariant[]): readonly string[] {
  return invariants.flatMap((_invariant, index) => [
    `#if CHECK == 0 || CHECK == ${index + 1}`,
    `:: d_step { broken_${index + 1} -> assert(!broken_${index + 1}) }`,
    '#endif',
  ]);
}

/** One event: what must hold for it to be heard, then everything it does. */
function stepLines({ label, tree, parts }: Trial, page: Page): readonly string[] {
  const trees = tree === null ? (parts ?? []) : [tree];
  const heard = any(trees.map(heardWhere));
  if (heard === false) return [];
  const { done } = page.model;
  const guard = conditionText(all([not(done), heard]), page);
  const bodies = tree === null ? [trees] : waysOf(afterHeard(tree)).map((way) => [way]);
  return bodies.flatMap((body, way) => {
    const does = body.flatMap((part) => treeLines(part, page));
    return [
      comment(`${label}${bodies.length === 1 ? '' : ` (one order of several, ${way + 1})`}`),
      `:: d_step { ${guard} ->`,
      ...indented(indented(does.length === 0 ? ['skip'] : does)),
      '  }',
    ];
  });
}
