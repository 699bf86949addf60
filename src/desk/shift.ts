/** When the shift that takes over ends, as far as this screen knows how long it lasts. */
import type { Instant } from '../../machines/index.ts';

const hour = 3_600_000;

/** Null without the site's word: then nothing is left out, and everything that lapses is said. */
export const nextShiftEnds = (now: Instant, hours: number | undefined): Instant | null =>
  hours === undefined ? null : now + hours * hour;
