/**
 * What one writes first: lock, read the patient's events, fold them through the machine, append the event, unlock.
 * `snapshot` keeps the newest snapshot instead of the events: faster, and nothing can be replayed. `BENCH_LOCK` says
 * whether one lock is for everybody or each patient has one.
 */
import { Redis } from 'ioredis';
import { initialTransition, transition, type EventObject, type Snapshot } from 'xstate';
import { answerQuestions } from '../processes.ts';
import { workloadOf, type WorkloadName } from '../workloads.ts';
import { newPatients, openEdge, yes } from './edge.ts';

const { machine, events, commands, input } = await workloadOf(process.env['BENCH_WORKLOAD'] as WorkloadName);
const redis = new Redis(process.env['BENCH_REDIS'] ?? '');
const oneLock = process.env['BENCH_LOCK'] === 'one';
const keeps = process.env['BENCH_KEEPS'] ?? 'events';
const index = new Map(commands.map(({ event }, at) => [event, at]));
const logic = machine as never;

const locks = new Map<string, Promise<unknown>>();
async function locked<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (locks.get(key) ?? Promise.resolve()).then(work);
  const after = turn.catch(() => undefined).then(() => void (locks.get(key) === after && locks.delete(key)));
  locks.set(key, after);
  return turn;
}

const first = (): Snapshot<unknown> => initialTransition(logic, input as never)[0];
const fold = (snapshot: Snapshot<unknown>, event: EventObject): Snapshot<unknown> =>
  transition(logic, snapshot as never, event as never)[0];

async function withEvents(patient: string, event: EventObject): Promise<void> {
  const before = await redis.lrange(`events:${patient}`, 0, -1);
  const past = before.map((text) => JSON.parse(text) as EventObject).reduce(fold, first());
  fold(past, event);
  await redis.rpush(`events:${patient}`, JSON.stringify(event));
}
async function withSnapshot(patient: string, event: EventObject): Promise<void> {
  const text = await redis.get(`state:${patient}`);
  const before = text === null ? first() : machine.resolveState(JSON.parse(text) as never);
  const { value, context } = fold(before as never, event) as unknown as { value: unknown; context: unknown };
  await redis.set(`state:${patient}`, JSON.stringify({ value, context }));
}

const edge = await openEdge(async (message) => {
  const event = events[index.get(message.event) ?? -1];
  if (event === undefined) throw new Error(`no event for ${message.event}`);
  await locked(oneLock ? 'all' : message.preparation, () =>
    keeps === 'events' ? withEvents(message.preparation, event) : withSnapshot(message.preparation, event),
  );
  return yes(message);
});

answerQuestions({ start: async () => edge, begin: async (many: number) => newPatients(many) });
