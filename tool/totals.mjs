/** How every command ends: with exactly one line `N passed, N failed`, and an exit code that agrees with it. */
import { writeFileSync } from 'node:fs';

export const noTotals = { passed: 0, failed: 0 };
export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
export const lineOf = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** Prints the line, or leaves the counts for the command that runs several of these (`WARDREADY_TOTALS` names a file). */
export function end(totals) {
  const file = process.env.WARDREADY_TOTALS;
  if (file === undefined) process.stdout.write(`${lineOf(totals)}\n`);
  else writeFileSync(file, JSON.stringify(totals));
  // Nothing passed is no success: the tests were not found.
  process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
}
