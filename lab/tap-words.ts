/** What is done on a screen, in the words of the ward: who, what is under the finger, and what is said with it. */
import {
  type Actor,
  type AssetFact,
  type Command,
  type Instant,
  type Patient,
  type Protocol,
  roleWords,
} from '../machines/index.ts';
import { saysClock } from './words.ts';

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

/** The time of day on the day every path begins, and the date besides on any other. */
const saysDay = (at: Instant): string =>
  at >= firstDay && at < firstDay + 86_400_000
    ? saysClock(at)
    : `${new Date(at).toISOString().slice(0, 10)} ${saysClock(at)}`;
const firstDay: Instant = Date.UTC(2026, 10, 23);
