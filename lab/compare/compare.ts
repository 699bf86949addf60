/**
 * What a new version of a protocol lets happen that the old one did not, and the reverse; each with a walk that a
 * preparation makes through the shipped `decide`, and what the other version makes of the same walk.
 */
import type { Protocol } from '../../machines/index.ts';
import { proveReduced } from '../explore/prove-large.ts';
import { protocolQuestion } from '../proofs/question.ts';
import { documentChanges } from './document-changes.ts';
import type { Finding } from './finding.ts';
import { finding, Pair } from './pair.ts';
import type { StepDifference } from './step-differences.ts';
import { Side } from './side.ts';

export interface Comparison {
  readonly old: Protocol;
  readonly new: Protocol;
  /** What the documents say otherwise, line by line. */
  readonly changes: readonly string[];
  /** What can now happen that could not, and is not stricter: each is to be looked at by somebody. */
  readonly looser: readonly Finding[];
  /** What can no longer happen, or happens sooner. */
  readonly tighter: readonly Finding[];
  /** Differences that nothing ever comes to. */
  readonly unreachable: number;
  /** Items whose answers were tried in both, and none counted otherwise. */
  readonly alike: readonly string[];
}
export interface CompareOptions {
  /** Of what is tighter, so many are walked; the others are told without a walk. */
  readonly tighterWalked?: number;
  /** After each finding. */
  readonly told?: (found: Finding) => void;
  /** Whether the time that was given is over: what was not decided by then is told as not known, each by its name. */
  readonly isOver?: () => boolean;
}

export function compare(
  old: Protocol,
  fresh: Protocol,
  { tighterWalked = Infinity, told = () => undefined, isOver }: CompareOptions = {},
): Comparison {
  return compareSides(new Pair(new Side(old, isOver), new Side(fresh, isOver)), { tighterWalked, told });
}

export function compareSides(
  pair: Pair,
  { tighterWalked = Infinity, told = () => undefined }: CompareOptions,
): Comparison {
  const looser: Finding[] = [];
  const tighter: Finding[] = [];
  let unreachable = 0;
  const add = (list: Finding[], ...found: readonly Finding[]): void => {
    list.push(...found);
    found.forEach(told);
  };
  const steps = (
    differences: readonly StepDifference[],
    list: Finding[],
    under: Finding['under'],
    walked: number,
  ): void => {
    for (const difference of differences) {
      const found = list.length < walked ? pair.stepFinding(difference, under) : pair.listed(difference, under);
      if (found === null) unreachable++;
      else add(list, found);
    }
  };
  add(looser, ...pair.ready('new'));
  add(looser, ...pair.entered('new'));
  const gained = pair.steps('new');
  steps(
    gained.filter(({ gives }) => gives),
    looser,
    'new',
    Infinity,
  );
  const judged = pair.judged();
  for (const one of judged) add(looser, ...pair.judgedFindings(one, 'new'));
  for (const one of pair.times()) if (one.loosens) add(looser, pair.timeFinding(one, 'new'));
  add(looser, ...brokenIn(pair));
  for (const one of judged) add(tighter, ...pair.judgedFindings(one, 'old'));
  for (const one of pair.times()) if (one.tightens) add(tighter, pair.timeFinding(one, 'old'));
  add(tighter, ...pair.ready('old').slice(0, tighterWalked));
  steps(
    gained.filter(({ gives }) => !gives),
    tighter,
    'new',
    tighterWalked,
  );
  steps(pair.steps('old'), tighter, 'old', tighterWalked);
  const alike = judged.filter(({ looser: more, tighter: less, open }) => more === null && less === null && !open);
  return {
    old: pair.old.protocol,
    new: pair.new.protocol,
    changes: documentChanges(pair.old.protocol.document, pair.new.protocol.document),
    looser,
    tighter,
    unreachable,
    alike: alike.map(({ item, tried }) => `"${item.text}": ${tried} answers and openings tried, none counts otherwise`),
  };
}

/** What must hold of every protocol and does not of the new one. */
function brokenIn({ new: side, doAlike }: Pair): readonly Finding[] {
  if (doAlike) return [];
  const { protocol } = side;
  const { machine, ...question } = protocolQuestion(protocol);
  const never = new Map(question.invariants?.map((invariant) => [invariant.id, invariant.never]));
  return proveReduced(machine, question).findings.flatMap(({ invariant, verdict, way }): readonly Finding[] => {
    const where = never.get(invariant.id);
    if (verdict === 'holds' || where === undefined) return [];
    const says = `${invariant.id} ${verdict === 'broken' ? 'no longer holds' : 'is not decided any more'}: ${invariant.says}`;
    const found = side.walkTo(side.where(where), null, () => true);
    if (found.walk !== null) return [finding('invariant', says, 'new', 'shown', found.walk, 'it held')];
    if (verdict === 'unknown' || way === null) return [finding('invariant', says, 'new', 'unknown', null, '')];
    return [finding('invariant', says, 'new', 'reached', null, '')];
  });
}
