/** One command against one state: late or not, on its own or because of an earlier one. Decides; writes nothing. */
import {
  assertInvariants,
  classify,
  decide,
  decideLate,
  dependsOn,
  refusals,
  type Actor,
  type AssetFact,
  type Command,
  type CommandMessage,
  type Decision,
  type Instant,
  type Protocol,
  type RefusalCode,
} from '../../machines/index.ts';
import type { Directory } from '../people/staff.ts';
import { wardOf, type Site } from '../site.ts';
import type { Known } from './known.ts';
import type { Timing } from './lateness.ts';
import { pastOf, type Log } from './log.ts';
import { anyEvent } from './told.ts';

export interface Asked {
  readonly message: CommandMessage;
  readonly actor: Actor;
  readonly timing: Timing;
  /** Earlier events of this device's queue that were not applied. */
  readonly unapplied: readonly string[];
  /** What the equipment log says of what was scanned, where the item asks for a thing. */
  readonly asset?: AssetFact;
}

/** What a command may name: a place of this site, and somebody who works here; and what its author was trained for. */
export interface Here {
  readonly site: Site;
  readonly directory: Directory;
}

export type Judge = typeof judgeCommand;

/** @param log reads the whole log; only asked for when the command is late. */
export async function judgeCommand(
  { site, directory }: Here,
  known: Known,
  { message, actor: author, timing, unapplied, asset }: Asked,
  at: Instant,
  log: () => Promise<Log>,
): Promise<Decision> {
  const { head, state, pinned } = known;
  const { protocol } = pinned;
  assertInvariants(protocol, state);
  const command: Command = { ...commandOf(message), ...(asset === undefined ? {} : { asset }) };
  const actor = await asTrained(directory, protocol, author, command, timing, at);
  // A stop is never refused for how it arrived: on another version, behind a refused one, hours late.
  const stop =
    protocol.events.get(message.event)?.late === 'stop' ||
    (timing.late && isMismatch(known, command, actor, timing, at));
  if (message.digest !== head.digest && !stop) return refused('otherProtocol');
  if (message.place !== undefined && !isHere(site, message.place)) return refused('placeMissing');
  // A patient would wait for somebody who never comes. Who is to look at a hold may be anybody: a stop is not refused for it.
  if (!stop && message.person !== undefined && (await directory.find(message.person)) === null)
    return refused('personUnknown');
  if (!stop && unapplied.some((earlier) => earlier === anyEvent || dependsOn(protocol, message.event, earlier)))
    return needsPerson('becauseOfEarlier');
  if (!timing.late) return decide(protocol, state, command, actor, at);
  const whole = await log();
  // Work is judged on what its author saw. If this site has no such revision, there is nothing to judge it on.
  const base = whole.entries[message.base.revision - 1]?.hash === message.base.head ? message.base.revision : null;
  if (base === null && !stop && protocol.events.get(message.event)?.late === 'work') return needsPerson('seenTooOld');
  const { happenedAt, untrusted } = timing;
  const past = pastOf(whole);
  return decideLate(protocol, state, command, actor, at, {
    opening: whole.opening,
    past,
    base: base ?? head.revision,
    happenedAt,
    untrusted,
  });
}

/**
 * The author with the competence this item asks for, if they held it when it was done: now, or for a late command when
 * it happened. If the device cannot say when, they must have held it all the while it may have been.
 * The record keeps the one that was used, and nothing else somebody is trained for.
 */
async function asTrained(
  directory: Directory,
  protocol: Protocol,
  author: Actor,
  { event }: Command,
  { late, untrusted, happenedAt, notBefore }: Timing,
  at: Instant,
): Promise<Actor> {
  const item = protocol.items.get(protocol.events.get(event)?.item ?? '')?.item;
  const wanted = event.endsWith('.agreed') ? (item?.verifierCompetence ?? item?.competence) : item?.competence;
  if (wanted === undefined) return author;
  const instants = !late ? [at] : untrusted ? [notBefore, happenedAt] : [happenedAt];
  const held = await Promise.all(instants.map((instant) => directory.competences(author.person, instant)));
  return held.every((names) => names.includes(wanted)) ? { ...author, competences: [wanted] } : author;
}

/** `decideLate` applies an answer that says no as the stop its item names; what the tablet had seen does not matter then. */
function isMismatch(
  { state, pinned: { protocol } }: Known,
  command: Command,
  actor: Actor,
  { happenedAt }: Timing,
  at: Instant,
): boolean {
  const item = protocol.events.get(command.event)?.item;
  if (item === undefined || protocol.items.get(item)?.item.ifNot === undefined) return false;
  const seen = classify(protocol, state, { ...command, happenedAt }, actor, at);
  return seen.ok && seen.event.class.value === 'fails';
}

/** Only what a person may say: the wire carries no order, no patient and no "late". */
function commandOf({
  event,
  value,
  takenAt,
  how,
  reason,
  note,
  start,
  place,
  person,
  lookAgainAt,
}: CommandMessage): Command {
  return {
    event,
    ...(value === undefined ? {} : { value }),
    ...(takenAt === undefined ? {} : { takenAt }),
    ...(how === undefined ? {} : { how }),
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
    ...(start === undefined ? {} : { start }),
    ...(place === undefined ? {} : { place }),
    ...(person === undefined ? {} : { person }),
    ...(lookAgainAt === undefined ? {} : { lookAgainAt }),
  };
}

/** A patient on a ward or in a bed that does not exist is on nobody's board. */
export function isHere(site: Site, { ward, bed }: { readonly ward: string; readonly bed: string | null }): boolean {
  const layout = wardOf(site, ward);
  return layout !== null && (bed === null || layout.beds.includes(bed));
}

export const refused = (code: RefusalCode): Extract<Decision, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: { code, says: refusals[code], missing: [] },
});
const needsPerson = (code: RefusalCode): Decision => ({
  kind: 'needsPerson',
  refusal: { code, says: refusals[code], missing: [] },
});
