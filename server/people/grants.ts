/**
 * A grant: one person's live right to act on one device, for at most a shift.
 * Grants are kept as documents after they end, so that a command tapped while one was live still has its author.
 */
import * as z from 'zod';
import { roles, type DeviceId, type GrantId, type Instant, type Milliseconds } from '../../machines/index.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Grant } from '../services.ts';
import type { Store } from '../store/store.ts';
import type { Person } from './staff.ts';

/** A shift. Then a full sign-in is due. */
export const shiftMs: Milliseconds = 12 * 3_600_000;
/** A second person answers one check; ten minutes is the longest a protocol waits for them. */
export const secondPersonMs: Milliseconds = 10 * 60_000;

export interface Grants {
  /** A new grant from now on, for `lengthMs`. */
  give(person: Person, device: DeviceId, lengthMs?: Milliseconds): Promise<Grant>;
  /** Live or ended; null when there never was one, or it was taken away. */
  find(id: GrantId): Promise<Grant | null>;
  /** Ends it now; what was tapped before still counts. Ending it twice changes nothing. */
  end(id: GrantId): Promise<void>;
  /** Takes it away, also for what was tapped before: a lost tablet, a borrowed badge. */
  takeAway(id: GrantId): Promise<void>;
}

const grantFormat = 1;
const instant = z.int().nonnegative();
const grantSchema = z.strictObject({
  format: z.literal(grantFormat),
  id: z.string(),
  person: z.string(),
  role: z.enum(roles),
  device: z.string(),
  wards: z.array(z.string()),
  from: instant,
  until: instant,
  takenAway: z.boolean(),
});
type Kept = z.infer<typeof grantSchema>;

export function createGrants(store: Pick<Store, 'document' | 'putDocument'>, clock: Clock, ids: Ids): Grants {
  const write = (kept: Kept): Promise<boolean> => store.putDocument(name(kept.id), JSON.stringify(kept));
  const read = async (id: GrantId): Promise<Kept | null> => {
    if (!idPattern.test(id)) return null;
    const body = await store.document(name(id));
    return body === null ? null : grantSchema.parse(JSON.parse(body));
  };

  return {
    async give({ id: person, role, wards }, device, lengthMs = shiftMs) {
      const from = clock.now();
      const grant: Grant = { id: ids.next(), person, role, device, wards: [...wards], from, until: from + lengthMs };
      await write({ format: grantFormat, ...grant, wards: [...wards], takenAway: false });
      return grant;
    },
    async find(id) {
      const kept = await read(id);
      if (kept === null || kept.takenAway) return null;
      const { format: _format, takenAway: _takenAway, ...grant } = kept;
      return grant;
    },
    async end(id) {
      const kept = await read(id);
      const at = clock.now();
      if (kept !== null && kept.until > at) await write({ ...kept, until: Math.max(kept.from, at) });
    },
    async takeAway(id) {
      const kept = await read(id);
      if (kept !== null) await write({ ...kept, takenAway: true });
    },
  };
}

/** Clocks of two machines run a little apart, between two heartbeats and between two nodes. */
const toleranceMs: Milliseconds = 2_000;

/** Whether somebody could act on it at this instant. */
export const isLive = (grant: Grant, at: Instant): boolean => grant.from - toleranceMs <= at && at < grant.until;

/** Given by a node whose clock is right, or at least later: whoever says so has a clock that is behind. */
export const beginsLater = (grant: Grant, at: Instant): boolean => grant.from - toleranceMs > at;

/**
 * Whether a command could have been tapped while the grant was live. `elapsed` is the device's own count since it last
 * heard from the server; without it, any moment since then could be the one.
 */
export function coversTap(
  grant: Grant,
  tap: { readonly lastSync: Instant; readonly elapsed: Milliseconds | null },
  receivedAt: Instant,
): boolean {
  const earliest = Math.min(receivedAt, tap.lastSync + (tap.elapsed ?? 0));
  const latest = tap.elapsed === null ? receivedAt : earliest;
  return grant.from - toleranceMs <= latest && earliest < grant.until + toleranceMs;
}

/** As the wire spells ids; anything else never was a grant, and never reaches a store's key. */
const idPattern = /^[A-Za-z0-9_-]{8,64}$/;
const name = (id: GrantId): string => `grant/${id}`;
