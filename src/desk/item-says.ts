/**
 * What the desk says of one item that stands in the way: what was seen, what is wanted, and who may do something about it.
 * An answer that does not do, or does no longer, is said with its value: "open" would send somebody to measure it again.
 */
import type { Instant, ItemView, Missing, Role } from '../../machines/index.ts';
import { notFit, saidOf } from '../tablet/item-face.ts';
import { wantedSays } from '../tablet/wanted.ts';
import { clockTime } from '../ui/clock.ts';
import { lasting, timeOrDay } from '../ui/dates.ts';
import type { GlyphName } from '../ui/glyph.tsx';
import type { Tone } from '../ui/status-words.ts';
import { roleList, rolesIn } from './roles-in.ts';
import { deskWords } from './words.ts';

export interface Says {
  /** A tile where somebody must act, or the item's own shape. */
  readonly tone: Tone | null;
  readonly glyph: GlyphName;
  readonly what: string;
  readonly why: string;
}
export type NameOf = (person: string) => string;
interface Times {
  /** The planned start. */
  readonly start: Instant;
  readonly now: Instant;
}

const { say } = deskWords;

/** @param who may answer it now; nobody where that is not known */
export function itemSays(item: ItemView, who: readonly Role[], times: Times, name: NameOf): Says {
  const seen = saidOf(item, times.now);
  return {
    tone: toneOf(item),
    // A sensed item has no box on the tablet; here its line needs a mark, and it is open.
    glyph: item.kind === 'sensed' ? 'attested' : item.kind,
    what: isBroken(item) && seen !== null ? say('ready.seen', { what: item.text, value: seen }) : item.text,
    why: whyOf(item, who, times, name).join(' '),
  };
}

const isBroken = ({ status }: ItemView): boolean => status === 'failed' || status === 'expired';

function toneOf({ status, stop }: ItemView): Tone | null {
  if (status === 'expired') return 'overdue';
  if (status === 'disputed') return 'stop';
  return status === 'failed' ? (stop === 'hard' ? 'stop' : 'overdue') : null;
}

function whyOf(item: ItemView, who: readonly Role[], times: Times, name: NameOf): readonly string[] {
  switch (item.status) {
    case 'failed':
      return [...failed(item, times), ...mayOverride(item, who)];
    case 'expired':
      return [...expired(item, times), ...again(who), ...mayOverride(item)];
    case 'disputed':
      return [say('ready.disputed')];
    case 'awaiting':
      return [second(item, name)];
    default:
      return [...notYet(item), ...(who.length === 0 ? [] : [say('ready.who', { who: rolesIn(who) })])];
  }
}

function failed(item: ItemView, times: Times): readonly string[] {
  const why = notFit(item, times.start, times.now);
  if (why !== null) return [`${why}.`];
  return [...takenAt(item, times.now), wantedSays(item, times.start, times.now) ?? say('ready.failed')];
}

/** How long it counted, from when, and what its protocol says to do with the thing it was about. */
function expired(item: ItemView, times: Times): readonly string[] {
  const { until, evidence, hint, thing } = item;
  const from = evidence?.takenAt ?? (item.answer.kind === 'clock' ? evidence?.value : undefined) ?? evidence?.at;
  const wanted = wantedSays(item, times.start, times.now);
  const counted =
    until === null
      ? []
      : typeof from === 'number' && from < until
        ? [say('ready.counted', { lasting: lasting(until - from), until: timeOrDay(until, times.now) })]
        : [say('ready.countedUntil', { until: timeOrDay(until, times.now) })];
  return [
    ...(thing === undefined ? [] : [say('ready.thing', { thing })]),
    ...takenAt(item, times.now),
    ...(wanted === null ? [] : [wanted]),
    ...counted,
    ...(thing === undefined || hint === null ? [] : [hint]),
  ];
}

/** When the sample was taken or the form signed; a clock's own time is said as its value. */
const takenAt = ({ dated, evidence }: ItemView, now: Instant): readonly string[] =>
  dated === undefined || evidence?.takenAt === undefined
    ? []
    : [say('ready.of', { when: timeOrDay(evidence.takenAt, now) })];

/** Only where the chart has an override from here: an answer that has lapsed is often nobody's to accept. */
function mayOverride({ stop, status, overriddenBy = [], actions }: ItemView, who: readonly Role[] = []) {
  if (actions.some(({ event }) => event.endsWith('.overridden')))
    return [say('ready.override', { who: roleList(overriddenBy) })];
  return status === 'failed' && stop === 'hard' ? [say('ready.noOverride'), ...again(who)] : [];
}

const again = (who: readonly Role[]): readonly string[] =>
  who.length === 0 ? [] : [say('ready.whoAgain', { who: rolesIn(who) })];

function second({ evidence, verifiedBy }: ItemView, name: NameOf): string {
  const roles = roleList(verifiedBy?.roles ?? []);
  const training = verifiedBy?.competence?.says;
  const who = training === undefined ? roles : say('ready.registered', { who: roles, training });
  return evidence === null
    ? say('ready.secondOnly', { who })
    : say('ready.second', { name: name(evidence.by), time: clockTime(evidence.at), who });
}

/** Why nobody can answer it yet. That the reader cannot is another matter, and is said by who can. */
function notYet({ actions }: ItemView): readonly string[] {
  const answering = actions.find(({ event }) => /\.(sensed|attested|measured|started)$/.test(event));
  const refusal = answering?.may === false ? answering.refusal : null;
  const missing = refusal?.missing ?? [];
  const told = missing.every(isPerson) ? missing.find(isTraining) : refusal;
  return told == null ? [] : [told.says];
}
const isPerson = ({ subject }: Missing): boolean => subject === 'person';
const isTraining = ({ condition }: Missing): boolean => condition.startsWith('competent:');
