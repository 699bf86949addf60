/** Commands against answers and logs: none lost, none doubled, one verdict each, and in order. */
import { flaw, type Flaw } from './flaw.ts';
import type { Asked, History, Log, Told } from './history.ts';

/** Where a command's own record stands. */
interface Place {
  readonly log: Log;
  readonly revision: number;
  /** The last record before another command's. */
  until: number;
}

export function commandFlaws({ asked, answers, opened, logs, settled }: History): readonly Flaw[] {
  const there = new Set(logs.map(({ preparation }) => preparation));
  const flaws: Flaw[] = opened.filter((one) => !there.has(one)).map((one) => flaw('ackedLost', `${one} was opened`));
  const places = new Map<string, Place>();
  for (const log of logs) {
    let place: Place | null = null;
    for (const { command, revision } of log.entries) {
      if (command !== null) {
        if (places.has(command)) flaws.push(flaw('doubled', `${command} at ${revision} of ${log.preparation}`));
        place = { log, revision, until: revision };
        if (!places.has(command)) places.set(command, place);
      } else if (place !== null) place.until = revision;
    }
  }

  const known = new Map(asked.map((one) => [one.command, one]));
  for (const [command, { log, revision }] of places)
    if (known.get(command)?.preparation !== log.preparation)
      flaws.push(flaw('invented', `${command} at ${revision} of ${log.preparation}`));

  const first = new Map<string, Told>();
  const turnedAway = new Set<string>();
  for (const answer of answers) {
    if (answer.kind === 'turnedAway') {
      turnedAway.add(answer.command);
      if (places.has(answer.command)) flaws.push(flaw('refusedApplied', `${answer.command} was turned away`));
    }
    if (!('text' in answer)) continue;
    const before = first.get(answer.command);
    if (before === undefined) {
      first.set(answer.command, answer);
      flaws.push(...placeFlaws(answer, places.get(answer.command)));
    } else if (before.text !== answer.text) flaws.push(flaw('verdictChanged', `${answer.command} at ${answer.turn}`));
  }
  if (settled)
    for (const { command } of asked)
      if (!first.has(command) && !turnedAway.has(command)) flaws.push(flaw('unanswered', command));
  for (const log of logs) flaws.push(...orderFlaws(log, known, first));
  return flaws;
}

function placeFlaws({ command, applied, revision, head }: Told, place: Place | undefined): readonly Flaw[] {
  if (!applied) return place === undefined ? [] : [flaw('refusedApplied', `${command} at ${place.revision}`)];
  if (place === undefined) return [flaw('ackedLost', `${command}, said to be at ${revision}`)];
  // The answer names the last record of its commit; its own stands there or before.
  const named = place.log.entries[revision - 1];
  return place.revision <= revision && revision <= place.until && named?.hash === head
    ? []
    : [flaw('ackedMoved', `${command} stands at ${place.revision}; ${revision} was said`)];
}

/** One pass along a log: whatever stands earlier was asked before the later one was answered, and a device keeps its own order. */
function orderFlaws(
  { preparation, entries }: Log,
  known: ReadonlyMap<string, Asked>,
  first: ReadonlyMap<string, Told>,
): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const lastSeq = new Map<string, number>();
  let askedLast = -1;
  for (const { command } of entries) {
    const one = command === null ? undefined : known.get(command);
    if (one === undefined) continue;
    if ((lastSeq.get(one.device) ?? 0) > one.seq)
      flaws.push(flaw('deviceOrder', `${one.command}, number ${one.seq} of ${one.device}, in ${preparation}`));
    lastSeq.set(one.device, Math.max(lastSeq.get(one.device) ?? 0, one.seq));
    const answered = first.get(one.command)?.turn ?? Infinity;
    if (answered < askedLast) flaws.push(flaw('realTimeOrder', `${one.command} in ${preparation}`));
    askedLast = Math.max(askedLast, one.turn);
  }
  return flaws;
}
