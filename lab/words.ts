/** A path's states and waits in the words of the ward. */
import { type Instant, type ItemStatus, type Milliseconds, type Protocol } from '../machines/index.ts';

const statusWords: Readonly<Record<ItemStatus, string>> = {
  pending: 'is open',
  running: 'is running',
  awaiting: 'awaits the second answer',
  disputed: 'has two answers that differ',
  satisfied: 'counts',
  used: 'was used up',
  expired: 'no longer counts',
  failed: 'was answered, and does not count',
  overridden: 'is overridden',
  deferred: 'is deferred by the emergency',
  notNeeded: 'is not needed',
};
/** What every preparation has, by `region.state`. */
const coreWords: Readonly<Record<string, string>> = {
  'flow.expected': 'the patient is not here yet',
  'flow.working': 'the patient is here',
  'flow.held.waiting': 'the preparation is held',
  'flow.held.due': 'the hold is due to be looked at',
  'plan.ahead': 'the planned start is to come',
  'plan.overdue': 'the planned start has passed',
  'urgency.routine': 'no emergency',
  'urgency.emergency': 'emergency',
  'responsibility.none': 'nobody need have the patient yet',
  'responsibility.nobody.fresh': 'nobody has the patient',
  'responsibility.nobody.unclaimed': 'nobody has taken the patient for too long',
  'responsibility.somebody': 'somebody has the patient',
  'responsibility.offered': 'the patient is offered to a colleague',
  'transfer.atWard': 'the patient is on the ward',
  'transfer.calledFor': 'the patient is called for',
  'transfer.left': 'the patient is on the way',
  'transfer.arrivedThere': 'the patient has arrived where the procedure is',
  'whereabouts.here': 'nothing says that the patient is elsewhere',
  'whereabouts.away': 'the patient is away for another procedure',
  'whereabouts.handedOver': 'the patient was handed over for another procedure',
  'escalation.quiet': 'nothing needs anybody',
  'escalation.notified': 'somebody is told',
  'escalation.escalated': 'nobody said they saw it',
  'escalation.acknowledged': 'somebody has seen it',
};

/** What a preparation still has once the patient was handed over; whoever is told of something, as before. */
const afterHandOver: Readonly<Record<string, string>> = {
  'consent.stands': 'nobody has said no since',
  'consent.withdrawn': 'the patient says no after the hand-over',
  'account.complete': 'nothing was put off in an emergency',
  'account.reconciling': 'what was put off in the emergency is still to be gone through',
  'account.reconciled': 'what was put off in the emergency was gone through',
};

const rootWords: Readonly<Record<string, string>> = {
  open: 'being prepared',
  handedOver: 'handed over',
  notDone: 'not done',
  enteredInError: 'opened by mistake',
};

/** `open.consent.standing`, `given`: "Consent given". */
export function saysStanding(protocol: Protocol, region: string, at: string): string {
  const [root, part = '', below = ''] = region.split('.');
  if (region === 'root') return rootWords[at] ?? at;
  const step = protocol.steps.find(({ definition }) => definition.id === part)?.definition;
  const item = protocol.items.get(below)?.item;
  if (item !== undefined) return `"${item.text}" ${statusWords[at as ItemStatus] ?? at}`;
  if (step !== undefined && below === 'progress')
    return `${step.title} ${at === 'complete' ? 'is completed' : 'is under way'}`;
  if (step !== undefined && root === 'open') return step.says[`${below}.${at}`]?.says ?? `${part} ${below}: ${at}`;
  const about = `${part}.${at}`;
  return (root === 'open' ? undefined : afterHandOver[about]) ?? coreWords[about] ?? `${part}: ${at}`;
}

const delayWords: Readonly<Record<string, string>> = {
  lookAgain: 'it is time to look at the hold again',
  unownedFor: 'nobody has taken the patient for too long',
  offerFor: 'the offer lapses',
  acknowledgeWithin: 'nobody said in time that they have seen it',
  dueIn: 'the planned start comes',
  consentFor: 'consent lapses',
};
/** A deadline, by what it means when it comes. */
export function saysDeadline(protocol: Protocol, event: string): string {
  const delay =
    protocol.chart.nodes.flatMap(({ transitions }) => transitions).find((transition) => transition.event === event)
      ?.delay ?? event;
  const [kind = '', id = ''] = delay.split('.');
  const text = protocol.items.get(id)?.item.text;
  if (text === undefined) return delayWords[delay] ?? delay;
  return kind === 'takes'
    ? `"${text}" is done`
    : kind === 'until'
      ? `"${text}" stops counting`
      : `nobody gave the second answer to "${text}" in time`;
}

/** Time of day in UTC with seconds, so that every time zone prints the same. */
export const saysClock = (at: Instant): string => new Date(at).toISOString().slice(11, 19);

/** `20 s`, `2 min`, `23 h 59 min 59.8 s`. */
export function saysLength(length: Milliseconds): string {
  const hours = Math.floor(length / 3_600_000);
  const minutes = Math.floor((length % 3_600_000) / 60_000);
  const seconds = (length % 60_000) / 1000;
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    seconds > 0 ? `${Number(seconds.toFixed(1))} s` : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || '0 s';
}
