/** Signing in and out, a second person for one check, and who works here. */
import * as z from 'zod';
import { withTraining } from '../equipment/training.ts';
import type { SignInAnswer } from '../people/people.ts';
import { notSignedIn } from '../problems.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { placesOf } from '../site.ts';
import { door } from './door.ts';
import { problems } from './problems.ts';
import { clean, id, personId, personSchema, problemSchema, ward } from './shapes.ts';

/** A badge read on this device, or a person and their PIN. Which of them was wrong is never said. */
const credentials = z.union([
  z.strictObject({ device: id, badge: clean(200), ward: ward.optional() }),
  z.strictObject({
    device: id,
    person: personId,
    pin: z.string().regex(/^\d{6}$/, 'must be six digits'),
    ward: ward.optional(),
  }),
]);
const signedInSchema = z
  .strictObject({
    person: personSchema,
    grant: id.describe('Name it in every command: the right to act on this device.'),
    device: id,
    ward,
    wards: z.array(ward),
    until: z.int().describe('When the right ends, epoch milliseconds.'),
  })
  .openapi('SignedIn');

const memberSchema = personSchema
  .extend({
    phone: z.string().optional().describe('Where they are rung; for who is signed in.'),
    competences: z.array(z.string()).optional().describe('What counts at this moment; for who is signed in.'),
  })
  .openapi('WardMember');

const signInAnswers = {
  200: { says: 'Signed in', schema: signedInSchema },
  401: { says: 'Badge, person or PIN is not right', schema: problemSchema },
  429: { says: 'Too many wrong tries; Retry-After says how long to wait', schema: problemSchema },
};
const answerOf = (answer: SignInAnswer): Answer => {
  if (answer.ok) return ok(answer.signedIn);
  const retry = answer.waitMs === undefined ? {} : { 'retry-after': String(Math.ceil(answer.waitMs / 1000)) };
  return sayProblem(answer.problem, retry);
};
export const peopleDoors = [
  door({
    method: 'post',
    path: '/sign-in',
    action: 'signIn',
    summary:
      'Signs a person in on a device. The session comes as a cookie; whoever was signed in before is signed out.',
    body: { json: credentials },
    answers: signInAnswers,
    answer: async ({ services, request, body }) => answerOf(await services.people.signIn(request, body)),
  }),
  door({
    method: 'post',
    path: '/unlock',
    action: 'stepUp',
    summary: 'A second person on the same device: a grant of their own for ten minutes. The first one stays signed in.',
    body: { json: credentials },
    answers: { ...signInAnswers, 409: { says: 'It is the person who is signed in already', schema: problemSchema } },
    answer: async ({ services, grant, body }) =>
      grant === null ? sayProblem(notSignedIn) : answerOf(await services.people.stepUp(grant, body)),
  }),
  door({
    method: 'post',
    path: '/sign-out',
    action: 'signOut',
    summary: 'Ends the session and the grant. Commands tapped before still count.',
    body: { json: z.strictObject({}) },
    answers: { 204: { says: 'Nobody is signed in on this browser now' } },
    async answer({ services, request }) {
      await services.people.signOut(request);
      return { status: 204 };
    },
  }),
  door({
    method: 'get',
    path: '/session',
    action: 'seeSession',
    summary: 'Who is signed in on this browser.',
    answers: {
      200: { says: 'The person and their grant', schema: signedInSchema },
      401: { says: 'Nobody is signed in', schema: problemSchema },
    },
    async answer({ services, grant }) {
      const signedIn = grant === null ? null : await services.people.signedIn(grant);
      return signedIn === null ? sayProblem(notSignedIn) : ok(signedIn);
    },
  }),
  door({
    method: 'get',
    path: '/staff',
    action: 'seeStaff',
    summary:
      'Who works on a ward, for the sign-in screen and to write names where records have ids. What they are trained for and where they are rung is told to who is signed in.',
    query: z.strictObject({ ward: ward.optional() }),
    answers: { 200: { says: 'People by name', schema: z.array(memberSchema) } },
    async answer({ services, query, grant }) {
      if (query.ward !== undefined && !placesOf(services.site).includes(query.ward))
        return sayProblem(problems.noSuchWard);
      const people = await services.people.staff.list(query.ward ?? null);
      const directory = withTraining(services.people.staff, services.equipment);
      const at = services.clock.now();
      const trained = async (person: string) => ({ competences: await directory.competences(person, at) });
      return ok(
        await Promise.all(
          people.map(async ({ wards: _wards, phone, ...person }) => ({
            ...person,
            ...(grant === null ? {} : await trained(person.id)),
            ...(grant === null || phone === undefined ? {} : { phone }),
          })),
        ),
      );
    },
  }),
];
