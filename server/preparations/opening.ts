/**
 * New preparations and server-side changes, all in one commit or none: a day list, the desk's form, a fact that came in.
 * `rehearse` answers what `apply` would and writes nothing, not even a key.
 */
import { refusals, type Actor, type Instant } from '../../machines/index.ts';
import { saysClaimed } from '../equipment/claims.ts';
import type { Clock } from '../ports.ts';
import type { Keys } from '../record/keys.ts';
import type { Commit } from '../store/store.ts';
import { accepted } from './entry.ts';
import { isAwayClaim } from './journey.ts';
import type { Known } from './known.ts';
import { openedEvent } from './log.ts';
import { createPlanner, orderOpen, type Plan, type PlanParts } from './plan.ts';
import type { ApplyOutcome, Change, Preparations } from './service.ts';

export interface OpeningParts extends PlanParts {
  readonly clock: Clock;
  readonly keys: Keys;
}

/** As for a tap: five lost races in a row, and whoever asked tries again. */
const triesMax = 5;

export function createOpening(parts: OpeningParts): Pick<Preparations, 'apply' | 'rehearse'> {
  const { store, clock, ids, keys, knowledge } = parts;
  const plan = createPlanner(parts);

  async function seal(
    { planned, before }: Plan,
    at: Instant,
  ): Promise<{ readonly commits: readonly Commit[]; readonly known: readonly Known[] }> {
    // All salts at once: the store makes many small writes of one moment durable together.
    await Promise.all(
      planned.filter(({ event }) => event === openedEvent).map(({ preparation }) => keys.make(preparation)),
    );
    const newest = new Map(before);
    const commits: Commit[] = [];
    for (const { preparation, event, pinned, events, state } of planned) {
      const command = { id: ids.next(), event, unapplied: [], late: false, happenedAt: null };
      const entry = accepted({
        keys: await keys.of(preparation),
        before: newest.get(preparation) ?? null,
        pinned,
        events,
        state,
        at: Math.max(at, state.at),
        command,
      });
      newest.set(preparation, entry.known);
      commits.push(entry.commit);
    }
    const changed = new Set(planned.map(({ preparation }) => preparation));
    return { commits, known: [...newest.values()].filter(({ head }) => changed.has(head.preparation)) };
  }

  async function apply(changes: readonly Change[], actor: Actor): Promise<ApplyOutcome> {
    for (let attempt = 1; attempt <= triesMax; attempt += 1) {
      const at = clock.now();
      const made = await plan(changes, actor, at);
      if ('kind' in made) return made;
      if (made.planned.length === 0) return { kind: 'applied', preparations: made.preparations };
      const { commits, known } = await seal(made, at);
      const outcome = await store.commit(commits);
      if (outcome.kind === 'committed') {
        known.forEach(knowledge.learn);
        return { kind: 'applied', preparations: made.preparations };
      }
      if (outcome.kind === 'ahead') return { kind: 'refused', index: 0, code: 'clockAhead', says: refusals.clockAhead };
      // Left in the same moment: planned again, it is known.
      if (outcome.kind === 'claimed' && isAwayClaim(outcome.key)) continue;
      if (outcome.kind === 'claimed') {
        const index = made.planned.find(({ preparation }) => preparation === outcome.preparation)?.index ?? 0;
        const says = saysClaimed(outcome.key);
        return says === null
          ? { kind: 'refused', index, code: 'orderOpen', says: orderOpen }
          : { kind: 'refused', index, code: 'placeTaken', says };
      }
    }
    return {
      kind: 'refused',
      index: 0,
      code: 'busy',
      says: 'Others changed the same patients at the same moment. Nothing was written; try again.',
    };
  }

  async function rehearse(changes: readonly Change[], actor: Actor): Promise<ApplyOutcome> {
    const made = await plan(changes, actor, clock.now());
    return 'kind' in made ? made : { kind: 'applied', preparations: made.preparations };
  }

  return { apply, rehearse };
}
