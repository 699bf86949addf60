/** What a number or a time would have to be, how old it may be, and who may accept another: said before it is recorded, and after. */
import type { EvidenceValue, Instant, ItemView, Milliseconds, Wanted } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { lasting, timeOrDay } from '../ui/dates.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { withUnit } from '../ui/words/units.ts';

const { say } = tabletWords;

/**
 * The sentence for an answer that does not satisfy, or that will have lapsed by the start; null for one that may do.
 * Nothing is decided here: it can be recorded.
 */
export function shortOf(
  item: ItemView,
  start: Instant,
  now: Instant,
  value: EvidenceValue,
  takenAt?: Instant,
): string | null {
  const { wanted, answer } = item;
  if (wanted === undefined) return null;
  const time = answer.kind === 'clock' && typeof value === 'number' ? value : takenAt;
  const isNumber = answer.kind === 'number' && typeof value === 'number';
  const limits = isNumber && (value < (wanted.atLeast ?? -Infinity) || value > (wanted.atMost ?? Infinity));
  const before = time === undefined ? null : start - time;
  const { atLeast, atMost } = wanted.beforeStart ?? {};
  const span = before !== null && (before < (atLeast ?? -Infinity) || before > (atMost ?? Infinity));
  if (limits || span)
    return say('wanted.short', { wanted: wantedSays(item, start, now) ?? '', override: mayAccept(item) });
  return wanted.lasts === undefined || time === undefined ? null : lapseSays(wanted.lasts, time, start, now);
}

function lapseSays(lasts: Milliseconds, time: Instant, start: Instant, now: Instant): string | null {
  const until = time + lasts;
  if (until <= now) return say('wanted.tooOld', { lasting: lasting(lasts) });
  return until >= start ? null : say('wanted.lapses', { time: timeOrDay(until, now), start: timeOrDay(start, now) });
}

/** `At most 7 days old at the start.` Null where it does not matter when it was. */
export function ageSays({ wanted, answer }: ItemView): string | null {
  if (wanted?.lasts === undefined) return null;
  return say(answer.kind === 'clock' ? 'wanted.ago' : 'wanted.age', { lasting: lasting(wanted.lasts) });
}

/** `Wanted: 4 to 12 mmol/L.`, `Wanted: 6 h or more before the start, so until today 02:00.` */
export function wantedSays(item: ItemView, start: Instant, now: Instant): string | null {
  const what = limitSays(item, start, now);
  return what === null ? null : say('wanted.is', { what });
}

/** `4 to 12 mmol/L`, and nothing else. */
export function limitSays({ wanted, answer }: ItemView, start: Instant, now: Instant): string | null {
  if (wanted === undefined) return null;
  const parts = [
    answer.kind === 'number' ? numberSays(wanted, answer.unit) : null,
    timeSays(wanted, start, now),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function numberSays({ atLeast, atMost }: Wanted, unit: string): string | null {
  if (atLeast !== undefined && atMost !== undefined)
    return say('wanted.between', { from: atLeast, to: withUnit(atMost, unit) });
  if (atLeast !== undefined) return say('wanted.atLeast', { value: withUnit(atLeast, unit) });
  return atMost === undefined ? null : say('wanted.atMost', { value: withUnit(atMost, unit) });
}

function timeSays({ beforeStart }: Wanted, start: Instant, now: Instant): string | null {
  const { atLeast, atMost } = beforeStart ?? {};
  if (atLeast !== undefined && atMost !== undefined)
    return say('wanted.span', {
      least: lasting(atLeast),
      most: lasting(atMost),
      from: timeOrDay(start - atMost, now),
      until: timeOrDay(start - atLeast, now),
    });
  if (atLeast !== undefined)
    return say('wanted.before', { lasting: lasting(atLeast), time: timeOrDay(start - atLeast, now) });
  return atMost === undefined ? null : say('wanted.within', { lasting: lasting(atMost), time: clockTime(start) });
}

/** Who may accept it all the same. A hard item is nobody's to accept. */
export function mayAccept({ overriddenBy }: ItemView): string {
  return overriddenBy === undefined || overriddenBy.length === 0
    ? say('wanted.nobody')
    : say('wanted.who', { who: overriddenBy.map((role) => say(`role.${role}`)).join(', ') });
}
