/** Reads what the doors of competences answer; what is not that is no answer. */
import type { Instant, PersonId } from '../../machines/index.ts';
import { isRecord } from '../link/http.ts';
import { dayOf } from '../ui/dates.ts';
import { thingWord } from '../ui/words/units.ts';

export interface TrainingEntry {
  readonly kind: 'registered' | 'ended';
  readonly competence: string;
  readonly at: Instant;
  /** Null where a list enrolled them before anybody was signed in. */
  readonly by: PersonId | null;
  readonly from?: Instant;
  /** From this instant on it does not count. */
  readonly until?: Instant;
  readonly reason?: string;
}
export interface Training {
  /** What counts now. */
  readonly held: readonly string[];
  /** Oldest first. */
  readonly entries: readonly TrainingEntry[];
  /** What protocols here ask for. */
  readonly asked: readonly string[];
  /** How a competence is read, where a protocol says it. */
  readonly words: Readonly<Record<string, string>>;
}

/** `MR Level 2`, as the protocol has it; else its name in words. */
export const trainingWord = ({ words }: Pick<Training, 'words'>, competence: string): string =>
  words[competence] ?? thingWord(competence);

export function readTraining(body: unknown): Training | null {
  if (!isRecord(body)) return null;
  const { held, entries, asked, words } = body;
  return isWords(held) &&
    isWords(asked) &&
    isRecord(words) &&
    isWords(Object.values(words)) &&
    Array.isArray(entries) &&
    entries.every(isEntry)
    ? { held, entries, asked, words: words as Training['words'] }
    : null;
}

const isWords = (list: unknown): list is readonly string[] =>
  Array.isArray(list) && list.every((one) => typeof one === 'string');
const isEntry = (one: unknown): one is TrainingEntry =>
  isRecord(one) &&
  (one['kind'] === 'registered' || one['kind'] === 'ended') &&
  typeof one['competence'] === 'string' &&
  typeof one['at'] === 'number';

/** When what counts now ends; null where it has just ended. */
export function untilOf({ entries }: Training, competence: string, now: Instant): Instant | null {
  const running = entries.flatMap(({ competence: of, from = 0, until = 0 }) =>
    of === competence && from <= now && now < until ? [until] : [],
  );
  return running.length === 0 ? null : Math.max(...running);
}

/** Training begins as a day of the site begins and ends as one does; half a day inside, a device's own zone says the same day. */
const halfDayMs = 12 * 3_600_000;
export const firstDayOf = (from: Instant): string => dayOf(from + halfDayMs);
export const lastDayOf = (until: Instant): string => dayOf(until - halfDayMs);
