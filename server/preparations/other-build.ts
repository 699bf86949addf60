/**
 * Before a new WardReady takes a ward over: could it go on with everybody who is being prepared? A protocol that this build
 * would run otherwise than the one that began is not run at all, and a patient nobody can read would be missing on every board.
 */
import type { Protocols } from '../services.ts';
import type { Site } from '../site.ts';
import { StoreBroken, StoreUnavailable } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { ProtocolDiffers } from './protocols.ts';

/** Open preparations were begun by another build and cannot go on in this one. Nothing was changed. */
export class OtherBuild extends Error {
  override readonly name = 'OtherBuild';
}

interface Parts {
  readonly store: Pick<Store, 'ward'>;
  readonly site: Pick<Site, 'wards'>;
  readonly protocols: Pick<Protocols, 'byDigest'>;
}

/** @throws OtherBuild naming the protocols, how many are on them, and what to do. */
export async function refuseOtherBuilds({ store, site, protocols }: Parts): Promise<void> {
  const open = (await Promise.all(site.wards.map(({ ward }) => store.ward(ward)))).flat();
  const onEach = new Map<string, number>();
  for (const { digest } of open) onEach.set(digest, (onEach.get(digest) ?? 0) + 1);
  const others: string[] = [];
  let count = 0;
  for (const [digest, many] of onEach) {
    const says = await otherwise(protocols, digest);
    if (says === null) continue;
    others.push(`${many} on protocol ${digest.slice(0, 12)}: ${says}`);
    count += many;
  }
  if (others.length === 0) return;
  throw new OtherBuild(
    `${count} open preparation${count === 1 ? '' : 's'} cannot be run by this build, and nothing was changed. ` +
      `Let the ward finish with them: run the WardReady that began them until they are closed, then start this one.\n` +
      others.map((one) => `  - ${one}`).join('\n'),
  );
}

/** A protocol that is missing, or a record that is broken, is another thing: it is said where it is met, and one of it stops no ward. */
async function otherwise(protocols: Parts['protocols'], digest: string): Promise<string | null> {
  try {
    await protocols.byDigest(digest);
    return null;
  } catch (error) {
    if (error instanceof ProtocolDiffers) return error.message;
    if (error instanceof StoreUnavailable || error instanceof StoreBroken) throw error;
    return null;
  }
}
