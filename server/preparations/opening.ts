/**
 * New preparations and server-side changes, all in one commit or none: a day list, the desk's form, a fact that came in.
 * `rehearse` answers what `apply` would and writes nothing, not even a key.
 */
import {
  decide,
  open,
  refusals,
  type Actor,
  type ChartEvent,
  type Decision,
  type Instant,
  type Opening,
  type PreparationId,
  type State,
} from '../../machines/index.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Keys } from '../record/keys.ts';
import type { PinnedProtocol, Protocols } from '../services.ts';
import type { Site } from '../site.ts';
import type { Commit, Store } from '../store/store.ts';
import { accepted, orderClaim } from './entry.ts';
import { isHere } from './judge.ts';
import type { Known, Knowledge } from './known.ts';
import { openedEvent } from './log.ts';
import type { ApplyOutcome, Change } from './service.ts';

export interface OpeningParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly site: Site;
  readonly protocols: Protocols;
  readonly knowledge: Knowledge;
}

/** What the store takes in one commit; a longer day list is sent in parts by whoever has it. */
export const changesMax = 200;
/** As for a tap: five lost races in a row, and whoever asked tries again. */
const triesMax = 5;

/** One change, decided and not yet sealed. */
interface Planned {
  /** Which of the changes asked for. */
  readonly index: number;
  readonly preparation: PreparationId;
  /** The name it goes by in the verdict. */
  readonly event: string;
  readonly pinned: PinnedProtocol;
  readonly events: readonly ChartEvent[];
  readonly state: State;
}
interface Plan {
  readonly preparations: readonly PreparationId[];
  readonly planned: readonly Planned[];
  /** What was there before, of every preparation that was. */
  readonly before: ReadonlyMap<PreparationId, Known>;
}
type Refused = Extract<ApplyOutcome, { kind: 'refused' }>;

export function createOpening({ store, clock, ids, keys, site, protocols, knowledge }: OpeningParts) {
  async function plan(changes: readonly Change[], actor: Actor, at: Instant): Promise<Plan | Refused> {
    if (changes.length > changesMax)
      return {
        kind: 'refused',
        index: changesMax,
        code: 'tooMany',
        says: `At most ${changesMax} changes are made at once. Send the rest after these.`,
      };
    const before = new Map<PreparationId, Known>();
    const states = new Map<PreparationId, { readonly state: State; readonly pinned: PinnedProtocol }>();
    const orders = new Set<string>();
    const planned: Planned[] = [];
    const preparations: PreparationId[] = [];
    for (const [index, change] of changes.entries()) {
      if (change.kind === 'open') {
        const made = await planOpening(change, actor, at, orders);
        if ('kind' in made) return { ...made, index };
        planned.push({ ...made, index });
        states.set(made.preparation, made);
        preparations.push(made.preparation);
        continue;
      }
      const { preparation, command } = change;
      preparations.push(preparation);
      const stored = states.has(preparation) ? null : await knowledge.newest(preparation);
      if (stored !== null) before.set(preparation, stored);
      const now = states.get(preparation) ?? stored;
      if (now === null || now === undefined) return { kind: 'refused', index, code: 'notHere', says: refusals.notHere };
      if (command.place !== undefined && !isHere(site, command.place))
        return { kind: 'refused', index, code: 'placeMissing', says: refusals.placeMissing };
      const decision: Decision = decide(now.pinned.protocol, now.state, command, actor, Math.max(at, now.state.at));
      if (decision.kind === 'alreadySo') continue;
      if (decision.kind !== 'accepted')
        return { kind: 'refused', index, code: decision.refusal.code, says: decision.refusal.says };
      planned.push({
        index,
        preparation,
        event: command.event,
        pinned: now.pinned,
        events: decision.events,
        state: decision.state,
      });
      states.set(preparation, { state: decision.state, pinned: now.pinned });
    }
    return { preparations, planned, before };
  }

  async function planOpening(
    { protocol, opening }: Extract<Change, { kind: 'open' }>,
    actor: Actor,
    at: Instant,
    orders: Set<string>,
  ): Promise<Omit<Planned, 'index'> | Refused> {
    const no = (code: string, says: string): Refused => ({ kind: 'refused', index: 0, code, says });
    const pinned = protocols.current(protocol);
    if (pinned === null) return no('protocolUnknown', `No protocol called ${protocol} is in use here.`);
    if (!isHere(site, opening.place)) return no('placeMissing', refusals.placeMissing);
    if (!printable.test(opening.order.number))
      return no('orderNumber', 'An order number is 1 to 190 printable characters.');
    const order = orderClaim(opening.order.number);
    if (orders.has(order) || (await store.claimed(order)) !== null) return no('orderOpen', orderOpen);
    orders.add(order);
    const preparation = ids.next();
    const whole: Opening = { ...opening, at, preparation };
    const begun = open(pinned.protocol, whole);
    return {
      preparation,
      event: openedEvent,
      pinned,
      events: [firstRecord(whole, actor), ...begun.events],
      state: begun.state,
    };
  }

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
      if (outcome.kind === 'claimed') {
        const index = made.planned.find(({ preparation }) => preparation === outcome.preparation)?.index ?? 0;
        return { kind: 'refused', index, code: 'orderOpen', says: orderOpen };
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

/** It becomes a claim's key, and other systems' numbers may hold anything. */
const printable = /^[^\p{C}\p{Zl}\p{Zp}]{1,190}$/u;
const orderOpen = 'This order already has an open preparation.';

/** Everything an opening needs, so that the log replays alone. */
const firstRecord = ({ at, start, order, patient, place }: Opening, by: Actor): ChartEvent => ({
  type: openedEvent,
  at,
  class: { role: by.role, who: 'other', value: 'none' },
  payload: { by, start, order, patient, place },
});
