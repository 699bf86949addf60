/** One sentence at a time about what was just done, and only on the screen it was done on. */
import { useCallback, useEffect, useState } from 'react';
import type { Checklist, PreparationId } from '../../machines/index.ts';

/** Long enough to be read twice. */
export const noticeForMs = 20_000;

export interface Lasts {
  /** Whether what it says is still so; left out where nothing on the screen can end it. */
  readonly still?: (open: Checklist) => boolean;
  /** Somebody must write it on paper: it waits on its own screen until it is pressed away. */
  readonly untilClosed?: boolean;
}

export interface Said extends Lasts {
  readonly says: string;
  /** The patient on whose screen it was said; null on the list. */
  readonly on: PreparationId | null;
}

export type SayNotice = (says: string | null, lasts?: Lasts) => void;

/** What is said of one patient is never read as said of another. */
export function noticeOn(said: Said | null, preparation: PreparationId | null, open: Checklist | null): string | null {
  if (said === null || said.on !== preparation) return null;
  return open !== null && said.still?.(open) === false ? null : said.says;
}

/** What goes when a screen is left: all but what nobody has acknowledged. */
export const keptOnLeaving = (said: Said | null): Said | null => (said?.untilClosed === true ? said : null);

export function useNotice(preparation: PreparationId | null): readonly [Said | null, SayNotice] {
  const [said, setSaid] = useState<Said | null>(null);
  // Bound to the screen it was made on: an answer that comes late is not said where the person has gone meanwhile.
  const say = useCallback<SayNotice>(
    (says, lasts) =>
      setSaid((before) => {
        if (says !== null) return { says, on: preparation, ...lasts };
        return before?.on === preparation ? null : before;
      }),
    [preparation],
  );
  useEffect(() => () => setSaid(keptOnLeaving), [preparation]);
  useEffect(() => {
    if (said === null || said.untilClosed === true) return;
    const timer = setTimeout(() => setSaid((now) => (now === said ? null : now)), noticeForMs);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, say];
}
