/**
 * Keeps whoever has only a keyboard in the sheet: its heading is where they begin, and where they are when what they
 * pressed is gone; a rule that was put back is where they were. When the sheet goes, they are back at what opened it.
 */
import { useEffect, useRef, type RefObject } from 'react';

/** @param rule the one that is deleted, or null. @returns where the sheet is. */
export function useFocusWithin(rule: string | null): RefObject<HTMLElement | null> {
  const sheet = useRef<HTMLElement>(null);
  const deleted = useRef<string | null>(null);
  useEffect(() => {
    const from = document.activeElement;
    sheet.current?.querySelector<HTMLElement>('h2')?.focus();
    return () => {
      if (from instanceof HTMLElement) from.focus();
    };
  }, []);
  useEffect(() => {
    const before = deleted.current;
    deleted.current = rule;
    if (before === rule) return;
    // A handle that was thrown keeps it.
    const { activeElement: now, body } = document;
    if (now !== body && sheet.current?.contains(now) !== true) return;
    const was = rule === null ? `[data-rule="${CSS.escape(before ?? '')}"] button` : 'h2';
    sheet.current?.querySelector<HTMLElement>(was)?.focus();
  }, [rule]);
  return sheet;
}
