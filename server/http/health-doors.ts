/** Whether this node lives and is ready, and what it can do: for supervisors, load balancers and people. */
import * as z from 'zod';
import { ok } from './answer.ts';
import { door } from './door.ts';

const healthSchema = z
  .looseObject({
    version: z.string(),
    ready: z.boolean(),
    durability: z.looseObject({
      mode: z.string(),
      survivesPowerCut: z.boolean(),
      unsafe: z.array(z.string()),
      runningOut: z.array(z.string()),
    }),
    clockHealthy: z.boolean(),
    clockDriftMs: z.number(),
    problems: z.array(z.string()).describe('Sentences; empty when all is well.'),
  })
  .openapi('Health');

/** Outside /api/v1: supervisors look for them at the root. */
export const healthDoors = [
  door({
    method: 'get',
    path: '/livez',
    action: 'seeHealth',
    summary: 'This process answers. It says nothing of the store.',
    answers: { 200: { says: 'It lives', schema: z.strictObject({ live: z.literal(true) }) } },
    answer: async () => ok({ live: true }),
  }),
  door({
    method: 'get',
    path: '/readyz',
    action: 'seeHealth',
    summary: 'Whether work can be sent here, what a commit survives, and how the clock is.',
    answers: {
      200: { says: 'Ready', schema: healthSchema },
      503: { says: 'Not ready; problems says why', schema: healthSchema },
    },
    async answer({ services }) {
      try {
        const health = await services.health();
        return { status: health.ready ? 200 : 503, body: health };
      } catch (error) {
        services.log.error(
          { error: error instanceof Error ? error.name : 'unknown' },
          'the health of this node could not be read',
        );
        return {
          status: 503,
          body: {
            version: services.version,
            ready: false,
            problems: ['The store does not answer. Look whether it runs and whether its disk is full.'],
          },
        };
      }
    },
  }),
];
