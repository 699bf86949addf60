/** What stands in the way, as lines: what, why, who. Read from the checklist; nothing is decided here. */
import type { Checklist, ItemStatus, ItemView, Missing, StepView } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { inSentence } from '../ui/status-words.ts';
import { itemSays, type NameOf, type Says } from './item-says.ts';
import { rolesIn } from './roles-in.ts';
import { deskWords } from './words.ts';

export interface MissingLine extends Says {
  readonly key: string;
}

const { say } = deskWords;

/** @param name a person's name where the record has an id */
export function missingLines(checklist: Checklist, name: NameOf): readonly MissingLine[] {
  return [...standsInTheWay(checklist, name), ...lapsesTooEarly(checklist)];
}

export function readinessTitle(checklist: Checklist): string {
  const { readiness } = checklist;
  switch (readiness.kind) {
    case 'ready':
      return readiness.until === null ? say('ready.now') : say('ready.until', { time: clockTime(readiness.until) });
    case 'readyWithExceptions':
      return say('ready.exceptions', { count: readiness.exceptions });
    case 'notReady':
    case 'held':
    case 'stopped':
      return say('ready.notReady', { count: standsInTheWay(checklist, String).length });
  }
}

function standsInTheWay(checklist: Checklist, name: NameOf): readonly MissingLine[] {
  const { readiness, steps } = checklist;
  switch (readiness.kind) {
    case 'ready':
    case 'readyWithExceptions':
      return [];
    case 'held': {
      const { owner, since, lookAgainAt } = readiness;
      const words = { owner: name(owner), since: clockTime(since) };
      const why =
        lookAgainAt === null
          ? say('ready.heldWhy', words)
          : say('ready.heldLookAgain', { ...words, time: clockTime(lookAgainAt) });
      return [
        {
          key: 'held',
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
      return [
        {
          key: 'stop',
          tone: 'stop',
          glyph: 'stop',
          what: say('ready.stopped', { says: inSentence(readiness.stop.replace(/^Stop: /, '')) }),
          why: say('ready.stoppedWhy', { since: clockTime(readiness.since) }),
        },
        ...broken(checklist, name),
        ...notFinished(steps),
      ];
    case 'notReady': {
      const untouched = steps.filter((step) => step.mark === 'open' && step.done === 0);
      const rest = readiness.missing.filter((missing) => !untouched.some((step) => isAbout(missing, step)));
      return [
        ...rest.map((missing) => lineOf(missing, checklist, name)),
        ...broken({ ...checklist, steps: untouched }, name, readiness.missing),
        ...notFinished(untouched),
      ];
    }
  }
}

/** One line for whole steps nobody has begun: twenty items in a list hide the one that matters. */
function notFinished(steps: readonly StepView[]): readonly MissingLine[] {
  const open = steps.filter((step) => step.mark !== 'done');
  if (open.length === 0) return [];
  const items = open.reduce((count, step) => count + step.total - step.done, 0);
  return [
    {
      key: 'open',
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
    return { key: missing.condition, ...itemSays(item, missing.who, { start: row.due, now: at }, name) };
  const who = missing.who.length === 0 ? '' : say('ready.who', { who: rolesIn(missing.who) });
  return { key: missing.condition, tone: null, glyph: 'attested', what: missing.says, why: who };
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
      return { key: item.id, ...itemSays(item, who, { start: row.due, now: at }, name) };
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
