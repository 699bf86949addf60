/** Where the Redis is, as `WARDREADY_STORE` says it: one server, or a group that Sentinels watch over. */
import type { RedisOptions } from 'ioredis';

export type RedisAddress =
  | { readonly kind: 'one'; readonly url: string }
  | {
      readonly kind: 'sentinel';
      /** What ioredis needs to find the primary, and to find it again. */
      readonly connection: Readonly<RedisOptions>;
      /** So many replicas must have a commit before anybody is told of it; 0 loses taps in a failover, and the server says so. */
      readonly replicas: number;
    };
export type ReadAddress =
  | { readonly ok: true; readonly address: RedisAddress }
  | { readonly ok: false; readonly says: string };

export const isRedisAddress = (text: string): boolean => /^rediss?(\+sentinel)?:/.test(text);

const example = 'redis+sentinel://sentinel-1:26379,sentinel-2:26379,sentinel-3:26379/wardready?replicas=1';
const sentinelPort = 26_379;
const replicasMost = 8;

/** `says` goes after the variable's name: what is wrong, and what a right one looks like. Never the password. */
export function readRedisAddress(text: string): ReadAddress {
  const wrong = (says: string): ReadAddress => ({ ok: false, says });
  if (!/^rediss?\+sentinel:/.test(text))
    return URL.canParse(text)
      ? { ok: true, address: { kind: 'one', url: text } }
      : wrong('is not a Redis address: try redis://localhost:6379');
  // A URL has one host; the rest of it is read as URLs are.
  const parts =
    /^(rediss?)\+sentinel:\/\/(?:(?<who>[^@/]*)@)?(?<hosts>[^/?]+)\/(?<name>[\w.-]+)(?:\?(?<more>.*))?$/.exec(
      text,
    )?.groups;
  if (parts === undefined)
    return wrong(`is not an address of Sentinels and the name they give the group: try ${example}`);
  const { who, hosts = '', name = '', more } = parts;
  const sentinels = hosts.split(',').map(sentinelAt);
  const bad = sentinels.indexOf(null);
  if (bad !== -1) return wrong(`names a Sentinel that is no host:port (number ${bad + 1}): try ${example}`);
  const asked = new URLSearchParams(more);
  for (const key of asked.keys())
    if (key !== 'replicas') return wrong(`asks for ${key}, which is not known: only ?replicas= may follow the name`);
  const replicas = asked.get('replicas') ?? '1';
  if (!/^\d$/.test(replicas) || Number(replicas) > replicasMost)
    return wrong(`must say replicas=0 to ${replicasMost}: how many replicas must have a tap before it counts as saved`);
  const [user, password] = credentials(who);
  const tls = text.startsWith('rediss') ? { tls: {}, enableTLSForSentinelMode: true, sentinelTLS: {} } : {};
  return {
    ok: true,
    address: {
      kind: 'sentinel',
      replicas: Number(replicas),
      connection: {
        sentinels: sentinels.filter((one) => one !== null),
        name,
        ...tls,
        ...(user === '' ? {} : { username: user }),
        ...(password === '' ? {} : { password }),
      },
    },
  };
}

function sentinelAt(text: string): { readonly host: string; readonly port: number } | null {
  const [, ip, named, port = String(sentinelPort)] = /^(?:\[([\da-f:]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = ip ?? named;
  return host === undefined || Number(port) > 65_535 ? null : { host, port: Number(port) };
}

function credentials(who: string | undefined): readonly [string, string] {
  if (who === undefined) return ['', ''];
  const at = who.indexOf(':');
  return at === -1 ? [decode(who), ''] : [decode(who.slice(0, at)), decode(who.slice(at + 1))];
}

/** A password with a lone % is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
