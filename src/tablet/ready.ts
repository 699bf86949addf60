/**
 * Ready, said first and by itself; then until when. An end before the start is no good news, so it says what has to be
 * done again. Readiness is shown while the server says it, until its own end; then only that it was (I35).
 */
import type { BoardStatus, Checklist, Instant, ItemView } from '../../machines/index.ts';
import { hasLapsed } from '../link/lapse.ts';
import { clockTime } from '../ui/clock.ts';
import { timeOrDay } from '../ui/dates.ts';
import { statusSign, untilSays } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { passOnLines } from './pass-on.ts';
import type { Standing } from './standing.ts';

type Ready = Extract<BoardStatus, { kind: 'ready' | 'readyWithExceptions' }>;

const { say } = tabletWords;

/** @param heard whether the server is heard: a tablet by itself says of nobody that they are ready. */
export function readyOf(
  checklist: Checklist,
  status: Ready,
  heard: boolean,
  now: Instant,
): Pick<Standing, 'tone' | 'title' | 'lines' | 'passOn'> {
  const { until } = status;
  const notSince = heard
    ? say('standing.notConfirmed')
    : say('standing.lastConfirmed', { time: clockTime(checklist.at) });
  if (hasLapsed(status, now)) {
    const time = until === null ? '–' : clockTime(until);
    return { tone: 'noNews', title: say('standing.wasReady', { time }), lines: [notSince] };
  }
  if (!heard) return { tone: 'noNews', title: say('standing.wasReadyAt'), lines: [notSince] };
  return {
    tone: status.kind === 'ready' ? 'ready' : 'exceptions',
    title: statusSign(status).full,
    lines: until === null ? [] : endSays(checklist, until, now),
    passOn: passOnLines(checklist, now),
  };
}

function endSays({ row: { due }, steps }: Checklist, until: Instant, now: Instant): readonly string[] {
  const says = untilSays(until, due, { time: (at) => timeOrDay(at, now), now });
  if (until >= due) return [says];
  const ends = steps.flatMap(({ items }) => items).filter((item) => item.until === until && isNeeded(item));
  return [
    says,
    ends.length === 0 ? say('ready.again') : say('ready.againWhat', { what: ends.map(({ text }) => text).join(' · ') }),
  ];
}

/** What ends readiness when it ends: a warning that lapses does not. */
const isNeeded = ({ status, stop }: ItemView): boolean =>
  status === 'satisfied' && (stop === 'hard' || stop === 'override');
