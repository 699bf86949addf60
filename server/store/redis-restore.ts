/** Filling an empty site of a Redis from pieces: each is one MULTI, and may be written again. */
import type { Redis } from 'ioredis';
import { StoreMisconfigured } from './errors.ts';
import { textOf } from './feed.ts';
import type { RedisKeys } from './keys.ts';
import type { KeptPreparation, Piece } from './portable.ts';
import { headFields, restoringFormat, storeFormat } from './redis-format.ts';

/** So many records or verdicts in one command. */
const chunk = 500;

/** Marks the site as unfinished. @throws StoreMisconfigured when it holds anything. */
export async function beginRestore(redis: Redis, keys: RedisKeys): Promise<void> {
  const there = await redis.exists(keys.preparations, keys.documents, keys.feed, keys.claims);
  if (there > 0 || (await redis.hexists(keys.meta, 'offset')) === 1)
    throw new StoreMisconfigured('this Redis has data of this site: restore into one that no server was started on');
  await redis.hset(keys.meta, 'format', restoringFormat);
}

export async function putPiece(redis: Redis, keys: RedisKeys, piece: Piece): Promise<void> {
  const multi = redis.multi();
  switch (piece.kind) {
    case 'document':
      multi.hset(keys.documents, piece.name, piece.body).zadd(keys.documentNames, 0, piece.name);
      break;
    case 'preparation':
      await putPreparation(redis, multi, keys, piece);
      break;
    case 'claims':
      multi.del(keys.claims);
      for (const held of chunks(piece.held))
        multi.hset(keys.claims, ...held.flatMap(({ key, holder }) => [key, holder]));
      break;
    case 'end': {
      const { last, at } = piece;
      multi.del(keys.feed).hset(keys.meta, { time: String(at), format: storeFormat });
      if (last === null) break;
      const { offset, hash } = last.position;
      multi.xadd(keys.feed, `${offset}-0`, 't', textOf(last), 'h', hash);
      multi.hset(keys.meta, { offset: String(offset), hash });
    }
  }
  const results = await multi.exec();
  const failed = (results ?? []).find(([error]) => error !== null)?.[0];
  if (results === null || failed) throw failed ?? new Error('Redis did not write it');
}

async function putPreparation(
  redis: Redis,
  multi: ReturnType<Redis['multi']>,
  keys: RedisKeys,
  { head, records, verdicts }: KeptPreparation,
): Promise<void> {
  const { preparation, nextDue, ward, open } = head;
  const before = await redis.hget(keys.head(preparation), 'ward');
  if (before !== null) multi.zrem(keys.wards, `${before}:${preparation}`);
  multi.del(keys.log(preparation)).hset(keys.head(preparation), headFields(head)).zrem(keys.due, preparation);
  for (const { revision, body, hash } of records)
    multi.xadd(keys.log(preparation), `${revision}-0`, 'b', body, 'h', hash);
  for (const told of chunks(verdicts))
    multi.hset(keys.verdicts(preparation), ...told.flatMap(({ command, body }) => [command, body]));
  multi.sadd(keys.preparations, preparation);
  if (nextDue !== null) multi.zadd(keys.due, nextDue, preparation);
  if (open) multi.zadd(keys.wards, 0, `${ward}:${preparation}`);
}

const chunks = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / chunk) }, (_none, index) =>
    list.slice(index * chunk, (index + 1) * chunk),
  );
