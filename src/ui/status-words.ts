/** What a status is called and which sign it wears: on the wall, the desk and the tablet alike. */
import type { BoardStatus, Instant, WallStatus } from '../../machines/index.ts';
import { clockTime, countdown } from './clock.ts';
import type { StatusGlyph } from './glyph.tsx';
import type { ShownStop } from './line.tsx';
import { uiWords } from './words/en.ts';

/** The colours a tile may take; `plain` is words alone, in ink-3. */
export type Tone = StatusGlyph | 'exceptions' | 'plain';
export interface StatusSign {
  readonly tone: Tone;
  /** As short as it may be: at most 13 letters, for the wall. */
  readonly short: string;
  /** With the reason, where the screen may know it. */
  readonly full: string;
  /** How long it has been so, when that matters. */
  readonly since: Instant | null;
  /** Somebody must act: the words are heavy, and the row is in the lane. */
  readonly hot: boolean;
}

const { say } = uiWords;

/** @param now where it is given, readiness past its own end is not shown as readiness, whoever has said so or not */
export function statusSign(status: BoardStatus | WallStatus, now?: Instant): StatusSign {
  const since = 'since' in status ? (status.since ?? null) : null;
  const at = 'at' in status ? status.at : since;
  const time = at === null ? '' : clockTime(at);
  switch (status.kind) {
    case 'notStarted':
      return calm('notStarted', say(status.arrived ? 'status.notStarted' : 'status.notArrived'));
    case 'inProgress':
      return calm('inProgress', status.short ?? say('status.inProgress'));
    case 'held':
      return hot(
        'held',
        say('status.held'),
        since,
        'reason' in status ? say('status.heldFor', { reason: inSentence(status.reason) }) : undefined,
      );
    case 'overdue':
      return hot('overdue', say('status.overdue'), since);
    case 'ready':
      return lapsedSign(status, now) ?? calm('ready', say('status.ready'));
    case 'readyWithExceptions': {
      const lapsed = lapsedSign(status, now);
      if (lapsed !== null) return lapsed;
      const count = ('exceptions' in status ? status.exceptions : status.count) ?? 1;
      return calm('exceptions', say('status.exceptionsShort', { count }), say('status.exceptions', { count }));
    }
    case 'stop':
      return hot(
        'stop',
        say('status.stop'),
        since,
        'says' in status ? say('status.stopFor', { says: inSentence(status.says.replace(/^Stop: /, '')) }) : undefined,
      );
    case 'emergency': {
      const count = ('deferred' in status ? status.deferred : status.count) ?? 0;
      return hot(
        'emergency',
        say('status.emergency'),
        since,
        count > 0 ? say('status.emergencyDeferred', { count }) : undefined,
      );
    }
    case 'gone': {
      const settling = 'reconciling' in status && status.reconciling;
      return calm(
        'plain',
        say('status.gone', { time }),
        settling ? say('status.goneReconciling', { time }) : undefined,
      );
    }
    case 'notDone':
      return calm('plain', say('status.notDone', { time }));
    case 'enteredInError':
      return calm('plain', say('status.enteredInError'));
    default:
      return unknownStatus(status);
  }
}

/**
 * Until when they are ready, said after "Ready" and never in one breath with it, and when they are wanted: an end at 18:26
 * beside a start at 18:35 is otherwise read as good news.
 * @param now on a screen that goes on: the last minutes are counted down
 */
export function untilSays(
  until: Instant,
  due: Instant,
  { time = clockTime, now }: { readonly time?: (at: Instant) => string; readonly now?: Instant } = {},
): string {
  const left = now === undefined ? null : countdown(until, now);
  const words = { time: time(until), due: time(due) };
  if (left === null) return say(until < due ? 'status.onlyUntil' : 'status.until', words);
  return say(until < due ? 'status.onlyUntilIn' : 'status.untilIn', { ...words, left });
}

/** A tablet that is not heard never says ready, only when it last was (I35). */
export const unconfirmedSign = (at: Instant): StatusSign =>
  calm('noNews', say('status.wasReady'), say('status.wasReadyAt', { time: clockTime(at) }));

function lapsedSign({ until }: { readonly until?: Instant | null }, now: Instant | undefined): StatusSign | null {
  if (now === undefined || until === undefined || until === null || now < until) return null;
  return calm('noNews', say('status.wasReady'), say('status.wasReadyUntil', { time: clockTime(until) }));
}

/** What a listener hears for the line. */
export function lineSays(stops: readonly ShownStop[]): string {
  const count = (mark: ShownStop['mark']) => stops.filter((stop) => stop.mark === mark).length;
  const at = stopAt(stops);
  const counted = { done: count('done'), total: stops.length };
  const says = at === undefined ? say('line.says', counted) : say('line.saysAt', { ...counted, step: at.short });
  return count('here') === 0 ? says : `${says}, ${say('line.here', { count: count('here') })}`;
}

/** Where somebody is at work or must act. */
export const stopAt = (stops: readonly ShownStop[]): ShownStop | undefined =>
  stops.find(({ mark }) => mark !== 'done' && mark !== 'open' && mark !== 'here');

/** `Waiting for surgeon` after a colon is `waiting for surgeon`; `MRI` and `A. Osei` stay as they are. */
export function inSentence(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLocaleLowerCase() + words.slice(1) : words;
}

function calm(tone: Tone, short: string, full: string = short): StatusSign {
  return { tone, short, full, since: null, hot: false };
}

function hot(tone: Tone, short: string, since: Instant | null, full: string = short): StatusSign {
  return { tone, short, full, since, hot: true };
}

/** A newer server may have a status this page has no sign for: it must not look like a calm one. */
function unknownStatus(_: never): StatusSign {
  return { tone: 'noNews', short: say('status.noNews'), full: say('status.noNews'), since: null, hot: false };
}
