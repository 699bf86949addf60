/**
 * The ward's time, as screens show it: the server's last word carried on by the monotonic clock, once a second.
 * A wall's own clock may be minutes out; it is asked only until the server has spoken.
 */
import { useSyncExternalStore } from 'react';
import type { Instant, Milliseconds } from '../../machines/index.ts';
import { uiWords } from './words/en.ts';

let heard: { readonly at: Instant; readonly monotonic: Milliseconds; readonly wall: Instant } | null = null;

/** Call with the server's time from every frame. */
export function heardServer(at: Instant): void {
  heard = { at, monotonic: performance.now(), wall: Date.now() };
}

/** The server's time now, as well as this device can tell. */
export function serverNow(): Instant {
  return heard === null ? Date.now() : Math.round(heard.at + performance.now() - heard.monotonic);
}

/** The server's time, once a second, on the second. */
export function useNow(): Instant {
  return useSyncExternalStore(everySecond, wholeSecond, wholeSecond);
}

const wholeSecond = () => Math.floor(serverNow() / 1000) * 1000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

function everySecond(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearTimeout(timer);
    timer = null;
  };
}

function schedule(): ReturnType<typeof setTimeout> {
  // A little past the second, or rounding shows the same second twice.
  const untilNext = 1000 - (serverNow() % 1000) + 5;
  return setTimeout(() => {
    timer = schedule();
    for (const listener of listeners) listener();
  }, untilNext);
}

const hourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const hourMinuteSecond = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `07:38`. Wards speak in 24 hours in every language. */
export const clockTime = (at: Instant): string => hourMinute.format(at);
/** `07:38:08`. */
export const clockSeconds = (at: Instant): string => hourMinuteSecond.format(at);

/** For the wall, where a row has no room for more: `119 min`, then whole hours, `2 h`. */
export function agoShort(lasting: Milliseconds): string {
  const hours = Math.floor(lasting / 3_600_000);
  return hours < 2 ? ago(lasting) : uiWords.say('ago.wholeHours', { count: hours });
}

/** `14 s`, `12 min`, `2 h 5 min`: as short as it is still true. */
export function ago(lasting: Milliseconds): string {
  const seconds = Math.max(0, Math.floor(lasting / 1000));
  if (seconds < 60) return uiWords.say('ago.seconds', { count: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return uiWords.say('ago.minutes', { count: minutes });
  return uiWords.say('ago.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Whole minutes are too coarse for what lasts two: an end nearer than this is counted down. */
const countedDownMs: Milliseconds = 5 * 60_000;

/** `1:43`, what is left until an end that is near; null while it is further off, and once it is over. */
export function countdown(until: Instant, now: Instant): string | null {
  const left = until - now;
  return left > 0 && left < countedDownMs ? minuteSecond(left) : null;
}

/** `2:00`, `0:07`: begun seconds are whole, so that it stands at nought only when it is over. */
export function minuteSecond(lasting: Milliseconds): string {
  const seconds = Math.max(0, Math.ceil(lasting / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
