/**
 * A machine as one text, and a question as another: equal texts are the same machine as it was written. Functions are told
 * apart by their source and by what XState hangs on them; a variable that one closes over is not seen.
 */
import type { AnyStateMachine } from 'xstate';
import type { Question } from './prove.ts';

export const chartText = ({ config, implementations }: AnyStateMachine): string =>
  textOf({ config, implementations }, []);

export const questionText = (question: Question): string => {
  const { limits: _limits, ...asked } = question;
  return textOf(asked, []);
};

/** Keys keep their order: in a chart it decides. */
function textOf(value: unknown, above: readonly unknown[]): string {
  if (above.includes(value)) return '"…"';
  const within = [...above, value];
  if (typeof value === 'function') return `${JSON.stringify(String(value))}${partsOf(value, within)}`;
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
  if (Array.isArray(value)) return `[${value.map((part) => textOf(part, within)).join()}]`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof Set || value instanceof Map) return `${value.constructor.name}${textOf([...value], within)}`;
  return partsOf(value, within);
}
const partsOf = (value: object, within: readonly unknown[]): string =>
  `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}:${textOf(part, within)}`)
    .join()}}`;
