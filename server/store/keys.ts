/**
 * Every Redis key there is. All carry the hash tag `{site}`, so one site is one slot: a commit is atomic on Redis Cluster too,
 * and several sites are the way past one machine. No other file spells a key.
 */
import type { PreparationId } from '../../machines/index.ts';
import { checkName } from './check-arguments.ts';

export interface RedisKeys {
  /** hash: `format`, `offset` and `hash` of the last feed entry, `time` (the latest store time given, epoch ms). */
  readonly meta: string;
  /** stream, ids `<offset>-0`: `t` the entry's text, `h` its hash. */
  readonly feed: string;
  /** sorted set: preparation by `nextDue`. */
  readonly due: string;
  /** hash: claim key → the preparation that holds it. */
  readonly claims: string;
  /** set: every preparation. */
  readonly preparations: string;
  /** sorted set, all scores 0: `<ward>:<preparation>` for what is on a board now; read by prefix. */
  readonly wards: string;
  /** hash: document name → body. */
  readonly documents: string;
  /** sorted set, all scores 0: document names, read by prefix. */
  readonly documentNames: string;
  /** hash: the newest head, field by field; absent for a preparation that was never opened. */
  head(preparation: PreparationId): string;
  /** stream, ids `<revision>-0`: `b` the record's body, `h` its hash. Redis itself refuses an id that is not the newest. */
  log(preparation: PreparationId): string;
  /** hash: command → the verdict's body. No expiry: a tablet may come back after any time. */
  verdicts(preparation: PreparationId): string;
  /** string with an expiry: one sign-in session. */
  session(id: string): string;
}

/** The keys of one site. @throws BadArgument when the site's name could break out of its tag. */
export function redisKeys(site: string): RedisKeys {
  const tag = `{${checkName('site', site)}}`;
  return {
    meta: `${tag}:meta`,
    feed: `${tag}:feed`,
    due: `${tag}:due`,
    claims: `${tag}:claims`,
    preparations: `${tag}:preparations`,
    wards: `${tag}:wards`,
    documents: `${tag}:documents`,
    documentNames: `${tag}:document-names`,
    head: (preparation) => `${tag}:head:${checkName('preparation', preparation)}`,
    log: (preparation) => `${tag}:log:${checkName('preparation', preparation)}`,
    verdicts: (preparation) => `${tag}:verdicts:${checkName('preparation', preparation)}`,
    session: (id) => `${tag}:session:${checkName('session', id)}`,
  };
}
