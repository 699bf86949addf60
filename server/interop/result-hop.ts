/**
 * The last hop of a result: how it reaches a preparation. Today it is kept as a fact of the order, one a LOINC code,
 * where nobody decides by it yet. This is the one place to change when a result answers an item by itself.
 */
import type { Result, Withdrawn } from './results.ts';

/** `result.98979-8` = `28|mL/min/{1.73_m2}|2026-11-20T09:12:00.000Z|final`; the newest of each code. */
export function resultFacts(
  results: readonly Result[],
  withdrawn: readonly Withdrawn[],
): Readonly<Record<string, string>> {
  const oldestFirst = [...results].sort((a, b) => a.takenAt - b.takenAt);
  return Object.fromEntries([
    // Said in as many words: facts are laid over older ones, so what is only left out would stay.
    ...withdrawn.map(({ code }) => [`result.${code}`, 'withdrawn'] as const),
    ...oldestFirst.map(
      ({ code, value, unit, takenAt, status }) =>
        [`result.${code}`, [value, unit, new Date(takenAt).toISOString(), status].join('|')] as const,
    ),
  ]);
}
