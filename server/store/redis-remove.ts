/** One closed preparation out of a site of a Redis, in one script. */
import type { Redis } from 'ioredis';
import type { RedisKeys } from './keys.ts';
import type { Head } from './store.ts';

/** KEYS: head, log, verdicts, preparations, documents, documentNames. ARGV: hash, preparation, names of documents. */
const script = `
local head = redis.call('HMGET', KEYS[1], 'hash', 'open', 'nextDue')
if head[1] ~= ARGV[1] or head[2] == '1' or (head[3] and head[3] ~= '') then return 0 end
for index = 3, #ARGV do
  redis.call('HDEL', KEYS[5], ARGV[index])
  redis.call('ZREM', KEYS[6], ARGV[index])
end
redis.call('SREM', KEYS[4], ARGV[2])
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
return 1
`;

export async function removePreparation(
  redis: Redis,
  keys: RedisKeys,
  { preparation, hash }: Pick<Head, 'preparation' | 'hash'>,
  documents: readonly string[],
): Promise<boolean> {
  const named = [
    keys.head(preparation),
    keys.log(preparation),
    keys.verdicts(preparation),
    keys.preparations,
    keys.documents,
    keys.documentNames,
  ];
  return (await redis.eval(script, named.length, ...named, hash, preparation, ...documents)) === 1;
}
