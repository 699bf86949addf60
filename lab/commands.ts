/**
 * Real commands for a class of event: values of the document that are classed so, and the facts that make the server
 * judge as a path wants. Several are offered, best first; `concrete.ts` keeps the first that is.
 */
import type { Command, Instant, ItemDocument, Patient, Protocol, State } from '../machines/index.ts';
import { answersFor } from './values.ts';
import type { Sample } from './samples.ts';
import { itemsOf, patientsOf, wordsOf } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** @param wanted items the server should judge in the same commit, with what it should say. */
export function commandsFor(
  protocol: Protocol,
  state: State,
  sample: Sample,
  wanted: readonly string[],
): readonly Command[] {
  const spec = protocol.events.get(sample.type);
  const placed = spec?.item === undefined ? undefined : protocol.items.get(spec.item)?.item;
  const base: Command = { event: sample.type, ...(sample.kind === 'late' ? { late: true, happenedAt: state.at } : {}) };
  const asked = spec?.asks ?? [];
  const said: Command = {
    ...base,
    ...(asked.includes('reason') ? { reason: spec?.reasons?.[0] ?? 'Seen at the bedside' } : {}),
    ...(asked.includes('note') ? { note: 'Talked it through with the patient' } : {}),
    ...(asked.includes('place')
      ? { place: { ward: state.context.place.ward, bed: state.context.place.bed === '5' ? '6' : '5' } }
      : {}),
    ...(asked.includes('person') ? { person: personFor(state, sample) } : {}),
  };
  switch (sample.type) {
    case 'plan.moved':
      return startsFor(protocol, state, wanted).map((start) => ({ ...said, start }));
    case 'order.amended': {
      const { order } = state.context;
      return factsFor(protocol, state).map((facts) => ({
        ...said,
        order: { ...order, version: order.version + 1, facts },
      }));
    }
    case 'patient.amended':
    case 'patient.merged':
      // A person only says that it happened; the details come with the import.
      if (sample.class.role !== 'system') return [said];
      return otherPatients(protocol, state.context.patient).map((patient) => ({ ...said, patient }));
    default:
      return asked.includes('value') || (sample.kind === 'late' && placed !== undefined && !('timer' in placed.answer))
        ? answersFor(protocol, state, placed, sample).map((answer) => ({ ...said, ...answer }))
        : [said];
  }
}

/** Offered or assigned to somebody who has not got the patient, unless it is to be the one who has. */
function personFor(state: State, { type, class: { value } }: Sample): string {
  const responsible = state.context.responsible?.person;
  if (type === 'responsibility.assigned' && value === 'agrees') return responsible ?? 'nobody';
  return responsible === 'nurse-3' ? 'nurse-2' : 'nurse-3';
}

/** The order's facts as they were, then with one of them otherwise, then with two. */
function factsFor(protocol: Protocol, { context }: State): readonly Readonly<Record<string, string>>[] {
  const { facts } = context.order;
  const changes = [...wordsOf(itemsOf(protocol))].flatMap(([fact, words]) =>
    words.filter((word) => word !== (facts[fact] ?? 'unknown')).map((word) => [fact, word] as const),
  );
  const once = changes.map(([fact, word]) => ({ ...facts, [fact]: word }));
  const twice = changes.flatMap(([fact, word], index) =>
    changes
      .slice(index + 1)
      .flatMap(([other, another]) => (other === fact ? [] : [{ ...facts, [fact]: word, [other]: another }])),
  );
  return [facts, ...once, ...twice].slice(0, 40);
}

/** Somebody else first, then of another age or sex that is asked for. */
function otherPatients(protocol: Protocol, patient: Patient): readonly Patient[] {
  const other = { ...patient, birthDate: patient.birthDate === '1961-04-02' ? '1961-02-04' : '1961-04-02' };
  return [other, ...patientsOf(itemsOf(protocol)).map((told) => ({ ...patient, ...told }))];
}

/** Starts a little later, a day away, and starts that put each item with a window inside or outside it. */
function startsFor(protocol: Protocol, { context, at }: State, wanted: readonly string[]): readonly Instant[] {
  const later = Math.max(context.start, at) + hour / 4;
  const judgedWanted = wanted.map((event) => event.split('.')[1]);
  const moved = itemsOf(protocol).flatMap((item) =>
    judgedWanted.includes(item.id) ? around(protocol, item, context) : [],
  );
  const days = wanted.length === 0 ? [] : [context.start + day, context.start - day].filter((start) => start > at);
  return [...moved, ...days, later];
}

/** Starts on either side of what this item's answer allows. */
function around(protocol: Protocol, item: ItemDocument, { evidence, start }: State['context']): readonly Instant[] {
  const given = evidence[item.id];
  if (given === undefined) return [];
  if ('asset' in item.answer)
    return given.until === undefined ? [] : [given.until, given.until + hour, Math.min(start, given.until - hour)];
  if (item.window === undefined) return [];
  const from = { act: given.at, taken: given.takenAt ?? Number.NaN, value: Number(given.value) }[item.window.of];
  if (!Number.isFinite(from)) return [];
  const atLeast = item.window.atLeast === undefined ? 0 : protocol.times(item.window.atLeast);
  const atMost = item.window.atMost === undefined ? atLeast + 2 * hour : protocol.times(item.window.atMost);
  return [
    from + (atLeast + atMost) / 2,
    from + atMost,
    from + atLeast,
    from + atMost + hour,
    from + atLeast - hour / 2,
  ];
}
