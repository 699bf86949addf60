/** Those who are reached over Socket.IO: WardReady on both stores, the naive designs, the floors and the echo. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import type { Contestant } from './contestant.ts';
import { connectAll, messageOf, tapOn, type Patient, type Reached } from './over-socket.ts';
import { end, startAsked, startRedis, type Environment } from './processes.ts';

interface Parts {
  readonly name: string;
  readonly says: string;
  readonly child: string;
  readonly redis: boolean;
  readonly environment?: (home: string, redis: string) => Environment;
}

const own = (home: string, redis: string): Environment => ({
  WARDREADY_DEMO: '1',
  WARDREADY_PORT: '0',
  WARDREADY_KEY_FILE: join(home, 'key'),
  WARDREADY_STORE: redis === '' ? join(home, 'store') : redis,
});

const parts: readonly Parts[] = [
  { name: 'wardready-embedded', says: 'WardReady, embedded store', child: 'wardready', redis: false, environment: own },
  { name: 'wardready-redis', says: 'WardReady, Redis, AOF always', child: 'wardready', redis: true, environment: own },
  { name: 'floor', says: 'The same Redis Function, the same bytes, no engine', child: 'floor', redis: true },
  {
    name: 'naive',
    says: 'Naive: one lock, read the events, fold, append one',
    child: 'naive',
    redis: true,
    environment: () => ({ BENCH_LOCK: 'one' }),
  },
  {
    name: 'naive-snapshot',
    says: 'Naive, kinder: a lock a patient, one snapshot overwritten, no events kept',
    child: 'naive',
    redis: true,
    environment: () => ({ BENCH_LOCK: 'each', BENCH_KEEPS: 'snapshot' }),
  },
  { name: 'write', says: 'Socket.IO and one durable write (XADD)', child: 'echo', redis: true },
  { name: 'echo', says: 'Socket.IO, no work', child: 'echo', redis: false },
];

/** `BENCH_BEFORE=DIRECTORY`: another tree of WardReady beside this one, to see what a change did. */
const tree = process.env['BENCH_BEFORE'];
const before: readonly Parts[] =
  tree === undefined
    ? []
    : [
        {
          ...{ name: 'wardready-redis-before', says: `WardReady as in ${tree}, Redis`, redis: true, environment: own },
          child: `${tree}/bench/durability/children/wardready.ts`,
        },
      ];

export const socketContestants: readonly Contestant[] = [...parts, ...before].map(
  ({ name, says, child, redis, environment }) => ({
    name,
    says,
    async start(workload) {
      const home = await mkdtemp(join(tmpdir(), 'wardready-bench-'));
      await writeFile(join(home, 'key'), randomBytes(32).toString('hex'), { mode: 0o600 });
      const store = redis ? await startRedis(home) : null;
      const asked = await startAsked(new URL(child.startsWith('/') ? child : `children/${child}.ts`, import.meta.url), {
        BENCH_WORKLOAD: workload.name,
        ...(store === null ? {} : { BENCH_REDIS: store.url }),
        ...environment?.(home, store?.url ?? ''),
      });
      const to = await asked.ask<Reached>('start');
      const patients = new Map<string, Patient>();
      let sockets: readonly Socket[] = [];
      return {
        ...(child.includes('wardready') || child === 'floor'
          ? { inProcess: (about) => asked.ask('inProcess', about) }
          : {}),
        processes: [asked.pid, ...(store?.child.pid === undefined ? [] : [store.child.pid])],
        storePid: store?.child.pid ?? asked.pid,
        async connect(clients) {
          for (const socket of sockets) socket.disconnect();
          sockets = await connectAll(to.url, to.cookie, clients);
        },
        async begin(many) {
          const begun = await asked.ask<readonly Patient[]>('begin', many);
          for (const patient of begun) patients.set(patient[0], patient);
          return begun.map(([preparation]) => preparation);
        },
        async tap(client, preparation, index) {
          const [socket, patient] = [sockets[client], patients.get(preparation)];
          if (socket === undefined || patient === undefined) throw new Error('connect and begin first');
          await tapOn(socket, messageOf(workload, to, patient, index));
        },
        async stop() {
          for (const socket of sockets) socket.disconnect();
          await asked.end();
          if (store !== null) await end(store.child);
          await rm(home, { recursive: true, force: true });
        },
      };
    },
  }),
);
