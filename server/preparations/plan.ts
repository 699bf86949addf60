/** A list of changes, decided one after the other on what the ones before it leave: all of them, or the first that cannot be. */
import {
  decide,
  open,
  refusals,
  type Actor,
  type ChartEvent,
  type Instant,
  type Opening,
  type PreparationId,
  type State,
} from '../../machines/index.ts';
import type { Ids } from '../ports.ts';
import type { PinnedProtocol, Protocols } from '../services.ts';
import type { Site } from '../site.ts';
import type { Store } from '../store/store.ts';
import { orderClaim } from './entry.ts';
import type { Journey } from './journey.ts';
import { isHere } from './judge.ts';
import type { Known, Knowledge } from './known.ts';
import { openedEvent } from './log.ts';
import type { ApplyOutcome, Change } from './service.ts';

export interface PlanParts {
  readonly store: Store;
  readonly ids: Ids;
  readonly site: Site;
  readonly protocols: Protocols;
  readonly knowledge: Knowledge;
  readonly journey: Journey;
  /** A demonstration's patients are invented: it opens preparations on protocols that nobody approved. */
  readonly demo: boolean;
}

/** What the store takes in one commit; a longer day list is sent in parts by whoever has it. */
export const changesMax = 200;

/** One change, decided and not yet sealed. */
export interface Planned {
  /** Which of the changes asked for. */
  readonly index: number;
  readonly preparation: PreparationId;
  /** The name it goes by in the verdict. */
  readonly event: string;
  readonly pinned: PinnedProtocol;
  readonly events: readonly ChartEvent[];
  readonly state: State;
}
export interface Plan {
  readonly preparations: readonly PreparationId[];
  readonly planned: readonly Planned[];
  /** What was there before, of every preparation that was. */
  readonly before: ReadonlyMap<PreparationId, Known>;
}
export type Refused = Extract<ApplyOutcome, { kind: 'refused' }>;

/** Decides and writes nothing: a rehearsal ends here. */
export function createPlanner({
  store,
  ids,
  site,
  protocols,
  knowledge,
  journey,
  demo,
}: PlanParts): (changes: readonly Change[], actor: Actor, at: Instant) => Promise<Plan | Refused> {
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
      const decision = decide(now.pinned.protocol, now.state, command, actor, Math.max(at, now.state.at));
      if (decision.kind === 'alreadySo') continue;
      if (decision.kind !== 'accepted')
        return { kind: 'refused', index, code: decision.refusal.code, says: decision.refusal.says };
      const { pinned } = now;
      const { events, state } = await renumbered(pinned, now.state, decision, actor);
      // A patient who is away, and is somebody known from now on: the preparations of that one are told.
      const moved = { preparation, pinned, before: now.state, after: state, by: actor, at };
      for (const { before: other, ...told } of await journey.tell(moved)) {
        const { head, pinned: its } = other;
        if (states.has(head.preparation)) continue;
        before.set(head.preparation, other);
        planned.push({ index, preparation: head.preparation, pinned: its, ...told });
        states.set(head.preparation, { state: told.state, pinned: its });
      }
      planned.push({ index, preparation, event: command.event, pinned, events, state });
      states.set(preparation, { state, pinned });
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
    // Exactly this document, overlays and all: approving it as it was before a change does not approve the change.
    if (!demo && !(await protocols.approved(pinned.digest))) return no('notApproved', refusals.notApproved);
    if (!isHere(site, opening.place)) return no('placeMissing', refusals.placeMissing);
    if (!printable.test(opening.order.number))
      return no('orderNumber', 'An order number is 1 to 190 printable characters.');
    const order = orderClaim(opening.order.number);
    if (orders.has(order) || (await store.claimed(order)) !== null) return no('orderOpen', orderOpen);
    orders.add(order);
    const preparation = ids.next();
    const whole: Opening = { ...opening, at, preparation };
    const begun = open(pinned.protocol, whole);
    const placed = await journey.placed(pinned, begun.state, actor);
    return {
      preparation,
      event: openedEvent,
      pinned,
      events: [firstRecord(whole, actor), ...begun.events, ...placed.events],
      state: placed.state,
    };
  }

  /** A merged patient may be away for what was ordered under the other number. */
  async function renumbered(
    pinned: PinnedProtocol,
    before: State,
    { events, state }: Pick<Planned, 'events' | 'state'>,
    actor: Actor,
  ): Promise<Pick<Planned, 'events' | 'state'>> {
    if (state.context.patient.number === before.context.patient.number) return { events, state };
    const placed = await journey.placed(pinned, state, actor);
    return { events: [...events, ...placed.events], state: placed.state };
  }

  return plan;
}

/** It becomes a claim's key, and other systems' numbers may hold anything. */
const printable = /^[^\p{C}\p{Zl}\p{Zp}]{1,190}$/u;
export const orderOpen = 'This order already has an open preparation.';

/** Everything an opening needs, so that the log replays alone. */
const firstRecord = ({ at, start, order, patient, place }: Opening, by: Actor): ChartEvent => ({
  type: openedEvent,
  at,
  class: { role: by.role, who: 'other', value: 'none' },
  payload: { by, start, order, patient, place },
});
