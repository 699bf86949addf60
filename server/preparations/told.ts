/** A verdict as it is stored: the answer, and what a later command of the same device must know about it. */
import { canonical, type Verdict } from '../../machines/index.ts';
import type { StoredVerdict } from '../store/store.ts';

export interface Told {
  /** The event that was asked for. */
  readonly event: string;
  /** Events before it, in one run of the device's queue, that were not applied; {@link anyEvent} for one nobody knows. */
  readonly unapplied: readonly string[];
  readonly verdict: Verdict;
}

/** Stands for an earlier command this site never answered: it may have written anything. */
export const anyEvent = '*';

/** Raised with any change that a released build could not read. */
const toldFormat = 1;

export const storedVerdict = ({ event, unapplied, verdict }: Told): StoredVerdict => ({
  command: verdict.command,
  body: canonical({ format: toldFormat, event, unapplied, verdict }),
});

/** @throws when a newer WardReady wrote it. */
export function toldBy({ command, body }: StoredVerdict): Told {
  const { format, event, unapplied, verdict } = JSON.parse(body) as Told & { readonly format: unknown };
  if (format !== toldFormat)
    throw new Error(`The verdict of ${command} has format ${String(format)}; this build reads format ${toldFormat}.`);
  return { event, unapplied, verdict };
}

/** What a successor must not stand on. `alreadySo` is as good as applied: it is so. */
export function unappliedAfter({ event, unapplied, verdict }: Told): readonly string[] {
  const applied = verdict.kind === 'accepted' || verdict.kind === 'alreadySo';
  return applied || unapplied.includes(event) ? unapplied : [...unapplied, event];
}
