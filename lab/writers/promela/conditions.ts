/** Conditions and trees of the explorer, as Promela. */
import type { Digit } from '../../explore/chart.ts';
import { all, any, not, type Condition } from '../../explore/condition.ts';
import type { Model } from '../../explore/model.ts';
import type { Value } from '../../explore/run.ts';
import type { Leaf, Tree } from '../../explore/tree.ts';
import type { PromelaNames } from './names.ts';

export interface Page {
  readonly model: Model;
  readonly names: PromelaNames;
  /** Functions of the context that change it, which an `inline` is written for. */
  readonly changes: Set<number>;
  /** How many values must be kept while a step writes. */
  kept: number;
}

export function conditionText(condition: Condition, page: Page): string {
  const text = (part: Condition): string => conditionText(part, page);
  if (typeof condition === 'boolean') return String(condition);
  if ('opaque' in condition) {
    const contexts = contextsWhere(page.model, condition.opaque, 1);
    // One context that never changes is no variable.
    return page.model.contexts.count === 1 ? String(contexts.length === 1) : contextIn(contexts);
  }
  if ('digit' in condition) return digitText(condition.digit, condition.mask, page);
  if ('not' in condition) return `!${wrapped(text(condition.not))}`;
  return 'all' in condition
    ? condition.all.map((part) => wrapped(text(part))).join(' && ')
    : condition.any.map((part) => wrapped(text(part))).join(' || ');
}
const wrapped = (text: string): string => (/^[\w!]+$/.test(text) ? text : `(${text})`);

function digitText(digit: number, mask: bigint, { model, names }: Page): string {
  const { values } = model.chart.digits[digit] as Digit;
  const here = values.flatMap((_node, value) => ((mask & (1n << BigInt(value))) === 0n ? [] : [value]));
  const missing = values.flatMap((_node, value) => (here.includes(value) ? [] : [value]));
  const is = (value: number, how: string): string => `${names.variable(digit)} ${how} ${names.value(digit, value)}`;
  if (here.length <= missing.length) return here.map((value) => is(value, '==')).join(' || ') || 'false';
  return missing.map((value) => is(value, '!=')).join(' && ') || 'true';
}

/** The contexts for which a function of the context gave this answer; what was never asked never arises. */
export function contextsWhere({ contexts }: Model, opaque: number, answer: number): readonly number[] {
  const answers = contexts.answers(opaque);
  return Array.from({ length: contexts.count }, (_none, context) => context).filter(
    (context) => answers[context] === answer,
  );
}
/** `context` is one of these: neighbours said as a range. */
export function contextIn(contexts: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const context of contexts) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === context - 1) last.to = context;
    else ranges.push({ from: context, to: context });
  }
  const texts = ranges.map(({ from, to }) =>
    from === to ? `context == ${from}` : `(context >= ${from} && context <= ${to})`,
  );
  return texts.join(' || ') || 'false';
}

/** When an event is heard: a condition on where things stand before it. */
export function heardWhere(tree: Tree): Condition {
  switch (tree.kind) {
    case 'if': {
      const [yes, no] = [heardWhere(tree.yes), heardWhere(tree.no)];
      if (yes === no) return yes;
      return any([all([tree.condition, yes]), all([not(tree.condition), no])]);
    }
    case 'either':
      return any(tree.ways.map(heardWhere).filter((heard, index, list) => list.indexOf(heard) === index));
    case 'assign':
      return heardWhere(tree.next);
    case 'leaf':
      return tree.heard || tree.refused !== null;
    case 'unknown':
      throw new Error('A tree was not grown to its end.');
  }
}

/** What is left to decide of an event that is heard. */
export function afterHeard(tree: Tree): Tree {
  if (tree.kind !== 'if') return tree;
  if (heardWhere(tree.no) === false) return afterHeard(tree.yes);
  return heardWhere(tree.yes) === false ? afterHeard(tree.no) : tree;
}

/** Trees without a choice, which together go every way that this one may go. */
export function waysOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'either') return tree.ways.flatMap(waysOf);
  if (tree.kind === 'assign') return waysOf(tree.next).map((next) => ({ ...tree, next }));
  if (tree.kind !== 'if') return [tree];
  const [yes, no] = [waysOf(tree.yes), waysOf(tree.no)];
  const at = (ways: readonly Tree[], index: number): Tree => ways[Math.min(index, ways.length - 1)] as Tree;
  return Array.from({ length: Math.max(yes.length, no.length) }, (_none, index) => ({
    ...tree,
    yes: at(yes, index),
    no: at(no, index),
  }));
}

/** The statements of a tree, as lines; none where it does nothing. */
export function treeLines(tree: Tree, page: Page): readonly string[] {
  switch (tree.kind) {
    case 'if': {
      const [yes, no] = [treeLines(tree.yes, page), treeLines(tree.no, page)];
      if (yes.length === 0 && no.length === 0) return [];
      return [
        'if',
        `:: ${conditionText(tree.condition, page)} ->`,
        ...indented(yes.length === 0 ? ['skip'] : yes),
        ':: else ->',
        ...indented(no.length === 0 ? ['skip'] : no),
        'fi;',
      ];
    }
    case 'assign':
      page.changes.add(tree.opaque);
      return [`${changeName(tree.opaque)}();`, ...treeLines(tree.next, page)];
    case 'leaf':
      return tree.refused === null ? writeLines(tree, page) : ['assert(false); /* never reached */'];
    default:
      throw new Error('A step that is written is worked out and has no choice in it.');
  }
}
export const changeName = (opaque: number): string => `change_${opaque}`;
export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** Every value is what it was before the step, so what is written first is kept where it is still asked for. */
function writeLines({ writes }: Leaf, page: Page): readonly string[] {
  const written = new Set(writes.map(([digit]) => digit));
  const keep: string[] = [];
  const write = writes.map(([digit, value]): string => {
    if (typeof value === 'number') return `${page.names.variable(digit)} = ${page.names.value(digit, value)};`;
    const text = copied(digit, value, page);
    if (!written.has(value.was)) return `${page.names.variable(digit)} = ${text};`;
    const kept = keptName(keep.length);
    keep.push(`${kept} = ${text};`);
    return `${page.names.variable(digit)} = ${kept};`;
  });
  page.kept = Math.max(page.kept, keep.length);
  return [...keep, ...write];
}
export const keptName = (index: number): string => `kept_${index}`;

/** `(a == x -> p : (a == y -> q : r))`, or the variable itself. */
function copied(digit: number, { was, map }: Exclude<Value, number>, { names }: Page): string {
  if (map === null) return names.variable(was);
  return map
    .slice(0, -1)
    .reduceRight(
      (rest, to, from) =>
        `(${names.variable(was)} == ${names.value(was, from)} -> ${names.value(digit, to)} : ${rest})`,
      names.value(digit, map.at(-1) ?? 0),
    );
}
