/** The primary is lost while its replicas' links are frozen: what it wrote last is nowhere else. */
import { setTimeout as pause } from 'node:timers/promises';
import { redisKeys } from '../../../server/store/keys.ts';
import { demoSite } from '../../../server/site.ts';
import { until } from '../../support/until.ts';
import type { Struck } from './faults.ts';
import type { Group, Member } from './group.ts';

export interface Failover {
  /** The old primary had written something that the new one never got. */
  readonly tailLost: boolean;
  /** It was not killed: it hung, and came back believing that it is the primary. */
  readonly hung: boolean;
  /** From when it was gone until a tap was saved again and every board was live. */
  readonly healedMs: number;
}

const withinMs = 90_000;
/** A tail grows this long at most after the first tap was told that it is not saved. */
const tailMs = 1_500;
/** With the ablation nobody is told anything; then the tail grows so long. */
const untoldMs = 3_000;
const keys = redisKeys(demoSite.id);

export async function failOver({ ward, chance, verdicts, notSaved, live, failedOver }: Struck): Promise<number> {
  const { group } = ward;
  if (group === null) throw new Error('this ward has one Redis');
  await until('the group is whole', () => group.whole(), withinMs);
  const old = await group.primary();
  old.proxy.freeze();
  const [before, frozenAt] = [notSaved(), Date.now()];
  await until(
    'somebody is told that nothing is saved',
    () => notSaved() > before || isUntold(group, frozenAt),
    withinMs,
  );
  await pause(chance.below(tailMs));

  const hung = chance.in(2);
  const last = await lastOf(old);
  if (hung) old.program.freeze();
  else await old.program.kill();
  const goneAt = Date.now();
  await until('another primary is elected', async () => (await group.primary()) !== old, withinMs);
  const tailLost = last !== null && !(await has(await group.primary(), last));
  old.proxy.thaw();
  if (hung) old.program.thaw();
  else await old.program.start();
  const told = verdicts();
  await until('a tap is saved again, and every board is live', () => verdicts() > told && live(), withinMs).catch(
    async (error: unknown) => {
      throw new Error(`${String(error)}: ${verdicts() - told} answers; ${await group.says()}`);
    },
  );
  failedOver({ tailLost, hung, healedMs: Date.now() - goneAt });
  return 1;
}

const isUntold = ({ url }: Group, since: number): boolean =>
  url.endsWith('replicas=0') && Date.now() - since > untoldMs;

/** The last entry of the feed there, or null when there is none. */
const lastOf = (member: Member): Promise<Entry | null> =>
  member.ask(async (redis) => {
    const [row] = await redis.xrevrange(keys.feed, '+', '-', 'COUNT', 1);
    return row === undefined ? null : { id: row[0], text: row[1].join(' ') };
  });

async function has(member: Member, { id, text }: Entry): Promise<boolean> {
  const [row] = await member.ask((redis) => redis.xrange(keys.feed, id, id));
  return row?.[1].join(' ') === text;
}

interface Entry {
  readonly id: string;
  readonly text: string;
}
