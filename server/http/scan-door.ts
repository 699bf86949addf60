/** What a scanned code means: whose wristband, which order, whose badge. */
import * as z from 'zod';
import { createAttempts, perScanner } from '../people/attempts.ts';
import { problem } from '../problems.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { actorOf, door, type Door } from './door.ts';
import { clean, personSchema, problemSchema } from './shapes.ts';

/** AIM symbology identifier that many scanners put first (`]C1`, `]d2`): how it was read, not what it says. */
const symbology = /^\][A-Za-z][0-9A-Za-z]/;

/** Look-ups are counted in this process, by the right to act they are made with: numbers and badges cannot be guessed in bulk. */
export function scanDoor(): Door {
  const lookups = createAttempts(perScanner);
  return door({
    method: 'post',
    path: '/scan',
    action: 'scan',
    summary:
      'What a scanned wristband, order or badge means: the preparations of that patient on the person’s wards, or whose badge it is. A scan is never a sign-in.',
    body: { json: z.strictObject({ text: clean(100) }) },
    answers: {
      200: {
        says: 'What it is; `nothing` when no preparation here has this number',
        schema: z.strictObject({
          kind: z.enum(['patient', 'order', 'badge', 'nothing']),
          preparations: z.array(z.string()),
          person: personSchema.optional(),
        }),
      },
      429: { says: 'More scans than a person makes; Retry-After says how long to wait', schema: problemSchema },
    },
    async answer({ services, body, grant }) {
      const { preparations, people, clock } = services;
      const by = actorOf({ grant }).grant;
      const waitMs = lookups.waitMs(by, clock.now());
      if (waitMs > 0) return tooManyScans(waitMs);
      // Whether it is found or not: each look-up reads every list of the site.
      lookups.count(by, clock.now());
      const text = body.text.replace(symbology, '').trim();
      const mine = async (found: readonly string[]): Promise<readonly string[]> => {
        const places = await Promise.all(found.map((preparation) => preparations.whereabouts(preparation)));
        return found.filter((_preparation, index) => {
          const about = places[index] ?? null;
          return about !== null && people.authorize(grant, 'scan', about).ok;
        });
      };
      const ofPatient = await mine(await preparations.ofPatient(text, grant?.wards[0] ?? ''));
      if (ofPatient.length > 0) return ok({ kind: 'patient', preparations: ofPatient });
      const order = await preparations.ofOrder(text);
      const ofOrder = order === null ? [] : await mine([order.preparation]);
      if (ofOrder.length > 0) return ok({ kind: 'order', preparations: ofOrder });
      // Somebody changes over: the screen asks them to sign in. The badge itself is proof there, not here.
      const holder = await people.staff.byBadge(text);
      if (holder === null) return ok({ kind: 'nothing', preparations: [] });
      const { wards: _wards, ...person } = holder;
      return ok({ kind: 'badge', preparations: [], person });
    },
  });
}

function tooManyScans(waitMs: number): Answer {
  const seconds = String(Math.ceil(waitMs / 1000));
  const detail = `Wait ${seconds} seconds, then scan again. Is a scanner reading by itself? Lay it down or switch it off.`;
  return sayProblem(problem('too-many-scans', 429, 'Too many scans', detail), { 'retry-after': seconds });
}
