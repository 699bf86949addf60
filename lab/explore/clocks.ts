/**
 * Whether any clock lets a machine come to a state: asked where the shortest way, found with deadlines left free, is one
 * that no clock allows. What is told apart is the configuration, which deadlines are armed in which order, and the zone of
 * their ages (timed automata; Alur and Dill, and Dill's difference bounds). No step leaves a deadline behind that is
 * older than its delay, so there are only so many zones, and the search ends without rounding any of them up.
 *
 * Instants are whole milliseconds. A deadline falls due exactly when its delay is over: of those that are due at once the
 * one armed first goes first, and a person acts when none is due. One whose guard is shut is spent, and counts as a step.
 */
import type { Node } from './chart.ts';
import { successors } from './concrete.ts';
import type { Condition } from './condition.ts';
import type { Ground, Tried } from './model.ts';
import type { Taken } from './stepwise.ts';
import { holds, type Stand } from './table.ts';
import { armedAfter, clockless, timersOf, type Timer } from './timers.ts';
import { isOn } from './way.ts';
import { Zone } from './zone.ts';

/** What is looked for: a state, and whether anything at all is heard in it. */
export type Sought = (stand: Stand, isHeard: () => boolean) => boolean;
export const isSo =
  (condition: Condition, { contexts }: Ground): Sought =>
  ({ digits, context }) =>
    holds(condition, digits, context, contexts);

export interface ByClock {
  /** For each that was sought a shortest way that some clock allows; null where none was found. */
  readonly ways: readonly (readonly Taken[] | null)[];
  /** Everything was seen, so that what was not found cannot be. */
  readonly whole: boolean;
  /** Why it is not whole; '' where it is. */
  readonly why: string;
  readonly zones: number;
}

interface Place extends Stand {
  readonly index: number;
  readonly isDone: boolean;
  readonly leads: Map<Tried, readonly Lead[]>;
}
interface Lead {
  readonly by: Tried;
  readonly to: Place;
  readonly entered: ReadonlySet<Node>;
}
/** A place, with the deadlines that are armed there and how old each may be until the next step. */
interface Moment {
  readonly at: Place;
  readonly armed: readonly Timer[];
  readonly zone: Zone;
  readonly from: Moment | null;
  readonly lead: Lead | null;
}

export const zonesMax = 100_000;

export function seekByClock(ground: Ground, sought: readonly Sought[], limit = zonesMax): ByClock {
  const { chart, contexts, trials } = ground;
  const timers = timersOf(chart);
  const found: (Moment | null)[] = sought.map(() => null);
  const refused = clockless(chart, new Set(trials.map(({ event }) => event.type)));
  if (refused !== null) return { ways: sought.map(() => null), whole: false, why: refused, zones: 0 };
  const byPeople = trials.filter(({ event }) => !chart.deadlines.has(event.type));
  const places = new Map<string, Place>();
  const seen = new Map<string, Zone[]>();
  const queue: Moment[] = [];

  const first = ground.armed.flatMap((type) => timers.filter((timer) => timer.type === type));
  reach(placeOf(ground.initial), first, Zone.begun(first.filter(isTimed).length), null, null);
  for (let head = 0; head < queue.length && queue.length <= limit && found.includes(null); head++) {
    const moment = queue[head] as Moment;
    if (!moment.at.isDone) next(moment);
  }
  const whole = !found.includes(null) || queue.length <= limit;
  return {
    ways: found.map((moment) => (moment === null ? null : alongTo(moment))),
    whole,
    why: whole ? '' : `more than ${limit.toLocaleString('en')} moments of its clocks`,
    zones: queue.length,
  };

  function next(moment: Moment): void {
    const { at, armed, zone } = moment;
    const timed = armed.filter(isTimed);
    armed.forEach((timer, place) => {
      const isOlder = (other: Timer): boolean => armed.indexOf(other) < place;
      // At a tie the older deadline goes first.
      const others = timed.map((other) => (isOlder(other) ? other.delay - 1 : other.delay));
      const due = isTimed(timer) ? { clock: timed.indexOf(timer), age: timer.delay } : null;
      const then = zone.within(others, due);
      if (then === null) return;
      const rest = armed.filter((other) => other !== timer);
      for (const trial of trials)
        if (trial.event.type === timer.type) {
          const leads = leadsBy(at, trial);
          for (const lead of leads) step(moment, rest, then, lead);
          // Nobody hears it, and it will not come again.
          if (leads.length === 0) step(moment, rest, then, { by: trial, to: at, entered: new Set() });
        }
    });
    // A person acts while nothing is due.
    const between = zone.within(
      timed.map(({ delay }) => delay - 1),
      null,
    );
    if (between === null) return;
    for (const trial of byPeople)
      for (const lead of leadsBy(at, trial))
        if (lead.to !== at || lead.entered.size > 0) step(moment, armed, between, lead);
  }

  function step(from: Moment, before: readonly Timer[], then: Zone, lead: Lead): void {
    const { kept, fresh } = armedAfter(before, timers, lead.entered, (node) => isOn(lead.to, node));
    const clocks = from.armed.filter(isTimed).flatMap((timer, clock) => (kept.includes(timer) ? [clock] : []));
    reach(lead.to, [...kept, ...fresh], then.kept(clocks, fresh.filter(isTimed).length), from, lead);
  }

  function reach(at: Place, armed: readonly Timer[], begun: Zone, from: Moment | null, lead: Lead | null): void {
    const zone = begun.elapsed();
    const key = `${at.index}:${armed.map((timer) => timers.indexOf(timer)).join()}`;
    const known = seen.get(key) ?? [];
    if (known.some((other) => zone.isIn(other))) return;
    seen.set(key, [...known, zone]);
    const moment = { at, armed, zone, from, lead };
    queue.push(moment);
    sought.forEach((is, index) => {
      if (found[index] === null && is(at, () => isHeard(at))) found[index] = moment;
    });
  }

  function placeOf({ digits, context }: Stand): Place {
    const key = `${digits.join()};${context}`;
    const isDone = (): boolean => holds(ground.done, digits, context, contexts);
    const place = places.get(key) ?? { digits, context, index: places.size, isDone: isDone(), leads: new Map() };
    places.set(key, place);
    return place;
  }
  function leadsBy(at: Place, by: Tried): readonly Lead[] {
    const known =
      at.leads.get(by) ??
      successors(chart, contexts, at.digits, at.context, by.event).map((next): Lead => ({
        by,
        to: placeOf(next),
        entered: next.entered,
      }));
    at.leads.set(by, known);
    return known;
  }
  function isHeard(at: Place): boolean {
    return at.isDone || trials.some((trial) => leadsBy(at, trial).length > 0);
  }
}

const isTimed = (timer: Timer): timer is Timer & { readonly delay: number } => timer.delay !== null;

function alongTo(moment: Moment): readonly Taken[] {
  const along: Taken[] = [];
  for (let at: Moment | null = moment; at?.lead != null; at = at.from)
    along.unshift({ by: at.lead.by, to: at.lead.to, entered: at.lead.entered });
  return along;
}
