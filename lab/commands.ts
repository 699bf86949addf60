/**
 * Real commands for a class of event: values of the document that are classed so, and the facts that make the server
 * judge as a path wants. Several are offered, best first; `concrete.ts` keeps the first that is.
 */
import {
  allowed,
  type Command,
  type EvidenceValue,
  type Instant,
  type ItemDocument,
  type Protocol,
  type State,
  testsOf,
} from '../machines/index.ts';
import type { Sample } from './samples.ts';

const hour = 3_600_000;
export const openedAt: Instant = Date.UTC(2026, 10, 23, 7, 0);
/** The planned start: late enough that a fast ending in the night counts. */
export const plannedStart: Instant = openedAt + 10 * hour;

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
    ...(asked.includes('reason') ? { reason: 'Seen at the bedside' } : {}),
    ...(asked.includes('note') ? { note: 'Talked it through with the patient' } : {}),
    ...(asked.includes('place')
      ? { place: { ward: state.context.place.ward, bed: state.context.place.bed === '5' ? '6' : '5' } }
      : {}),
    ...(asked.includes('person') ? { person: personFor(state, sample) } : {}),
  };
  switch (sample.type) {
    case 'plan.moved':
      return startsFor(protocol, state, wanted).map((start) => ({ ...said, start }));
    case 'order.amended':
      return [
        {
          ...said,
          order: {
            ...state.context.order,
            version: state.context.order.version + 1,
            facts: factsFor(protocol, state, wanted),
          },
        },
      ];
    case 'patient.amended':
    case 'patient.merged':
      // A person only says that it happened; the details come with the import.
      if (sample.class.role !== 'system') return [said];
      return [
        { ...said, patient: { ...state.context.patient, birthDate: otherDate(state.context.patient.birthDate) } },
      ];
    default:
      return asked.includes('value') || (sample.kind === 'late' && placed !== undefined && !('timer' in placed.answer))
        ? valuesFor(protocol, state, placed, sample).map((value) => ({ ...said, value }))
        : [said];
  }
}

const otherDate = (birthDate: string): string => (birthDate === '1961-04-02' ? '1961-02-04' : '1961-04-02');

/** Offered or assigned to somebody who has not got the patient, unless it is to be the one who has. */
function personFor(state: State, { type, class: { value } }: Sample): string {
  const responsible = state.context.responsible?.person;
  if (type === 'responsibility.assigned' && value === 'agrees') return responsible ?? 'nobody';
  return responsible === 'nurse-3' ? 'nurse-2' : 'nurse-3';
}

/** Answers to this item that could be of the class; none when no answer ever is. */
function valuesFor(
  protocol: Protocol,
  state: State,
  item: ItemDocument | undefined,
  { class: { value: wanted } }: Sample,
): readonly EvidenceValue[] {
  if (item === undefined) return [];
  const { answer } = item;
  const first = state.context.evidence[item.id]?.value;
  if (wanted === 'agrees') return first === undefined ? [] : [first];
  const all = possibleAnswers(protocol, state, item);
  if (wanted === 'differs') return all.filter((value) => value !== first);
  if ('choices' in answer)
    return answer.choices
      .filter((choice) => (choice.satisfies && allowed(choice, state.context.order.facts)) === (wanted !== 'fails'))
      .map(({ value }) => value);
  return all;
}

function possibleAnswers(
  protocol: Protocol,
  { context: { patient, order, start }, at }: State,
  item: ItemDocument,
): readonly EvidenceValue[] {
  const { answer, window } = item;
  if ('scan' in answer) return [answer.scan === 'patient.number' ? patient.number : order.number, '0000000'];
  if ('choices' in answer) return answer.choices.map(({ value }) => value);
  if (!('unit' in answer)) return [];
  if (answer.unit === 'clock') {
    const atLeast = window?.atLeast === undefined ? 0 : protocol.times(window.atLeast);
    const atMost = window?.atMost === undefined ? atLeast + 2 * hour : protocol.times(window.atMost);
    // A time that has passed, and not too long ago.
    return [start - (atLeast + atMost) / 2, start - atMost - hour, start - atLeast + hour / 2, at - hour / 2].filter(
      (value) => value <= at && value >= at - answer.max * hour,
    );
  }
  const middle = Math.round((answer.min + answer.max) / 2);
  return [middle, answer.min, answer.max];
}

/** Every fact as it was, but for the items that are to be needed or not. */
export function factsFor(
  protocol: Protocol,
  state: State,
  wanted: readonly string[],
): Readonly<Record<string, string>> {
  const changed = [...protocol.items.values()].flatMap(({ item }): (readonly [string, string])[] => {
    const asked = testsOf(item).find((test) => 'fact' in test);
    if (asked === undefined) return [];
    const [needed, not] = 'isNot' in asked ? ['unknown', asked.isNot[0] ?? ''] : [asked.is[0] ?? '', 'none'];
    if (wanted.includes(`item.${item.id}.notNeeded`)) return [[asked.fact, not]];
    if (wanted.includes(`item.${item.id}.needed`)) return [[asked.fact, needed]];
    return [];
  });
  return { ...state.context.order.facts, ...Object.fromEntries(changed) };
}

/** Starts a little later, and starts that put each item with a window inside or outside it. */
function startsFor(protocol: Protocol, { context, at }: State, wanted: readonly string[]): readonly Instant[] {
  const later = Math.max(context.start, at) + hour / 4;
  const moved = [...protocol.items.values()].flatMap(({ item }): readonly Instant[] => {
    const evidence = context.evidence[item.id];
    if (
      item.window === undefined ||
      evidence === undefined ||
      !wanted.some((event) => event.startsWith(`item.${item.id}.`))
    )
      return [];
    const from = item.window.of === 'act' ? evidence.at : Number(evidence.value);
    const atLeast = item.window.atLeast === undefined ? 0 : protocol.times(item.window.atLeast);
    const atMost = item.window.atMost === undefined ? atLeast + 2 * hour : protocol.times(item.window.atMost);
    return [from + (atLeast + atMost) / 2, from + atMost + hour, from + atLeast - hour / 2];
  });
  return [...moved, later];
}
