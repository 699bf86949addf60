/** What keeps the promises, each with a switch that exists only here: a simulation without it must be found out. */
import { candidates, classify, missingForEvent, step, type Decision } from '../../../machines/index.ts';
import { judgeCommand, type Judge } from '../../../server/preparations/judge.ts';

export const safeguards = {
  idempotency: 'a command that was committed is answered as it was then',
  expectedHead: 'a commit names the head it was decided on',
  durableBeforeAck: 'nothing is answered before it is on the disk',
  claims: 'what one preparation holds no other takes',
  feedInCommit: 'the feed entry is written with what it announces',
  refusals: 'a refusal is kept like any other verdict',
  advanceBeforeStep: 'deadlines that are due come before the tap',
} as const;
export type Safeguard = keyof typeof safeguards;
export type Switches = { readonly [name in Safeguard]?: boolean };

/** Judges a tap on the state as it was committed, and lets deadlines wait for the worker. */
export const unfolded: Judge = async (here, known, asked, at, log) => {
  const { protocol } = known.pinned;
  const { message, actor } = asked;
  if (asked.timing.late) return judgeCommand(here, known, asked, at, log);
  const command = { event: message.event, ...(message.value === undefined ? {} : { value: message.value }) };
  const classified = classify(protocol, known.state, command, actor, at);
  const refused = (says: string): Decision => ({ kind: 'refused', refusal: { code: 'notNow', says, missing: [] } });
  if (!classified.ok) return refused(classified.says ?? classified.code);
  const missing = missingForEvent(protocol, known.state, message.event, classified.event.class);
  if (candidates(protocol, known.state, message.event).length === 0 || missing === null || missing.length > 0)
    return refused('Not now.');
  const { state, effects } = step(protocol.machine, known.state, classified.event);
  return { kind: 'accepted', events: [classified.event], state, effects };
};
