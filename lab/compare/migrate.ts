/**
 * Whether preparations that run under an old version could go on under a new one, each where it stands. An answer, and
 * nothing that moves anybody: a preparation keeps the version it began with.
 *
 * Regions and states are the same by their names, items by their ids. What is new begins where it begins; what is gone is
 * left behind. It is refused where a preparation may stand as the new version would never have let it.
 */
import type { Protocol } from '../../machines/index.ts';
import { holds } from '../explore/table.ts';
import { protocolInvariants } from '../proofs/protocol-invariants.ts';
import { regionOf, regionsOf } from '../regions.ts';
import { saysStanding } from '../words.ts';
import type { Finding } from './finding.ts';
import { finding, Pair, saysAt } from './pair.ts';
import { Side } from './side.ts';

export interface Migration {
  readonly old: Protocol;
  readonly new: Protocol;
  /** Why it is refused, each with a walk of a running preparation; none where it is not. */
  readonly refused: readonly Finding[];
  /** Regions that a running preparation would find new, and those it would lose. */
  readonly begins: readonly string[];
  readonly leaves: readonly string[];
  /** Invariants of the new version that were asked of every state of the old one. */
  readonly invariants: number;
}
export interface MigrateOptions {
  /** So many refusals are walked; what is refused besides is told without a walk. */
  readonly walked?: number;
  /** Whether the time that was given is over: what was not decided by then is refused as not known. */
  readonly isOver?: () => boolean;
}

export function migrate(old: Protocol, fresh: Protocol, options: MigrateOptions = {}): Migration {
  return migrateSides(new Pair(new Side(old, options.isOver), new Side(fresh, options.isOver)), options);
}

export function migrateSides(pair: Pair, { walked = Infinity }: MigrateOptions = {}): Migration {
  const { protocol: old } = pair.old;
  const { protocol: fresh } = pair.new;
  const refused: Finding[] = [...lostStates(pair), ...pair.entered('old'), ...pair.ready('old')];
  for (const one of pair.judged()) refused.push(...pair.judgedFindings(one, 'old'));
  for (const one of pair.times()) if (one.tightens) refused.push(pair.timeFinding(one, 'old'));
  for (const one of pair.steps('old')) {
    // Who has left is not moved: what counts is what stands while they are prepared.
    if (!one.gives || !(one.to ?? one.region).startsWith('open')) continue;
    const found = refused.length < walked ? pair.stepFinding(one, 'old') : pair.listed(one, 'old');
    if (found !== null) refused.push(found);
  }
  const asked = pair.doAlike ? [] : protocolInvariants(fresh);
  refused.push(...brokenWhenMoved(pair, asked));
  const own = (one: Protocol, other: Protocol, path: (path: string) => string): readonly string[] =>
    regionsOf(one).filter((region) => !other.chart.byPath.has(path(region)));
  return {
    old,
    new: fresh,
    refused,
    begins: own(fresh, old, pair.toOld.path),
    leaves: own(old, fresh, pair.toNew.path),
    invariants: asked.length,
  };
}

/** States that the new version does not have; and stops in what it does not have at all, which would end unanswered. */
function lostStates({ old, new: fresh, toNew, sameChart }: Pair): readonly Finding[] {
  if (sameChart) return [];
  const { protocol } = old;
  const has = (path: string): boolean => fresh.protocol.chart.byPath.has(toNew.path(path));
  return protocol.chart.nodes.flatMap(({ path, tags }): readonly Finding[] => {
    const region = regionOf(protocol, path);
    if (has(path) || region === '' || (!has(region) && !tags.includes('stop'))) return [];
    const { answer, walk } = old.walkTo(old.where({ at: path }), null, () => true);
    if (answer === 'never') return [];
    const verdict = walk !== null ? 'shown' : answer === 'can' ? 'reached' : 'unknown';
    const other = has(region)
      ? 'there is no such state'
      : `${saysStanding(protocol, region, 'pending')} is not asked any more, and nobody would answer the stop`;
    return [finding('state', saysAt(protocol, path), 'old', verdict, walk, other)];
  });
}

/** What must hold of the new version, asked of every preparation of the old one as it would stand there. */
function brokenWhenMoved(
  { old, new: fresh, toOld }: Pair,
  invariants: ReturnType<typeof protocolInvariants>,
): readonly Finding[] {
  return invariants.flatMap(({ id, says, never }): readonly Finding[] => {
    const flaw = fresh.where(never);
    const condition = toOld.condition(flaw);
    if (!old.mayHold(condition)) return [];
    const answer = old.reaches(condition);
    if (answer === 'never') return [];
    const { contexts } = fresh.whole.ground;
    const { walk } = old.walkTo(condition, null, ({ state }) => {
      const digits = toOld.state(old.digits(state), (part) => old.holds(part, state));
      return holds(flaw, digits, 0, contexts);
    });
    const verdict = walk !== null ? 'shown' : answer === 'can' ? 'reached' : 'unknown';
    return [
      finding(
        'invariant',
        `${id} would not hold: ${says}`,
        'old',
        verdict,
        walk,
        'it is broken as the preparation would stand',
      ),
    ];
  });
}
