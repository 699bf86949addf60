/** Answers every tap with no work; with a Redis, after one durable write of the message. */
import { Redis } from 'ioredis';
import { answerQuestions } from '../processes.ts';
import { newPatients, openEdge, yes } from './edge.ts';

const url = process.env['BENCH_REDIS'];
const redis = url === undefined ? null : new Redis(url);
const edge = await openEdge(async (message) => {
  if (redis !== null) await redis.xadd(`log:${message.preparation}`, '*', 'm', JSON.stringify(message));
  return yes(message);
});

answerQuestions({ start: async () => edge, begin: async (many: number) => newPatients(many) });
