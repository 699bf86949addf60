/**
 * Which answers count, and who is asked: what `classify` and `judge` decide, and no chart shows. Answers at every edge of
 * either document are given to both versions, in orders and for patients that they tell apart.
 */
import {
  type Command,
  type ItemDocument,
  itemStatus,
  type Opening,
  type Protocol,
  roles,
} from '../../machines/index.ts';
import { actorFor } from '../people.ts';
import { answersFor } from '../values.ts';
import { patientsOf, wordsOf } from '../world.ts';
import { looksOf, whatIsRead } from '../concrete.ts';
import type { Side } from './side.ts';
import { begun, tap, type Walk, walkAgain } from './walked.ts';
import { forNothing } from './step-differences.ts';

/** An item that is judged by other words than before. */
export interface JudgedDifference {
  readonly item: ItemDocument;
  /** Counts in the new version, and not in the old; and the reverse. */
  readonly looser: Judged | null;
  readonly tighter: Judged | null;
  readonly tried: number;
  /** What was tried does not show all: it is about who is trained, how often, or what else was answered. */
  readonly open: boolean;
}
export interface Judged {
  readonly old: Walk;
  readonly new: Walk;
  /** How it stands in each. */
  readonly was: string;
  readonly is: string;
}

/** More orders and patients than this are not tried for one item. */
const openingsMax = 24;

export function judgedDifferences(old: Side, fresh: Side): readonly JudgedDifference[] {
  return [...fresh.protocol.items.values()].flatMap(({ item }): readonly JudgedDifference[] => {
    const before = old.protocol.items.get(item.id)?.item;
    if (before === undefined) return [];
    const alike = judgedBy(old.protocol, before) === judgedBy(fresh.protocol, item);
    if (alike && beyond(before) === beyond(item)) return [];
    return [tried(old, fresh, before, item, beyond(before) !== beyond(item))];
  });
}

/** All that decides whether an answer counts, without its words. */
function judgedBy({ times }: Protocol, { answer, window, appliesIf, attempts, dated }: ItemDocument): string {
  const length = (name: string | undefined): number | null => (name === undefined ? null : times(name));
  return JSON.stringify([
    'choices' in answer
      ? answer.choices.map(({ label: _label, ...choice }) => choice)
      : { ...answer, none: 'none' in answer },
    window === undefined ? null : [window.of, length(window.atLeast), length(window.atMost)],
    appliesIf === undefined ? null : { ...appliesIf, otherwise: '' },
    attempts ?? null,
    dated !== undefined,
  ]);
}

/** What one answer by one trained person in a fresh preparation does not show. */
function beyond({ competence, verifierCompetence, attempts, appliesIf, answer }: ItemDocument): string {
  const limits = 'limits' in answer ? (answer.limits ?? []) : [];
  const asks = JSON.stringify([{ ...appliesIf, otherwise: '' }, limits]);
  return JSON.stringify([competence, verifierCompetence, attempts, /"(answer|reading)":/.test(asks) ? asks : '']);
}

function tried(old: Side, fresh: Side, before: ItemDocument, item: ItemDocument, isBeyond: boolean): JudgedDifference {
  let looser: Judged | null = null;
  let tighter: Judged | null = null;
  let count = 0;
  const note = (one: Walk, other: Walk): void => {
    const [was, is] = [statusOf(old, item.id, one), statusOf(fresh, item.id, other)];
    count++;
    if (was === is || was === null || is === null) return;
    if (forNothing.has(was) && !forNothing.has(is)) looser ??= { old: one, new: other, was, is };
    if (!forNothing.has(was) && forNothing.has(is)) tighter ??= { old: one, new: other, was, is };
  };
  let came = false;
  for (const opening of openingsFor(old, [before, item])) {
    const [one, other] = [begun(old.protocol, opening), begun(fresh.protocol, opening)];
    note(one, other);
    // Who is first where it is answered: under the new version, or, where that asks for more, under the old.
    const there = toAnswer(fresh, item, opening) ?? null;
    const walk = there ?? toAnswer(old, before, opening);
    if (walk === null) continue;
    const [mine, theirs] = [walkAgain(old.protocol, walk, []).walk, walkAgain(fresh.protocol, walk, []).walk];
    for (const { command, role } of commandsFor(old, fresh, [mine, theirs], [before, item])) {
      const at = walk.state.at + 1000;
      const acts = (side: Side, from: Walk): Walk | null => {
        const read = whatIsRead(side.protocol, command.event);
        const actor = actorFor(
          from.state,
          side.protocol.events.get(command.event),
          { role, who: 'other', value: 'none', competent: true },
          looksOf(read),
        );
        return typeof actor === 'string' ? null : tap(side.protocol, from, command, actor, at).walk;
      };
      const [mineNow, theirsNow] = [acts(old, mine), acts(fresh, theirs)];
      if (mineNow === null || theirsNow === null) continue;
      came = true;
      note(mineNow, theirsNow);
    }
    if (looser !== null && tighter !== null) break;
  }
  return { item, looser, tighter, tried: count, open: isBeyond || (!came && looser === null && tighter === null) };
}

const statusOf = ({ protocol }: Side, id: string, { state }: Walk): string | null =>
  itemStatus(state, protocol.items.get(id)?.step.id ?? '', id);

/** To where somebody may answer it, in this world. */
function toAnswer(side: Side, item: ItemDocument, opening: Opening): Walk | null {
  const step = side.protocol.items.get(item.id)?.step.id ?? '';
  const condition = side.where({
    all: [
      { at: `open.${step}.${item.id}.pending` },
      {
        guard: `may.${item.id}`,
        event: { class: { role: item.by[0], who: 'other', value: 'satisfies', competent: true } },
      },
    ],
  });
  return side.walkIn([opening], condition, null, () => true).walk;
}

interface Given {
  readonly command: Command;
  readonly role: ItemDocument['by'][number];
}

/** Answers at the edges of either document. */
function commandsFor(
  old: Side,
  fresh: Side,
  walks: readonly [Walk, Walk],
  items: readonly [ItemDocument, ItemDocument],
): readonly Given[] {
  const event = (item: ItemDocument): string =>
    `item.${item.id}.${item.kind === 'sensed' ? 'sensed' : item.kind === 'measured' ? 'measured' : 'attested'}`;
  const found = new Map<string, Given>();
  [old, fresh].forEach((side, index) => {
    const item = items[index] as ItemDocument;
    for (const value of ['satisfies', 'fails'] as const)
      for (const role of roles.filter((one) => one === item.by[0]))
        for (const answer of answersFor(side.protocol, (walks[index] as Walk).state, item, {
          type: event(item),
          class: { role, who: 'other', value },
          kind: 'tap',
        })) {
          const command: Command = { event: event(item), ...answer };
          found.set(JSON.stringify(command), { command, role });
        }
  });
  return [...found.values()];
}

/** Orders and patients that either wording of the item tells apart. */
function openingsFor(side: Side, items: readonly ItemDocument[]): readonly Opening[] {
  const [base] = side.openings;
  if (base === undefined) return [];
  let openings: readonly Opening[] = patientsOf(items).map((patient) => ({
    ...base,
    patient: { ...base.patient, ...patient },
  }));
  for (const [fact, words] of wordsOf(items))
    openings = openings.flatMap((opening) =>
      words.map((word) => ({
        ...opening,
        order: { ...opening.order, facts: { ...opening.order.facts, [fact]: word } },
      })),
    );
  return [base, ...openings].slice(0, openingsMax);
}
