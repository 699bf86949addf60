/**
 * Trees made into one function of integers: the explorer that is fast.
 * A state is a few words and its context's number; a step is tests on digits and a sum of constants.
 */
import type { Digit } from './chart.ts';
import type { Condition } from './condition.ts';
import type { Model, Stepped, Trial } from './model.ts';
import { wordNames, type Packing } from './packing.ts';
import type { Leaf, Tree } from './tree.ts';

/** What made code calls back for. */
export interface Aid {
  readonly start: readonly number[];
  readonly limit: number;
  readonly seenLeaves: Uint8Array;
  readonly ask: (opaque: number, context: number) => number;
  readonly answers: (opaque: number) => Int32Array;
  /** How many contexts there are by now. */
  readonly contexts: () => number;
  /** The words and context of each successor, of an event that has no tree; and remembers what was taken. */
  readonly slow: (trial: number, digits: readonly number[], context: number) => readonly (readonly number[])[];
  readonly refuse: (leaf: number) => never;
  readonly full: () => never;
}
/** What made code found. */
export interface Ran {
  readonly states: number;
  readonly explored: number;
  readonly moves: number;
  /** For each condition the first state of which it holds, -1 for none. */
  readonly first: readonly number[];
  /** The first state that has not ended and in which nothing is heard; -1 for none. */
  readonly silent: number;
  at(state: number): readonly number[];
  readonly from: Int32Array | null;
  readonly via: Int32Array | null;
}
export interface Code {
  readonly source: string;
  readonly leaves: readonly Leaf[];
}

/** The body of a function of an `Aid` that explores, breadth first. */
export function codeOf(model: Model, packing: Packing, looked: readonly Condition[]): Code {
  const { digits } = model.chart;
  const leaves: Leaf[] = [];
  const opaques = new Set<number>();
  const assigns = new Set<number>();
  const words = wordNames(packing);
  const condition = (of: Condition, context = 'x'): string => conditionCode(of, digits, context, opaques);
  const steps = model.trials.map(stepOf);
  const tests = looked.map((one, index) => `if(first[${index}]<0&&(${condition(one)}))first[${index}]=h;`);
  const done = condition(model.done);
  const chunks = chunksOf(steps.map((step, index) => `${packing.kept ? `trial=${index};` : ''}{${step}}`));
  const called = chunks.map((chunk, index) => ({
    name: `e${index}`,
    chunk,
    reads: [...readIn(chunk), ...words, 'x'].join(),
  }));
  const variables = [...digits.map((_digit, index) => `a${index}`), ...words, 'x', 'z']
    .map((name) => `${name}=0`)
    .join();
  const begin = packing.reach(
    words.map((_word, index) => `start[${index}]`),
    `start[${words.length}]`,
  );
  // "var", because "let" is checked at each use.
  const source = `"use strict";
var {start,limit,seenLeaves,ask,answers,contexts,slow,refuse,full}=aid,h=-1,trial=-1,moves=0,silent=-1;
${packing.store}
${[...opaques].map((opaque) => answered(opaque, assigns.has(opaque) ? packing.room('(contexts()-1)') : '')).join('\n')}
${called.map(({ name, chunk, reads }) => `function ${name}(${reads}){var t=0,m=0;${chunk}return m}`).join('\n')}
function explore(){
var t=0,m=0,first=new Array(${looked.length}).fill(-1),${variables};
${packing.room('(contexts()-1)')}${begin}
for(h=0;h<count&&count<=limit;h++){
${packing.read}${packing.decode}
${tests.join('')}
if(${done})continue;
m=${called.map(({ name, reads }) => `${name}(${reads})`).join('+') || '0'};
if(m===0&&silent<0)silent=h;
moves+=m;
}
return {states:count,explored:h,moves,first,silent,from,via,at(i){${packing.readAt}}}}
return explore();`;
  return { source, leaves };

  function stepOf({ tree, parts }: Trial, index: number): string {
    if (tree !== null) return treeCode(tree, 0, 'x');
    if (parts !== null) return partsCode(parts);
    const at = digits.map((_digit, digit) => `a${digit}`).join();
    const context = `s[${words.length}]`;
    const each = packing.reach(
      words.map((_word, word) => `s[${word}]`),
      context,
    );
    return `{const found=slow(${index},[${at}],x);${packing.room('(contexts()-1)')}for(const s of found){m++;${each}}}`;
  }
  /** @param context the variable that holds the context at this point. */
  function treeCode(tree: Tree, depth: number, context: string): string {
    switch (tree.kind) {
      case 'if':
        return branch(
          condition(tree.condition, context),
          treeCode(tree.yes, depth, context),
          treeCode(tree.no, depth, context),
        );
      case 'either':
        return tree.ways.map((way) => `{${treeCode(way, depth, context)}}`).join('');
      case 'assign':
        opaques.add(tree.opaque);
        assigns.add(tree.opaque);
        return `const x${depth}=g${tree.opaque}(${context});${treeCode(tree.next, depth + 1, `x${depth}`)}`;
      case 'leaf': {
        const seen = reached(tree);
        if (tree.refused !== null || !tree.heard || (tree.writes.length === 0 && context === 'x'))
          return seen === '' ? '' : `${seen}${tree.refused === null && tree.heard ? 'm++;' : ''}`;
        const now = words.map((word, at) => sum(word, packing.shift(at, tree.writes)));
        return `${seen}m++;${packing.reach(now, context)}`;
      }
      case 'unknown':
        throw new Error('A tree was not grown to its end.');
    }
  }
  /** Each part adds to the words what it changes; no part reads what another writes, and none touches the context. */
  function partsCode(parts: readonly Tree[]): string {
    const deltas = words.map((_word, at) => `d${at}`);
    const part = (tree: Tree): string => {
      if (tree.kind === 'if') return branch(condition(tree.condition), part(tree.yes), part(tree.no));
      if (tree.kind !== 'leaf') throw new Error('A part of an event neither assigns nor chooses.');
      const shifts = deltas.map((delta, at) => ({ delta, by: packing.shift(at, tree.writes) }));
      const heard = tree.heard ? 'heard=true;' : '';
      return `${reached(tree)}${heard}${shifts.map(({ delta, by }) => (by === '' ? '' : `${delta}+=${by};`)).join('')}`;
    };
    const shifted = words.map((word, at) => `(${word}+${deltas[at]})`);
    return `var heard=false,${deltas.map((delta) => `${delta}=0`).join()};${parts.map(part).join('')}if(heard){m++;${packing.reach(shifted, 'x')}}`;
  }
  /** A leaf that was reached is remembered: what it takes is taken at least once. */
  function reached(leaf: Leaf): string {
    if (leaf.refused !== null) return `refuse(${leaves.push(leaf) - 1});`;
    return leaf.heard ? `seenLeaves[${leaves.push(leaf) - 1}]=1;` : '';
  }
}

/** As much code as one function has. V8 makes it anew whenever it comes where it has not been: a larger one takes it longer. */
const chunkMax = 6000;
function chunksOf(steps: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const step of steps) {
    const last = chunks.at(-1);
    if (last === undefined || last.length + step.length > chunkMax) chunks.push(step);
    else chunks[chunks.length - 1] = `${last}\n${step}`;
  }
  return chunks;
}
/** The digits that code looks at. */
const readIn = (code: string): readonly string[] => [...new Set(code.match(/\ba\d+\b/g))];

const branch = (test: string, yes: string, no: string): string =>
  yes === '' && no === '' ? '' : `if(${test}){${yes}}${no === '' ? '' : `else{${no}}`}`;
const sum = (word: string, by: string): string => (by === '' ? word : `(${word}+${by})`);

/** A function of the context: looked up, and asked once; what it gives may be a context that was not there before. */
const answered = (opaque: number, room: string): string =>
  `var G${opaque}=answers(${opaque});function g${opaque}(c){var v=c<G${opaque}.length?G${opaque}[c]:-1;if(v<0){v=ask(${opaque},c);G${opaque}=answers(${opaque});${room}}return v}`;

function conditionCode(condition: Condition, digits: readonly Digit[], context: string, opaques: Set<number>): string {
  const code = (part: Condition): string => conditionCode(part, digits, context, opaques);
  if (typeof condition === 'boolean') return String(condition);
  if ('opaque' in condition) {
    opaques.add(condition.opaque);
    return `g${condition.opaque}(${context})===1`;
  }
  if ('digit' in condition)
    return digitCode(condition.digit, condition.mask, (digits[condition.digit] as Digit).values.length);
  if ('not' in condition) return `!(${code(condition.not)})`;
  return 'all' in condition
    ? condition.all.map((part) => `(${code(part)})`).join('&&')
    : condition.any.map((part) => `(${code(part)})`).join('||');
}

function digitCode(digit: number, mask: bigint, radix: number): string {
  const all = Array.from({ length: radix }, (_value, index) => index);
  const values = all.filter((value) => (mask & (1n << BigInt(value))) !== 0n);
  const missing = all.filter((value) => !values.includes(value));
  if (missing.length === 0) return 'true';
  if (missing.length === 1) return `a${digit}!==${missing[0]}`;
  if (values.length === 1) return `a${digit}===${values[0]}`;
  return radix <= 31 ? `(${mask}>>>a${digit}&1)===1` : values.map((value) => `a${digit}===${value}`).join('||');
}

/** The slow way, for an event that has no tree. */
export const slowly =
  (model: Model, packing: Packing, seen: (next: Stepped) => void): Aid['slow'] =>
  (trial, digits, context) => {
    const next = model.stepped(trial, { digits, context });
    next.forEach(seen);
    return next.map((one) => [...packing.pack(one.digits), one.context]);
  };
