/** A reply as a history keeps it: a verdict with its bytes, nothing at all, or word that it will never be done. */
import type { Reply, Verdict } from '../../../machines/index.ts';
import { isPassing } from '../../../src/link/waiting.ts';
import type { Answer } from './history.ts';

/** @param again whether this command had a verdict before. */
export function answerOf(turn: number, command: string, reply: Reply<Verdict>, again: boolean): Answer {
  if (!reply.ok) return { turn, command, kind: isPassing(reply.problem.status) ? 'unknown' : 'turnedAway' };
  const { kind, revision, head } = reply.value;
  const first = kind === 'accepted' ? 'accepted' : 'refused';
  return {
    turn,
    command,
    kind: again ? 'duplicate' : first,
    applied: kind === 'accepted',
    revision,
    head,
    text: JSON.stringify(reply.value),
  };
}
