/**
 * One sentence at a time about what was just done, and only on the screen it was done on. What somebody must write on
 * paper is kept apart: it names its patient, stands on whichever screen they look at, and nothing but a press ends it.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Checklist, PreparationId } from '../../machines/index.ts';

/** Long enough to be read twice. */
export const noticeForMs = 20_000;

export interface Lasts {
  /** Whether what it says is still so; left out where nothing on the screen can end it. */
  readonly still?: (open: Checklist) => boolean;
  /** It was not kept here and must be written on paper: it waits until it is pressed away. */
  readonly untilClosed?: boolean;
}

export interface Said extends Lasts {
  readonly says: string;
  /** The patient on whose screen it was said; null on the list. */
  readonly on: PreparationId | null;
}

export interface Notices {
  /** In the order they came; each waits for its own press. */
  readonly paper: readonly Said[];
  /** The last sentence of the screen that is shown, until its time is over or the next one comes. */
  readonly passing: Said | null;
}

export type SayNotice = (says: string | null, lasts?: Lasts) => void;

const none: Notices = { paper: [], passing: null };

/** What stands on this screen: the paper first. What is said in passing of one patient is never read as said of another. */
export function noticeOn(
  { paper, passing }: Notices,
  preparation: PreparationId | null,
  open: Checklist | null,
): Said | null {
  const [first] = paper;
  if (first !== undefined) return first;
  if (passing === null || passing.on !== preparation) return null;
  return open !== null && passing.still?.(open) === false ? null : passing;
}

/** The same thing not kept twice is written on paper once. */
export function withNotice({ paper, passing }: Notices, said: Said): Notices {
  if (said.untilClosed !== true) return { paper, passing: said };
  return paper.some(({ says }) => says === said.says) ? { paper, passing } : { paper: [...paper, said], passing };
}

export const withoutNotice = ({ paper, passing }: Notices, closed: Said): Notices => ({
  paper: paper.filter((one) => one !== closed),
  passing: passing === closed ? null : passing,
});

export function useNotice(
  preparation: PreparationId | null,
): readonly [notices: Notices, say: SayNotice, close: (said: Said) => void] {
  const [notices, setNotices] = useState(none);
  const shown = useRef(preparation);
  useEffect(() => {
    shown.current = preparation;
    return () => setNotices(({ paper }) => ({ paper, passing: null }));
  }, [preparation]);
  // Bound to the screen it was made on: an answer that comes late is not said where the person has gone meanwhile, nor
  // does it take away what stands there.
  const say = useCallback<SayNotice>(
    (says, lasts) => {
      if (lasts?.untilClosed !== true && shown.current !== preparation) return;
      setNotices((before) =>
        says === null ? { ...before, passing: null } : withNotice(before, { says, on: preparation, ...lasts }),
      );
    },
    [preparation],
  );
  const close = useCallback((said: Said) => setNotices((before) => withoutNotice(before, said)), []);
  const { passing } = notices;
  useEffect(() => {
    if (passing === null) return;
    const timer = setTimeout(() => setNotices((before) => withoutNotice(before, passing)), noticeForMs);
    return () => clearTimeout(timer);
  }, [passing]);
  return [notices, say, close];
}
