/** What a scanned code means: whose wristband, which order, whose badge, which thing of the equipment log, which bag. */
import * as z from 'zod';
import { longestScan, readScan } from '../../machines/index.ts';
import { createAttempts, perScanner } from '../people/attempts.ts';
import { problem } from '../problems.ts';
import type { Page } from '../equipment/terms.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { actorOf, door, type Door } from './door.ts';
import { noSuchThing } from './equipment-answers.ts';
import { personSchema, problemSchema } from './shapes.ts';

/** Look-ups are counted in this process, by the right to act they are made with: numbers and badges cannot be guessed in bulk. */
export function scanDoor(): Door {
  const lookups = createAttempts(perScanner);
  return door({
    method: 'post',
    path: '/scan',
    action: 'scan',
    summary:
      'What was scanned, as the scanner sent it: the preparations of that patient on the person’s wards, whose badge it is, which thing of the equipment log, or the number of a bag. A scan is never a sign-in.',
    body: { json: z.strictObject({ text: z.string().min(1).max(longestScan) }) },
    answers: {
      200: {
        says: 'What it is; `nothing` when nobody and nothing here has this number, `unread` when it could not be read',
        schema: z.strictObject({
          kind: z.enum(['patient', 'order', 'badge', 'thing', 'blood', 'nothing', 'unread']),
          preparations: z.array(z.string()),
          person: personSchema.optional(),
          thing: z.strictObject({ asset: z.string(), type: z.string(), title: z.string() }).optional(),
          din: z.string().optional().describe('The donation number of a bag; left out where it is on another label.'),
          says: z
            .string()
            .optional()
            .describe('Why it could not be read, or that a thing is not in the equipment log.'),
        }),
      },
      429: { says: 'More scans than a person makes; Retry-After says how long to wait', schema: problemSchema },
    },
    async answer({ services, body, grant }) {
      const { preparations, people, equipment, clock } = services;
      const by = actorOf({ grant }).grant;
      const waitMs = lookups.waitMs(by, clock.now());
      if (waitMs > 0) return tooManyScans(waitMs);
      // Whether it is found or not: each look-up reads every list of the site.
      lookups.count(by, clock.now());
      const scan = readScan(body.text, clock.now(), services.site.scan);
      if (scan.kind === 'refused') return ok({ kind: 'unread', preparations: [], says: scan.says });
      if (scan.kind === 'unclear') return ok({ kind: 'unread', preparations: [], says: scan.question });
      if (scan.kind === 'blood')
        return ok({ kind: 'blood', preparations: [], ...(scan.din === null ? {} : { din: scan.din.number }) });
      if (scan.kind === 'device' || scan.kind === 'asset') {
        const page = await equipment.find(body.text);
        return page === null ? ok({ kind: 'nothing', preparations: [], says: noSuchThing.detail }) : thing(page);
      }
      const text = scan.kind === 'plain' ? scan.text : scan.number;
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
      if (holder === null) return thing(scan.kind === 'plain' ? await equipment.find(text) : null);
      const { wards: _wards, phone: _phone, ...person } = holder;
      return ok({ kind: 'badge', preparations: [], person });
    },
  });
}

const thing = (page: Page | null): Answer =>
  page === null
    ? ok({ kind: 'nothing', preparations: [] })
    : ok({ kind: 'thing', preparations: [], thing: { asset: page.id, type: page.type, title: page.title } });

function tooManyScans(waitMs: number): Answer {
  const seconds = String(Math.ceil(waitMs / 1000));
  const detail = `Wait ${seconds} seconds, then scan again. Is a scanner reading by itself? Lay it down or switch it off.`;
  return sayProblem(problem('too-many-scans', 429, 'Too many scans', detail), { 'retry-after': seconds });
}
