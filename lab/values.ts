/** Answers to an item: those at the very edge of what counts first, so that a limit that is lost or moved is seen. */
import {
  allowed,
  type AssetFact,
  askedOf,
  type Command,
  type EvidenceValue,
  type Instant,
  type ItemDocument,
  type Protocol,
  roles,
  type State,
  testsOf,
} from '../machines/index.ts';
import type { Sample } from './samples.ts';
import { itemsOf } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

/** What is said with an answer. */
export type Answer = Pick<Command, 'value' | 'takenAt' | 'asset'>;

/** Answers to this item that could be of the class wanted; none when no answer ever is. */
export function answersFor(
  protocol: Protocol,
  state: State,
  item: ItemDocument | undefined,
  { class: { value: wanted, role } }: Sample,
): readonly Answer[] {
  if (item === undefined) return [];
  const first = state.context.evidence[item.id]?.value;
  if (wanted === 'agrees') return first === undefined ? [] : [{ value: first }];
  if (wanted === 'differs')
    return [false, true]
      .flatMap((failing) => possible(protocol, state, item, failing))
      .filter(({ value }) => value !== first);
  const all = possible(protocol, state, item, wanted === 'fails' || wanted === 'exhausts');
  // Each role finds something else wrong, or right: together they show more than one way of being it.
  const turn = all.length === 0 || !varies(item) ? 0 : roles.indexOf(role) % all.length;
  return [...all.slice(turn), ...all.slice(0, turn)].flatMap((answer) =>
    instantsTaken(protocol, state, item).map((taken) => ({ ...answer, ...taken })),
  );
}

const varies = ({ answer, window }: ItemDocument): boolean =>
  'asset' in answer || 'scanFact' in answer || 'none' in answer || ('choices' in answer && window !== undefined);

function possible(protocol: Protocol, state: State, item: ItemDocument, failing: boolean): readonly Answer[] {
  const { patient, order, start } = state.context;
  const { answer } = item;
  if ('asset' in answer) return things(answer.asset, start, failing);
  const right = (choice: Choice): boolean => choice.satisfies && allowed(choice, order.facts);
  return values().map((value) => ({ value }));

  function values(): readonly EvidenceValue[] {
    if ('scan' in answer) return [answer.scan === 'patient.number' ? patient.number : order.number, '0000000'];
    if ('scanFact' in answer) return [order.facts[answer.scanFact] ?? 'unknown', '0000000'];
    if ('choices' in answer)
      return [
        // The right answer fails too, where it comes with the wrong date.
        ...answer.choices.filter((choice) => right(choice) && (!failing || item.window !== undefined)),
        ...answer.choices.filter((choice) => failing && !right(choice)),
      ].map(({ value }) => value);
    if (!('unit' in answer)) return [];
    if (answer.unit === 'clock') return clockTimes(protocol, state, item, answer);
    // Whatever another row would say otherwise comes first, so that a row that is lost or forgotten is seen.
    const contrary = (value: number): number =>
      (answer.limits ?? []).filter(
        ({ atLeast = value, atMost = value }) => (value >= atLeast && value <= atMost) === failing,
      ).length;
    return [...readings(protocol, item, answer)].sort((a, b) => contrary(b) - contrary(a));
  }
}

/** Good until two hours after the start, or for ever; or out of date by the start, put aside, another kind of thing. */
function things(type: string, start: Instant, failing: boolean): readonly Answer[] {
  const good: AssetFact = {
    asset: 'A-0017',
    type,
    standing: 'inService',
    until: start + 2 * hour,
    version: 1,
    says: null,
  };
  const facts: readonly AssetFact[] = failing
    ? [
        { ...good, until: start - 1 },
        { ...good, standing: 'quarantined', says: 'Put aside.' },
        { ...good, type: 'somethingElse' },
      ]
    : [good, { ...good, until: start }, { ...good, until: null }];
  return facts.map((asset) => ({ value: asset.asset, asset }));
}

type Choice = Extract<ItemDocument['answer'], { choices: unknown }>['choices'][number];
type Unit = Extract<ItemDocument['answer'], { unit: string }>;

/** Readings at each limit and just beyond it, and where other items ask about this one. */
function readings(
  protocol: Protocol,
  { id }: ItemDocument,
  { min, max, decimals, limits = [] }: Unit,
): readonly number[] {
  const least = 10 ** -decimals;
  const asked = itemsOf(protocol)
    .flatMap(testsOf)
    .flatMap((test) => ('reading' in test && askedOf(test) === id ? [test] : []));
  const edges = [...limits, ...asked].flatMap(({ atLeast, atMost }) => [
    ...(atLeast === undefined ? [] : [atLeast, atLeast - least]),
    ...(atMost === undefined ? [] : [atMost, atMost + least]),
  ]);
  const middle = Math.round((min + max) / 2);
  return [...new Set([...edges, middle, min, max].map((value) => Number(value.toFixed(decimals))))].filter(
    (value) => value >= min && value <= max,
  );
}

/** Times that have passed, and not too long ago; and "not at all", where that is an answer. */
function clockTimes(
  protocol: Protocol,
  { context: { start }, at }: State,
  { window, validFor }: ItemDocument,
  { max, none }: Unit,
): readonly EvidenceValue[] {
  const atLeast = window?.atLeast === undefined ? 0 : protocol.times(window.atLeast);
  const atMost = window?.atMost === undefined ? atLeast + 2 * hour : protocol.times(window.atMost);
  const recently = at - (validFor === undefined ? hour / 2 : Math.min(hour / 2, protocol.times(validFor) / 2));
  const times = [
    start - (atLeast + atMost) / 2,
    start - atLeast,
    start - atMost,
    start - atMost - hour,
    start - atLeast + minute,
    recently,
  ].filter((value) => value <= at && value >= at - max * hour);
  return none === undefined ? times : [...times.slice(0, 1), 'none', ...times.slice(1)];
}

/** When the sample was taken or the form signed, where that is asked: at either end of a window, and just now. */
function instantsTaken(protocol: Protocol, { context: { start }, at }: State, item: ItemDocument): readonly Answer[] {
  const { dated, window, answer } = item;
  if (dated === undefined && !('result' in answer && answer.result !== undefined)) return [{}];
  const ends = window?.of === 'taken' ? [window.atLeast, window.atMost] : [];
  const edges = ends.flatMap((name) =>
    name === undefined
      ? []
      : [start - protocol.times(name), start - protocol.times(name) + minute, start - protocol.times(name) - minute],
  );
  return [...edges, at - 5 * minute].filter((taken) => taken <= at).map((takenAt) => ({ takenAt }));
}
