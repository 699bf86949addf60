/** FHIR's dates and times. A time always says its offset; what is only a day or a year is never filled up. */
import type { Instant } from '../../machines/index.ts';
import type { Cell } from '../documents/day-list.ts';

const pattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** `2026-11-24T09:00:00+01:00`, to the millisecond. */
export function dateTimeOf(text: string): Cell<Instant> {
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return { ok: false, says: 'gives a day without a time of day' };
  const parts = pattern.exec(text);
  if (parts === null)
    return { ok: false, says: 'must be a date and time with its offset, such as 2026-11-24T09:00:00+01:00' };
  const [, date = '', hour, minute, second, fraction = '', zone = ''] = parts;
  const at = Date.parse(`${date}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${zone}`);
  if (Number.isNaN(at)) return { ok: false, says: notThere };
  // `Date` takes the 30th of February for the 2nd of March.
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)
    ? { ok: true, value: at }
    : { ok: false, says: notThere };
}
const notThere = 'is no date and time there is';
