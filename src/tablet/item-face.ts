/** What one row says of an item: its shape, the value seen, the line under it. Read from the view, never decided. */
import type { ActionView, Instant, ItemView, PersonId, StopClass } from '../../machines/index.ts';
import { type Mark } from '../link/overlay.ts';
import { mayBeLeft } from '../link/progress.ts';
import { clockTime, countdown } from '../ui/clock.ts';
import { moment, timeOrDay } from '../ui/dates.ts';
import type { GlyphName } from '../ui/glyph.tsx';
import type { Tone } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { thingWord, withUnit } from '../ui/words/units.ts';
import { ageSays, mayAccept, wantedSays } from './wanted.ts';

export interface Face {
  readonly shape: GlyphName | null;
  readonly value: string | null;
  readonly struck: boolean;
  /** Ink-2: nothing to do and nothing seen. */
  readonly quiet: boolean;
  /** A white sheet of its own: somebody must act on it. */
  readonly sheet: boolean;
  readonly tile: Tone | null;
  readonly strong: string | null;
  readonly under: string | null;
  readonly mark: 'sent' | 'savedHere' | null;
}

const { say } = tabletWords;
/** Nobody may accept it · it waits for somebody who may · it is in nobody's way. The clock is for what is late or lapsed. */
const failedTile: Readonly<Record<StopClass, Tone | null>> = {
  hard: 'stop',
  override: 'held',
  warn: null,
  info: null,
};
const plain: Face = {
  shape: null,
  value: null,
  struck: false,
  quiet: false,
  sheet: false,
  tile: null,
  strong: null,
  under: null,
  mark: null,
};

export function faceOf(
  item: ItemView,
  mark: Mark | undefined,
  nameOf: (person: PersonId) => string,
  me: PersonId | null = null,
  { start, now, heard = true }: { readonly start: Instant; readonly now: Instant; readonly heard?: boolean } = {
    start: 0,
    now: 0,
  },
): Face {
  if (mark !== undefined) return markedFace(item, mark, nameOf);
  const { evidence } = item;
  const open: Face = { ...plain, shape: shapeOf(item, false) };
  const seen = saidOf(item, now);
  const by = byWhom(item, nameOf, now);
  switch (item.status) {
    case 'pending':
      return mayAnswer(item)
        ? { ...open, strong: mayBeLeft(item.stop) ? say('item.mayBeLeft') : null, under: item.ordered ?? item.hint }
        : { ...open, quiet: true, strong: say('item.cannotYet'), under: refusalOf(item) };
    case 'running':
      // Past its end it does not run, whether or not that was heard.
      return { ...open, strong: say(isUp(item.runsUntil, now) ? 'pad.timeUp' : 'item.runs'), under: by };
    case 'awaiting':
      return {
        ...open,
        tile: 'held',
        strong: say('item.waiting'),
        under:
          evidence === null
            ? refusalOf(item)
            : joined(
                say('item.askedBy', { name: nameOf(evidence.by), time: timeOrDay(evidence.at, now) }),
                awaitsSays(item, evidence.by === me),
                ' ',
              ),
      };
    case 'disputed':
      return {
        ...open,
        sheet: item.actions.some(({ may }) => may),
        tile: 'stop',
        strong: say('item.disputed'),
        under: say('item.disputedHint'),
      };
    case 'satisfied':
      return { ...open, shape: shapeOf(item, true), value: seen, under: joined(by, untilOf(item, now)), mark: 'sent' };
    case 'used':
      return { ...open, shape: shapeOf(item, true), value: seen, under: by, mark: 'sent' };
    case 'expired': {
      const strong =
        item.until === null ? say('item.expiredNoTime') : say('item.expired', { time: timeOrDay(item.until, now) });
      // Out of reach somebody may have seen to it since, on another tablet.
      const last = joined(
        evidence === null
          ? null
          : say('item.expiredBy', { time: timeOrDay(evidence.at, now), name: nameOf(evidence.by) }),
        heard ? null : say('item.notConfirmed'),
        ', ',
      );
      return {
        ...open,
        value: seen,
        struck: true,
        sheet: mayAnswer(item),
        tile: 'overdue',
        strong,
        under: mayAnswer(item)
          ? joined(joined(last, takenOf(item, now)), ageSays(item), '. ')
          : (refusalOf(item) ?? last),
      };
    }
    case 'failed':
      return {
        ...open,
        value: seen,
        sheet: mayAnswer(item),
        tile: failedTile[item.stop],
        strong: notFit(item, start, now) ?? attemptsOf(item) ?? say('item.failed'),
        under: joined(by, failedSays(item, start, now), '. '),
      };
    case 'overridden': {
      const reason = [evidence?.reason, evidence?.note].filter((part) => part != null).join('. ');
      const who =
        evidence === null
          ? null
          : say('item.overriddenBy', { name: nameOf(evidence.by), time: timeOrDay(evidence.at, now), reason });
      return { ...open, value: seen, tile: 'exceptions', strong: say('item.overridden'), under: who, mark: 'sent' };
    }
    case 'deferred':
      return { ...open, tile: 'emergency', strong: say('item.deferred'), under: by };
    case 'notNeeded':
      return { ...plain, shape: 'notNeeded', value: say('item.notNeeded'), quiet: true, under: item.why, mark: 'sent' };
  }
}

const isUp = (runsUntil: Instant | null, now: Instant): boolean => runsUntil !== null && runsUntil <= now;

/** The action that answers the item now; overriding and correcting are not answering. */
export function answering(item: ItemView): ActionView | null {
  return (
    item.actions.find(({ event }) =>
      ['sensed', 'attested', 'measured', 'started', 'agreed'].includes(happenedIn(event)),
    ) ?? null
  );
}

export const mayAnswer = (item: ItemView): boolean => answering(item)?.may === true;
export const happenedIn = (event: string): string => event.slice(event.lastIndexOf('.') + 1);

function markedFace(item: ItemView, mark: Mark, nameOf: (person: PersonId) => string): Face {
  if (mark.kind === 'reopened')
    return { ...plain, shape: shapeOf(item, false), under: say('item.undone'), mark: mark.where };
  const by = say('item.by', { name: nameOf(mark.by), time: clockTime(mark.at) });
  const where = say(`mark.${mark.where}`);
  // What nobody else has seen is said before who tapped it.
  const said = mark.where === 'savedHere' ? { strong: where, under: by } : { strong: null, under: `${by}. ${where}` };
  if (mark.kind === 'first')
    return {
      ...plain,
      shape: shapeOf(item, false),
      tile: 'held',
      strong: say('item.waiting'),
      under: `${by}. ${where}`,
      mark: mark.where,
    };
  return { ...plain, shape: shapeOf(item, mark.kind === 'answered'), value: mark.says, ...said, mark: mark.where };
}

function shapeOf(item: ItemView, done: boolean): GlyphName | null {
  switch (item.kind) {
    case 'sensed':
      return done ? 'sensed' : null;
    case 'attested':
      return done ? 'attestedDone' : mayBeLeft(item.stop) ? 'mayBeLeft' : 'attested';
    case 'measured':
      return 'measured';
    case 'secondPerson':
      return done ? 'secondPersonDone' : 'secondPerson';
  }
}

/** `A. Osei 03:40, of 20 NOV 2026 03:40`: who saw it, and when it was taken where that was asked. */
export const byWhom = (item: ItemView, nameOf: (person: PersonId) => string, now: Instant): string | null =>
  joined(seenBy(item, nameOf, now), takenOf(item, now));

function seenBy({ evidence }: ItemView, nameOf: (person: PersonId) => string, now: Instant): string | null {
  if (evidence === null) return null;
  // Over midnight a time of day alone would be read as today's.
  const time = timeOrDay(evidence.at, now);
  const name = nameOf(evidence.by);
  switch (evidence.how) {
    case 'record':
      return say('item.record', { time });
    case 'scan':
      return say('item.scanned', { name, time });
    case 'downtime':
      return say('item.downtime', { name, time });
    case 'said':
    case 'typed':
      return say('item.by', { name, time });
  }
}

/** A time of day says nothing of tomorrow: what counts for longer than a shift is not said to end. The last minutes are counted. */
function untilOf({ until, evidence }: ItemView, now: Instant): string | null {
  if (until === null || (evidence !== null && until - evidence.at > 12 * 3_600_000)) return null;
  const left = countdown(until, now);
  const fit = evidence?.goodUntil === until;
  if (left !== null) return say(fit ? 'item.fitFor' : 'item.countsFor', { left });
  return say(fit ? 'item.fitUntil' : 'item.until', { time: clockTime(until) });
}

/** `taken yesterday 06:30`, where that was asked beside the answer. */
function takenOf({ dated, evidence }: ItemView, now: Instant): string | null {
  return dated === undefined || evidence?.takenAt === undefined
    ? null
    : say('item.dated', { when: moment(evidence.takenAt, now) });
}

/** Of a thing: what the equipment log said of it, and why it may not be used. */
export function notFit({ answer, evidence }: ItemView, start: Instant, now: Instant): string | null {
  const asset = evidence?.asset;
  if (answer.kind !== 'asset' || asset === undefined) return null;
  if (asset.standing !== 'inService') return say(`asset.${asset.standing}`);
  if (asset.type !== answer.type)
    return say('asset.otherType', { is: thingWord(asset.type), wanted: thingWord(answer.type) });
  // Due since ever: the log says 0 of what was never done.
  if (evidence?.goodUntil === 0) return say('asset.neverDone');
  return evidence?.goodUntil !== undefined && evidence.goodUntil < start
    ? say('asset.lapses', { time: moment(evidence.goodUntil, now), start: clockTime(start) })
    : null;
}

const attemptsOf = ({ evidence, attemptsMax }: ItemView): string | null =>
  attemptsMax === undefined || evidence?.attempts === undefined
    ? null
    : say('item.attempts', { count: evidence.attempts, max: attemptsMax });

/** What is wanted and who may accept less: only where the protocol says a limit. */
function failedSays(item: ItemView, start: Instant, now: Instant): string | null {
  const wanted = wantedSays(item, start, now);
  if (wanted === null) return item.overriddenBy === undefined ? null : mayAccept(item);
  return `${wanted} ${mayAccept(item)}`;
}

/** `Not you: someone else, registered for MR Level 2`: who may answer second, before anybody tries. */
function awaitsSays({ verifiedBy }: ItemView, byMe: boolean): string | null {
  const what = verifiedBy?.competence?.says;
  if (what === undefined) return byMe ? say('item.notYou') : null;
  return byMe ? say('item.notYouFor', { what }) : say('item.nextFor', { what });
}

const refusalOf = (item: ItemView): string | null => answering(item)?.refusal?.says ?? item.why;

/** The value seen, in words. A time of day is kept as an instant, so it is this screen that writes it. */
export function saidOf({ answer, evidence }: ItemView, now: Instant): string | null {
  if (typeof evidence?.value === 'number') {
    if (answer.kind === 'clock') return timeOrDay(evidence.value, now);
    if (answer.kind === 'number') return withUnit(evidence.value.toFixed(answer.decimals), answer.unit);
  }
  return evidence?.says ?? null;
}
const joined = (one: string | null, other: string | null, by = ', '): string | null =>
  [one, other].filter((part) => part !== null).join(by) || null;
