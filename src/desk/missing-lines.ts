/** What stands in the way, as lines: what, why, who. Read from the checklist; nothing is decided here. */
import type { Checklist, Instant, ItemStatus, ItemView, Missing, StepView, StopRaised } from '../../machines/index.ts';
import { hasEnded } from '../link/lapse.ts';
import { progressOf } from '../link/progress.ts';
import { passOn } from '../tablet/pass-on.ts';
import { clockTime } from '../ui/clock.ts';
import { timeOrDay } from '../ui/dates.ts';
import { inSentence, statusSign, untilSays } from '../ui/status-words.ts';
import { itemSays, type NameOf, type Says } from './item-says.ts';
import { rolesIn } from './roles-in.ts';
import { deskWords } from './words.ts';

export interface MissingLine extends Says {
  readonly key: string;
  /** How many things this line says are missing. */
  readonly counts: number;
}

const { say } = deskWords;

/** @param name a person's name where the record has an id */
export function missingLines(checklist: Checklist, name: NameOf): readonly MissingLine[] {
  return isOver(checklist)
    ? [...standsInTheWay(checklist, name), ...handedOverWith(checklist)]
    : [...standsInTheWay(checklist, name), ...lapsesTooEarly(checklist)];
}

/** Nothing is missing of who is no longer prepared; a stop that was raised after the end is all that stands. */
export const isOver = ({ row }: Pick<Checklist, 'row'>): boolean => hasEnded(row) || row.ended !== undefined;

/** Warnings that stood when the patient was handed over: nothing waited for them, and somebody may still have to ask. */
function handedOverWith(checklist: Checklist): readonly MissingLine[] {
  const { open, answered } = passOn(checklist, checklist.at);
  const line = (what: string, why: string): MissingLine => ({
    key: what,
    counts: 0,
    tone: null,
    glyph: 'mayBeLeft',
    what,
    why,
  });
  return [...open.map((what) => line(what, say('ready.notAsked'))), ...answered.map((what) => line(what, ''))];
}

/** As many as the lines below it say. */
const thingsMissing = (lines: readonly MissingLine[]): number => lines.reduce((sum, { counts }) => sum + counts, 0);

export function readinessTitle(checklist: Checklist): string {
  const { readiness, row } = checklist;
  if (row.status.kind === 'gone') return say('ready.gone', { time: clockTime(row.status.at) });
  if (hasEnded(row)) return statusSign(row.status).full;
  // A stop that came after the end, and is all that is told of it below.
  if (row.ended !== undefined) return say('ready.gone', { time: clockTime(row.ended) });
  switch (readiness.kind) {
    case 'ready':
    case 'readyWithExceptions':
      return statusSign(readiness).full;
    case 'notReady':
    case 'held':
    case 'stopped':
      return say('ready.notReady', { count: thingsMissing(standsInTheWay(checklist, String)) });
  }
}

/** Of a ready patient: until when. */
export function readyUntil({ readiness, row }: Checklist, now: Instant): string | null {
  return 'until' in readiness && readiness.until !== null ? untilSays(readiness.until, row.due, { now }) : null;
}

function standsInTheWay(checklist: Checklist, name: NameOf): readonly MissingLine[] {
  const { readiness, steps } = checklist;
  if (isOver(checklist)) return readiness.kind === 'stopped' ? stopLines(checklist, readiness, name) : [];
  switch (readiness.kind) {
    case 'ready':
    case 'readyWithExceptions':
      return [];
    case 'held': {
      const { owner, since, lookAgainAt } = readiness;
      const words = { owner: name(owner), since: timeOrDay(since, checklist.at) };
      const why =
        lookAgainAt === null
          ? say('ready.heldWhy', words)
          : say('ready.heldLookAgain', { ...words, time: clockTime(lookAgainAt) });
      return [
        {
          key: 'held',
          counts: 1,
          tone: 'held',
          glyph: 'held',
          what: say('ready.held', { reason: inSentence(readiness.reason) }),
          why,
        },
        ...broken(checklist, name),
        ...notFinished(steps),
      ];
    }
    case 'stopped':
      return [...stopLines(checklist, readiness, name), ...broken(checklist, name), ...notFinished(steps)];
    case 'notReady': {
      const untouched = steps.filter((step) => step.mark === 'open' && progressOf(step).done === 0);
      const rest = readiness.missing.filter((missing) => !untouched.some((step) => isAbout(missing, step)));
      return [
        ...rest.map((missing) => lineOf(missing, checklist, name)),
        ...broken({ ...checklist, steps: untouched }, name, readiness.missing),
        ...notFinished(untouched),
      ];
    }
  }
}

/** Every stop by name, the one that has lasted longest first: to settle that one alone would be a surprise. */
function stopLines(
  { steps }: Checklist,
  { stop, since }: { readonly stop: string; readonly since: Instant },
  name: NameOf,
): readonly MissingLine[] {
  const standing = steps.flatMap((step) => step.standing.filter(({ bad }) => bad));
  const first = standing.find(({ says, raised }) => says === stop && raised?.at === since);
  const others = standing
    .filter((one) => one !== first && one.says !== stop)
    .toSorted((a, b) => (a.raised?.at ?? Infinity) - (b.raised?.at ?? Infinity));
  return [
    { says: stop, since, raised: first?.raised },
    ...others.map((one) => ({ ...one, since: one.raised?.at })),
  ].map((one, index) => ({
    key: index === 0 ? 'stop' : `stop-${one.says}`,
    counts: 1,
    tone: 'stop',
    glyph: 'stop',
    what: say('ready.stopped', { says: inSentence(one.says.replace(/^Stop: /, '')) }),
    why: stoppedWhy(one, name),
  }));
}

interface StopSaid {
  readonly since: Instant | undefined;
  readonly raised?: StopRaised | undefined;
}

/** Who raised the stop, when and on what ground; of one that nobody raised, since when. */
function stoppedWhy({ since, raised }: StopSaid, name: NameOf): string {
  if (since === undefined) return say('ready.stoppedUntil');
  if (raised === undefined || raised.by === null) return say('ready.stoppedWhy', { since: clockTime(since) });
  const { by, heardAt, scanned } = raised;
  const words = { since: clockTime(since), name: name(by) };
  const sent = heardAt === undefined ? words.since : clockTime(heardAt);
  return [
    sent === words.since ? say('ready.stoppedBy', words) : say('ready.stoppedLate', { ...words, sent }),
    ...(scanned === undefined ? [] : [say('ready.scanned', { end: scanned })]),
    say('ready.stoppedUntil'),
  ].join(' ');
}

/** One line for whole steps nobody has begun: twenty items in a list hide the one that matters. */
function notFinished(steps: readonly StepView[]): readonly MissingLine[] {
  const open = steps.filter((step) => step.mark !== 'done');
  if (open.length === 0) return [];
  // As the tablet counts them under "Complete step": what may be left stands in nobody's way.
  const items = open.reduce((count, step) => count + progressOf(step).open, 0);
  return [
    {
      key: 'open',
      counts: Math.max(items, 1),
      tone: null,
      glyph: 'attested',
      what: say('ready.stepsOpen', { steps: open.map((step) => step.short).join(', ') }),
      why: say('ready.itemsOpen', { count: items }),
    },
  ];
}

function lineOf(missing: Missing, { steps, row, at }: Checklist, name: NameOf): MissingLine {
  const item = itemIn(missing, steps);
  if (item !== null)
    return { key: missing.condition, counts: 1, ...itemSays(item, missing.who, { start: row.due, now: at }, name) };
  const who = missing.who.length === 0 ? '' : say('ready.who', { who: rolesIn(missing.who) });
  return { key: missing.condition, counts: 1, tone: null, glyph: 'attested', what: missing.says, why: who };
}

/**
 * What was answered and does not do, by name, where its step is told in one line or nothing is asked at all: under a hold
 * or a stop it may be what stopped it.
 */
const broken = (
  { steps, row, at }: Pick<Checklist, 'steps' | 'row' | 'at'>,
  name: NameOf,
  asked: readonly Missing[] = [],
): readonly MissingLine[] =>
  steps
    .flatMap(({ items }) => items)
    .filter(({ status, stop }) => brokenAt.has(status) && (stop === 'hard' || stop === 'override'))
    .map((item) => {
      const who = asked.find((missing) => idOf(missing) === item.id)?.who ?? [];
      return { key: item.id, counts: 1, ...itemSays(item, who, { start: row.due, now: at }, name) };
    });
const brokenAt: ReadonlySet<ItemStatus> = new Set(['failed', 'expired', 'disputed']);

/** What counts now and will not when the patient is wanted. */
function lapsesTooEarly({ row, steps }: Checklist): readonly MissingLine[] {
  return steps
    .flatMap((step) => step.items)
    .flatMap((item) =>
      // What has lapsed already is open, and said so above.
      item.status === 'satisfied' && item.until !== null && item.until < row.due && item.evidence !== null
        ? [
            {
              key: `lapses-${item.id}`,
              counts: 0,
              tone: 'overdue' as const,
              glyph: 'overdue' as const,
              what: say('ready.lapses', {
                time: clockTime(item.until),
                due: clockTime(row.due),
                what: inSentence(item.text),
              }),
              why: say('ready.lapsesWhy', { seen: clockTime(item.evidence.at) }),
            },
          ]
        : [],
    );
}

const idOf = (missing: Missing) => missing.subject.replace(/^item\./, '');
const itemIn = (missing: Missing, steps: readonly StepView[]): ItemView | null =>
  steps.flatMap((step) => step.items).find((item) => item.id === idOf(missing)) ?? null;

function isAbout(missing: Missing, step: StepView): boolean {
  return (
    missing.subject === `step.${step.id}` ||
    missing.subject.startsWith(`${step.id}.`) ||
    step.items.some((item) => item.id === idOf(missing))
  );
}
