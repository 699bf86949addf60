/** What a tablet keeps until it is answered: the command, and what a person would call it. */
import type {
  Changed,
  Checklist,
  CommandMessage,
  EvidenceValue,
  Instant,
  PersonId,
  PreparationId,
  Problem,
  Verdict,
} from '../../machines/index.ts';

/** A command before the device has signed for it. Screens make these and nothing else. */
export interface CommandDraft {
  readonly preparation: PreparationId;
  readonly event: string;
  /** What the screen had seen: from the checklist or the board's row. */
  readonly base: { readonly revision: number; readonly head: string };
  readonly digest: string;
  readonly value?: EvidenceValue;
  readonly takenAt?: Instant;
  readonly how?: NonNullable<CommandMessage['how']>;
  readonly reason?: string;
  readonly note?: string;
  readonly start?: Instant;
  readonly place?: NonNullable<CommandMessage['place']>;
  readonly person?: PersonId;
  readonly lookAgainAt?: Instant;
  /** Another person's grant, for a second check; otherwise whoever is signed in. */
  readonly grant?: string;
  readonly says: Says;
}

/** The words of the queue screen and of the card, kept with the command so that they outlive the screen. */
export interface Says {
  /** `M. ROE`. */
  readonly patient: string;
  readonly bed: string | null;
  /** What was done: the item's text, or the action's verb. */
  readonly what: string;
  /** The value in the screen's words, or null. */
  readonly value: string | null;
  /** Who did it. */
  readonly by: PersonId;
}

/** A command in the outbox. `verdict` is set when it was accepted but no checklist shows it yet. */
export interface Waiting {
  readonly seq: number;
  readonly id: string;
  readonly message: CommandMessage;
  readonly says: Says;
  /** True when a checklist on this screen will show it: it stays, with its verdict, until one does. */
  readonly untilShown: boolean;
  /** What the screen said when it was tapped; of others’ changes since, only what was there before. */
  readonly saw?: Saw;
  readonly verdict: Verdict | null;
}

/** A screen's values by item, in words; the start and the bed by the event that moves them. A number is an instant. */
export type Saw = Readonly<Record<string, string | Instant>>;

/** Something a person must read: it stays until they did. */
export interface Card {
  readonly id: string;
  readonly seq: number;
  readonly preparation: PreparationId;
  readonly event: string;
  readonly says: Says;
  /** When it was tapped, by this tablet's clock, and when it was answered, by the server's. */
  readonly tappedAt: Instant;
  readonly answeredAt: Instant;
  readonly kind: 'refused' | 'needsPerson' | 'unreadable';
  /** What the server said, with what to do next. */
  readonly detail: string;
  /** What others did meanwhile that it stood on, oldest first. */
  readonly changed?: readonly ChangedHere[];
}

/** `was`: what this tablet showed of it when the tap was made; `is`: what it shows since. Null where there is nothing. */
export interface ChangedHere extends Changed {
  readonly was: string | Instant | null;
  readonly is: string | Instant | null;
}

/** Commands without an answer yet, in the device's order. */
export const unanswered = (all: readonly Waiting[]): readonly Waiting[] =>
  all.filter((waiting) => waiting.verdict === null).toSorted((a, b) => a.seq - b.seq);

/** The device's last command for this preparation that has no verdict: the next one stands on it. */
export function previousOf(all: readonly Waiting[], preparation: PreparationId): string | null {
  return unanswered(all).findLast((waiting) => waiting.message.preparation === preparation)?.id ?? null;
}

/** The card for a verdict that asks for a person, or null when nobody needs to read it. */
export function cardFor(waiting: Waiting, verdict: Verdict): Card | null {
  if (verdict.kind !== 'refused' && verdict.kind !== 'needsPerson') return null;
  const { says: detail, changed } = verdict.refusal;
  return {
    ...cardBase(waiting),
    answeredAt: verdict.at,
    kind: verdict.kind,
    detail,
    ...(changed === undefined
      ? {}
      : { changed: changed.map((one) => ({ ...one, was: seenIn(waiting.saw ?? {}, one), is: null })) }),
  };
}

const seenIn = (saw: Saw, { item, event }: Changed): string | Instant | null => saw[item ?? event] ?? null;

/** What a checklist says, to be compared with what it says later. */
export const sawIn = ({ steps, row }: Pick<Checklist, 'steps' | 'row'>): Saw => ({
  'plan.moved': row.due,
  ...(row.place.bed === null ? {} : { 'place.moved': row.place.bed }),
  ...Object.fromEntries(
    steps.flatMap(({ items }) =>
      items.flatMap(({ id, evidence }) => (evidence?.says == null ? [] : [[id, evidence.says] as const])),
    ),
  ),
});

/** A card with what the newest checklist says of what others changed, where it was made after they did. */
export const cardNow = (card: Card, newest: Checklist | null): Card =>
  card.changed === undefined || newest === null
    ? card
    : {
        ...card,
        changed: card.changed.map((one) => ({ ...one, is: newest.at < one.at ? null : seenIn(sawIn(newest), one) })),
      };

/** The card for a command the server cannot read or does not allow: sending it again would change nothing. */
export const cardForProblem = (waiting: Waiting, problem: Problem, at: Instant): Card => ({
  ...cardBase(waiting),
  answeredAt: at,
  kind: 'unreadable',
  detail: problem.detail,
});

const cardBase = (waiting: Waiting) => ({
  id: waiting.id,
  seq: waiting.seq,
  preparation: waiting.message.preparation,
  event: waiting.message.event,
  says: waiting.says,
  tappedAt: waiting.message.wallTime,
});

/** No answer, a full server, a session to renew: the same question again later. Anything else would fail for ever. */
export const isPassing = (status: number): boolean =>
  status === 0 || status >= 500 || [401, 408, 409, 425, 429].includes(status);
