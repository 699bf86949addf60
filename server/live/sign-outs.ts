/** Screens of a grant that has ended are told to lock, on whichever node it was ended. */
import type { Milliseconds } from '../../machines/index.ts';
import { failureOf } from '../failure.ts';
import type { Grant, Services } from '../services.ts';
import type { Wire } from './wire.ts';

/** A right that was taken away is gone from every screen within five seconds (promise 7). */
const lookEveryMs: Milliseconds = 4_000;

/** @returns how to stop looking. */
export function keepSignedIn(
  sockets: ReadonlyMap<string, Wire>,
  { people, clock, log }: Pick<Services, 'people' | 'clock' | 'log'>,
): () => void {
  let looking = false;

  async function look(): Promise<void> {
    const grants = new Map<string, Grant | null>();
    for (const { data } of sockets.values()) if (data.viewer !== null) grants.set(data.viewer.id, null);
    // One question a grant, however many screens it has open.
    await Promise.all([...grants.keys()].map(async (id) => grants.set(id, await people.grant(id))));
    const at = clock.now();
    for (const socket of [...sockets.values()]) {
      const { viewer } = socket.data;
      if (viewer === null || !grants.has(viewer.id)) continue;
      const now = grants.get(viewer.id) ?? null;
      if (now !== null && at < now.until) continue;
      socket.emit('signedOut', { says: 'You were signed out. Work on this tablet is kept.' });
      socket.data.viewer = null;
      socket.data.leave();
      socket.disconnect(true);
    }
  }

  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => log.warn(failureOf(error), 'sign-outs could not be looked for'))
      .finally(() => {
        looking = false;
      });
  }, lookEveryMs);
  return () => clearInterval(timer);
}
