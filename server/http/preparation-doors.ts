/** One preparation: its checklist, its history, its commands; and a new one from the desk's form. */
import * as z from 'zod';
import { commandSchema, type CommandMessage, type Problem, type Verdict } from '../../machines/index.ts';
import type { Asked } from '../people/authorize.ts';
import { coversTap } from '../people/grants.ts';
import { recordPaper } from '../preparations/record-paper.ts';
import type { May } from '../preparations/service.ts';
import { grantUnknown, otherDevice, problem } from '../problems.ts';
import type { Grant } from '../services.ts';
import { type Answer, ok, sayProblem } from './answer.ts';
import { actorOf, door, type Heard } from './door.ts';
import { problems } from './problems.ts';
import { clean, id, instant, patientSchema, preparationParams, problemSchema, ward } from './shapes.ts';
import type { HttpServices } from './services.ts';
import { notUnderstood } from './understand.ts';

const looked = {
  404: { says: 'No such preparation', schema: problemSchema },
  403: { says: 'Not on one of your wards', schema: problemSchema },
};

/** Where it is, so that only its ward's people are let at it. */
const onItsWard = async ({
  services,
  params,
}: {
  readonly services: HttpServices;
  readonly params: { readonly id: string };
}): Promise<Asked | Problem> => (await services.preparations.whereabouts(params.id)) ?? problems.noSuchPreparation;

const openingSchema = z.strictObject({
  ward,
  bed: clean(20).nullable(),
  protocol: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be a protocol’s id such as venepuncture'),
  start: instant.describe('The planned start, epoch milliseconds.'),
  patient: patientSchema,
  order: z.strictObject({
    number: clean(40).regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be letters, digits or . _ / -'),
    // A word that a protocol compares, a number as it is printed, or what a person reads: `2 EDTA, 1 serum`.
    facts: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), clean(100)),
  }),
});

/** `RecordPaper` as `server/preparations/record-paper.ts` makes it; the screens read it, so it is described and not checked again. */
const recordSchema = z
  .looseObject({
    sheet: z.looseObject({}),
    entries: z.array(z.looseObject({})),
    people: z.record(z.string(), z.string()),
  })
  .openapi('RecordPaper');

export const preparationDoors = [
  door({
    method: 'get',
    path: '/preparations/:id',
    action: 'seeChecklist',
    summary: 'The checklist as this person may see and tap it now.',
    params: preparationParams,
    answers: {
      200: {
        says: 'The checklist',
        schema: z.looseObject({ preparation: id, revision: z.int(), digest: z.string() }).openapi('Checklist'),
      },
      ...looked,
    },
    find: onItsWard,
    async answer(heard) {
      const checklist = await heard.services.preparations.checklist(heard.params.id, actorOf(heard));
      return checklist === null ? sayProblem(problems.noSuchPreparation) : ok(checklist);
    },
  }),
  door({
    method: 'get',
    path: '/preparations/:id/history',
    action: 'seeHistory',
    summary: 'What happened, oldest first, in a ward’s words.',
    params: preparationParams,
    answers: {
      200: {
        says: 'The entries',
        schema: z.strictObject({
          entries: z.array(z.looseObject({ revision: z.int(), at: z.int(), says: z.string() })),
        }),
      },
      ...looked,
    },
    find: onItsWard,
    answer: async ({ services, params }) => ok({ entries: await services.preparations.history(params.id) }),
  }),
  door({
    method: 'get',
    path: '/preparations/:id/record',
    action: 'seeHistory',
    summary:
      'The record as a chart keeps it: every item once, who saw what and how, what was changed, under which protocol.',
    params: preparationParams,
    answers: { 200: { says: 'The record', schema: recordSchema }, ...looked },
    find: onItsWard,
    async answer({ services, params }) {
      const { preparations, protocols, people, site, version } = services;
      const whole = await preparations.whole(params.id);
      if (whole === null) return sayProblem(problems.noSuchPreparation);
      return ok(await recordPaper(whole, { protocols, directory: people.staff, site, version }));
    },
  }),
  door({
    method: 'post',
    path: '/preparations',
    action: 'open',
    summary: 'Opens a preparation from the desk’s form. An order has one that is active.',
    body: { json: openingSchema },
    answers: {
      201: { says: 'Opened', schema: z.strictObject({ preparation: id }) },
      409: { says: 'It cannot be opened as things stand; the detail says why', schema: problemSchema },
    },
    find: async ({ body }) => ({ ward: body.ward }),
    async answer(heard) {
      const { body, services } = heard;
      const { order, ward: on, bed, protocol, start, patient } = body;
      const opening = { start, patient, order: { ...order, version: 1 }, place: { ward: on, bed } };
      const outcome = await services.preparations.apply([{ kind: 'open', protocol, opening }], actorOf(heard));
      if (outcome.kind === 'refused') return sayProblem(problem(kebab(outcome.code), 409, 'Not opened', outcome.says));
      const [preparation = ''] = outcome.preparations;
      return { status: 201, body: { preparation }, headers: { location: `/api/v1/preparations/${preparation}` } };
    },
  }),
  door({
    method: 'post',
    path: '/preparations/:id/commands',
    action: 'command',
    summary: 'One command to its one verdict, the same as on the socket. The same id sent again gets the same verdict.',
    params: preparationParams,
    body: { json: commandSchema },
    answers: {
      200: {
        says: 'The verdict: accepted, or already so',
        schema: z.looseObject({ kind: z.string(), command: id }).openapi('Verdict'),
      },
      202: { says: 'The verdict: written down, and a person must look at it' },
      409: { says: 'The verdict: refused; the body says why and what is missing' },
      ...looked,
    },
    find: whoseCommand,
    async answer({ services, body }, { by }) {
      const { preparations, people } = services;
      const may: May = (about) => people.authorize(by, 'command', about);
      const reply = await preparations.submit(body, actorOf({ grant: by }), may);
      return reply.ok ? verdictAnswer(reply.value) : sayProblem(reply.problem);
    },
  }),
];

/**
 * The author of a command is whoever held the grant it names when it was tapped, not whoever is signed in now; and only the
 * device it was tapped on may hand it in.
 */
async function whoseCommand({
  services,
  params,
  body,
  grant,
}: Heard<{ readonly id: string }, undefined, CommandMessage>): Promise<(Asked & { readonly by: Grant }) | Problem> {
  if (body.preparation !== params.id)
    return notUnderstood('body', [
      { code: 'custom', path: ['preparation'], message: 'is another one than the address names', input: undefined },
    ]);
  if (body.device.id !== grant?.device) return otherDevice;
  const by = await services.people.grant(body.grant);
  if (by === null || by.device !== grant.device || !coversTap(by, body, services.clock.now())) return grantUnknown;
  const [row, about] = await Promise.all([
    services.preparations.row(params.id),
    services.preparations.whereabouts(params.id),
  ]);
  if (row === null || about === null) return problems.noSuchPreparation;
  const pinned = await services.protocols.byDigest(body.digest);
  // The screen's digest is a claim: it lends its words only for the protocol that this preparation follows.
  const spec = pinned?.protocol.document.id === row.protocol ? pinned.protocol.events.get(body.event) : undefined;
  return { ...about, event: body.event, by, ...(spec === undefined ? {} : { spec }) };
}

const statuses: Readonly<Record<Verdict['kind'], number>> = {
  accepted: 200,
  alreadySo: 200,
  needsPerson: 202,
  refused: 409,
};
const verdictAnswer = (verdict: Verdict): Answer => ({ status: statuses[verdict.kind], body: verdict });

/** `orderOpen` as a problem's type spells it. */
const kebab = (code: string): string => code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
