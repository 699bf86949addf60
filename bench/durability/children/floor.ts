/**
 * The same Redis Function with the same bytes and no engine: every commit is decided and encoded before the clock starts,
 * and a tap only looks its bytes up and sends them. What is above this is the edge's and Redis's; what is below it is ours.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { decide, open, type CommandMessage, type Reply, type Verdict } from '../../../machines/index.ts';
import { accepted } from '../../../server/preparations/entry.ts';
import { digestOf } from '../../../server/preparations/protocols.ts';
import { createKeys } from '../../../server/record/keys.ts';
import { redisKeys } from '../../../server/store/keys.ts';
import { loadLibrary } from '../../../server/store/redis-client.ts';
import { encodeBatch, readOutcome } from '../../../server/store/redis-format.ts';
import { functions } from '../../../server/store/redis-function.ts';
import { drive } from '../contestant.ts';
import { answerQuestions } from '../processes.ts';
import { openingOf, technician, workloadOf, type WorkloadName } from '../workloads.ts';
import { openEdge } from './edge.ts';

const { protocol, commands } = await workloadOf(process.env['BENCH_WORKLOAD'] as WorkloadName);
const redis = new Redis(process.env['BENCH_REDIS'] ?? '', { replyMapping: 'legacy' } as object);
await loadLibrary(redis);
const names = redisKeys('demo');
const pinned = { digest: digestOf(protocol), protocol };
const documents = new Map<string, string>();
const keys = createKeys({
  master: randomBytes(32),
  documents: {
    document: async (name) => documents.get(name) ?? null,
    putDocument: async (name, body) => documents.size < documents.set(name, body).size,
  },
});

interface Ready {
  readonly keys: readonly string[];
  readonly text: string;
  readonly verdict: Verdict;
}
const ready = new Map<string, Ready>();
let patients = 0;

async function send({ keys: named, text }: Pick<Ready, 'keys' | 'text'>): Promise<void> {
  const outcome = readOutcome(await redis.fcall(functions.commit, named.length, ...named, text));
  if (outcome.kind !== 'committed') throw new Error(JSON.stringify(outcome));
}

async function begin(many: number): Promise<readonly (readonly [string, string])[]> {
  const begun: (readonly [string, string])[] = [];
  for (let made = 0; made < many; made += 1) {
    const preparation = randomUUID();
    const opening = { ...openingOf((patients += 1), Date.now()), preparation };
    const own = await keys.make(preparation);
    const opened = open(protocol, opening);
    const cause = (event: string) => ({ id: randomUUID(), event, unapplied: [], late: false, happenedAt: null });
    const events = [
      {
        type: 'preparation.opened',
        at: opening.at,
        class: { role: 'system', who: 'other', value: 'none' },
        payload: { opening },
      } as never,
      ...opened.events,
    ];
    let { known, commit } = accepted({
      keys: own,
      before: null,
      pinned,
      events,
      state: opened.state,
      at: opening.at,
      command: cause('preparation.opened'),
    });
    await send(encodeBatch(names, [commit]));
    for (const [index, command] of commands.entries()) {
      const at = opening.at + 1 + index;
      const said = {
        ...command,
        ...(command.event === 'item.wristband.sensed' ? { value: opening.patient.number } : {}),
      };
      const decision = decide(protocol, known.state, said, { ...technician, grant: randomUUID() }, at);
      if (decision.kind !== 'accepted') throw new Error(`${command.event}: ${JSON.stringify(decision)}`);
      const entry = accepted({
        keys: own,
        before: known,
        pinned,
        events: decision.events,
        state: decision.state,
        at,
        command: cause(command.event),
      });
      ({ known, commit } = entry);
      const verdict = (JSON.parse(entry.verdict.body) as { verdict: Verdict }).verdict;
      ready.set(`${preparation} ${command.event}`, { ...encodeBatch(names, [commit]), verdict });
    }
    begun.push([preparation, opening.patient.number]);
  }
  return begun;
}

async function commitReady(key: string): Promise<Verdict> {
  const one = ready.get(key);
  if (one === undefined) throw new Error(`nothing is ready for ${key}`);
  await send(one);
  ready.delete(key);
  return one.verdict;
}
const edge = await openEdge(async (message: CommandMessage): Promise<Reply<Verdict>> => ({
  ok: true,
  value: await commitReady(`${message.preparation} ${message.event}`),
}));

async function inProcess({ clients, forMs, many }: { clients: number; forMs: number; many: number }) {
  const begun = await begin(many);
  return drive(
    clients,
    forMs,
    begun.map(([one]) => one),
    commands.length,
    async (_client, patient, index) => {
      await commitReady(`${patient} ${commands[index]?.event ?? ''}`);
    },
  );
}

answerQuestions({ start: async () => edge, begin, inProcess });
