/** A path's states, people, taps and waits in the words of the ward and the screen. */
import {
  type Actor,
  type AssetFact,
  type Command,
  type Instant,
  type ItemStatus,
  type Milliseconds,
  type Patient,
  type Protocol,
  roleWords,
} from '../machines/index.ts';

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
  'escalation.quiet': 'nothing needs anybody',
  'escalation.notified': 'somebody is told',
  'escalation.escalated': 'nobody said they saw it',
  'escalation.acknowledged': 'somebody has seen it',
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
  return (
    (root === 'open' ? coreWords[`${part}.${at}`] : undefined) ??
    `${root === 'open' ? '' : 'after hand-over, '}${part}: ${at}`
  );
}

/** `technician-1`: "Technician 1", and on whose sign-in if it is not their own. */
export function saysPerson({ person, role, grant, competences = [] }: Actor, untrained = false): string {
  if (role === 'system') return 'The server';
  const number = person.split('-').at(-1) ?? '';
  const trained =
    competences.length > 0
      ? `, registered for ${competences.map(saysCompetence).join(' and ')},`
      : untrained
        ? ', not registered for it,'
        : '';
  const words = role === 'clinicalEngineer' ? 'clinical engineer' : roleWords[role].replace(/^(a|the) /, '');
  const borrowed = grant === `grant-${person}` ? '' : `, on the sign-in of ${grant.replace('grant-', '')},`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${number}${borrowed}${borrowed !== '' && trained !== '' ? trained.slice(1) : trained}`;
}

/** `mrLevel2`: "MR level 2". */
const saysCompetence = (competence: string): string =>
  competence.replace(/[A-Z]|\d+/g, (part) => ` ${part.toLowerCase()}`).replace(/^mr /, 'MR ');

/** What is on the screen under the finger, and what is said with it: `"Record" on "Allergies …", KNOWN`. */
export function saysTap(protocol: Protocol, command: Command): string {
  const spec = protocol.events.get(command.event);
  const item = spec?.item === undefined ? undefined : protocol.items.get(spec.item)?.item;
  const about = item === undefined ? '' : ` on "${item.text}"`;
  const parts = [
    saysValue(protocol, command),
    command.takenAt === undefined
      ? null
      : `${item?.dated === undefined ? 'taken' : `"${item.dated}"`} ${saysDay(command.takenAt)}`,
    command.reason === undefined ? null : `reason "${command.reason}"`,
    command.note === undefined ? null : `note "${command.note}"`,
    command.person === undefined ? null : `naming ${command.person}`,
    command.place === undefined ? null : `bed ${command.place.bed ?? 'none'}`,
    command.start === undefined ? null : `new start ${saysDay(command.start)}`,
    command.order === undefined ? null : `the order now says ${saysFacts(command.order.facts)}`,
    command.patient === undefined ? null : `the patient is ${saysPatient(command.patient)}`,
    command.late === true ? 'entered late' : null,
  ].filter((part) => part !== null);
  return `"${spec?.verb ?? command.event}"${about}${parts.length === 0 ? '' : `, ${parts.join(', ')}`}`;
}

export const saysFacts = (facts: Readonly<Record<string, string>>): string =>
  Object.entries(facts)
    .map(([fact, is]) => `${fact} ${is}`)
    .join(', ') || 'nothing special';

/** Sex and birth date: what documents ask about a patient. */
export const saysPatient = ({ sex, birthDate }: Patient): string =>
  `${{ F: 'female', M: 'male', X: 'of another sex', U: 'of a sex not recorded' }[sex]}, born ${birthDate}`;

function saysValue(protocol: Protocol, { event, value, asset }: Command): string | null {
  const id = protocol.events.get(event)?.item;
  const answer = id === undefined ? undefined : protocol.items.get(id)?.item.answer;
  if (value === undefined || answer === undefined) return null;
  if ('choices' in answer) return answer.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if ('asset' in answer) return `scanning ${asset === undefined ? String(value) : saysThing(asset)}`;
  if ('scan' in answer || 'scanFact' in answer) return `scanning ${String(value)}`;
  if (!('unit' in answer)) return `typing ${String(value)}`;
  if (value === 'none' && answer.none !== undefined) return answer.none;
  if (answer.unit === 'clock') return `typing ${saysDay(Number(value))}`;
  return `typing ${String(value)}${answer.unit === '1' ? '' : ` ${answer.unit}`}`;
}

/** What the equipment log says of a thing: `a gastroscope, in service, good until …`. */
function saysThing({ type, standing, until }: AssetFact): string {
  const words = type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const state = { inService: 'in service', quarantined: 'put aside', retired: 'retired', unknown: 'not in the log' }[
    standing
  ];
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}, ${state}${until === null ? '' : `, good until ${saysDay(until)}`}`;
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

/** The time of day on the day every path begins, and the date besides on any other. */
const saysDay = (at: Instant): string =>
  at >= firstDay && at < firstDay + 86_400_000
    ? saysClock(at)
    : `${new Date(at).toISOString().slice(0, 10)} ${saysClock(at)}`;
const firstDay: Instant = Date.UTC(2026, 10, 23);

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
