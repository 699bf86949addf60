/** What others did to the open patient's steps since this screen last looked: told in words, and nothing on it moves. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Instant, PersonId } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { answeredSince } from '../link/progress.ts';
import { clockTime } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { settlesAfterMs } from './use-step.ts';

export interface StepNews {
  readonly step: string;
  readonly short: string;
  /** Who completed it and when; null where it is open again, `again` where what was taken back of it has an answer again. */
  readonly by: { readonly person: PersonId; readonly at: Instant } | 'again' | null;
}

/** What was done on this tablet is no news on it. */
export function newsOf(before: Shown, now: Shown): readonly StepNews[] {
  if (before.checklist.preparation !== now.checklist.preparation) return [];
  return now.checklist.steps.flatMap((step): readonly StepNews[] => {
    const { id, short, completedBy, complete, items } = step;
    const was = before.checklist.steps.find((one) => one.id === id)?.completedBy ?? null;
    if (was?.at === completedBy?.at || before.pending.has(complete.event)) return [];
    // The tap on "Complete step" stands over a correction: an answer is what moved it, and that tap is no news.
    const by = answeredSince(step) === null ? completedBy : 'again';
    const isTapped = by !== null && by !== 'again';
    return !isTapped && items.some((item) => before.marks.has(item.id)) ? [] : [{ step: id, short, by }];
  });
}

/** The newest of each step, in the order in which they were heard. */
export const newsAfter = (told: readonly StepNews[], more: readonly StepNews[]): readonly StepNews[] =>
  more.length === 0 ? told : [...told.filter(({ step }) => !more.some((one) => one.step === step)), ...more];

/** `J. Kim completed Identity 07:40.` */
export function newsSays({ short, by }: StepNews, me: PersonId, nameOf: (person: PersonId) => string): string {
  const { say } = tabletWords;
  if (by === null) return say('news.open', { step: short });
  if (by === 'again') return say('news.again', { step: short });
  const time = clockTime(by.at);
  return by.person === me
    ? say('news.completedByYou', { step: short, time })
    : say('news.completed', { name: nameOf(by.person), step: short, time });
}

/** @returns what was told and not yet answered by an act of one's own, and how to put it away. */
export function useNews(shown: Shown): readonly [news: readonly StepNews[], seen: () => void] {
  const [told, setTold] = useState<readonly StepNews[]>([]);
  const before = useRef(shown);
  const since = useRef<number | null>(null);
  useEffect(() => {
    since.current ??= performance.now();
    const more = newsOf(before.current, shown);
    before.current = shown;
    // What the server knows better than this tablet's memory, in the moment of opening, is how the patient stands.
    if (performance.now() - since.current < settlesAfterMs) return;
    setTold((all) => newsAfter(all, more));
  }, [shown]);
  return [told, useCallback(() => setTold([]), [])];
}
