/** FHIR R4 in and out: the orders of a ward as a bundle, and one preparation as another system's record reads it. */
import * as z from 'zod';
import { exportPreparation } from '../interop/export.ts';
import { emptyFhirMap } from '../interop/fhir-map.ts';
import { importBundle } from '../interop/import-bundle.ts';
import { wardOf } from '../site.ts';
import { ok, sayProblem } from './answer.ts';
import { memoryOf } from './document-doors.ts';
import { actorOf, door, type Door } from './door.ts';
import { problem } from '../problems.ts';
import { problems } from './problems.ts';
import type { HttpOptions } from './services.ts';
import { preparationParams, problemSchema, ward } from './shapes.ts';

const reportSchema = z
  .strictObject({
    opened: z.int(),
    moved: z.int(),
    amended: z.int(),
    cancelled: z.int(),
    unchanged: z.int(),
    warnings: z.array(z.strictObject({ path: z.string().describe('FHIRPath.'), says: z.string() })),
    extensions: z.int().describe('Unknown extensions, passed over.'),
    filed: z.int().describe('Results on file for an item that asks for them; a rehearsal files none.'),
    takenBack: z.int().describe('Results declared wrong that were on file.'),
    dryRun: z.boolean(),
  })
  .openapi('BundleReport');

export const fhirDoors = ({ fhirMap: map = emptyFhirMap }: Partial<Pick<HttpOptions, 'fhirMap'>>): readonly Door[] => [
  door({
    method: 'post',
    path: '/fhir/bundles',
    action: 'import',
    summary:
      'A ward’s orders as a FHIR R4 Bundle (collection, transaction, batch or searchset): all of its orders, or none; then its results, each to the items that ask for it. The same bundle again changes nothing.',
    query: z.strictObject({
      ward,
      dryRun: z.enum(['0', '1']).optional().describe('1: says what would happen and writes nothing.'),
    }),
    body: { fhir: true },
    answers: {
      200: { says: 'What it did, or would do, and what it could not use', schema: reportSchema },
      422: { says: 'Nothing was written: every mistake by its FHIRPath', schema: problemSchema },
    },
    find: async ({ services, query }) =>
      wardOf(services.site, query.ward) === null ? problems.noSuchWard : { ward: query.ward },
    async answer(heard) {
      const { services, query, grant } = heard;
      const { preparations, people, clock, site, protocols } = services;
      const layout = wardOf(site, query.ward);
      const body: unknown = heard.body;
      if (!Buffer.isBuffer(body)) return sayProblem(problems.wrongType);
      if (layout === null) return sayProblem(problems.noSuchWard);
      const answer = await importBundle(
        { preparations, memory: memoryOf(services) },
        {
          bytes: body,
          reading: {
            map,
            protocols: protocols.list().map(({ protocol }) => protocol.document.id),
            wards: site.wards,
            ward: layout,
            now: clock.now(),
          },
          // An order is a fact from the world; the record says who brought it.
          actor: { ...actorOf(heard), role: 'system' },
          mayChange: (on) => people.authorize(grant, 'import', { ward: on }).ok,
          dryRun: query.dryRun === '1',
        },
      );
      if (answer.kind !== 'refused') return ok({ ...answer.report, dryRun: answer.kind === 'rehearsed' });
      const count = answer.faults.length;
      return sayProblem({
        ...problem(
          'fhir-bundle',
          422,
          'The bundle was not used',
          `Nothing was written. Correct ${count === 1 ? 'the mistake' : `the ${count} mistakes`} below and send the bundle again.`,
        ),
        errors: [...answer.faults],
      });
    },
  }),
  door({
    method: 'get',
    path: '/preparations/:id/fhir',
    action: 'seeHistory',
    summary:
      'The preparation as a FHIR R4 Bundle: Procedure, Task, Consent, QuestionnaireResponse, Provenance. A blind first answer is not in it before the second.',
    params: preparationParams,
    answers: {
      200: {
        says: 'The bundle, as application/fhir+json',
        schema: z.looseObject({ resourceType: z.literal('Bundle') }),
      },
      404: { says: 'No such preparation', schema: problemSchema },
      403: { says: 'Not on one of your wards', schema: problemSchema },
    },
    async find({ services, params }) {
      const row = await services.preparations.row(params.id);
      return row === null ? problems.noSuchPreparation : { ward: row.place.ward };
    },
    async answer({ services, params }) {
      const whole = await services.preparations.whole(params.id);
      if (whole === null) return sayProblem(problems.noSuchPreparation);
      const bundle = exportPreparation(whole, services.clock.now(), map);
      return { status: 200, body: bundle, headers: { 'content-type': 'application/fhir+json' } };
    },
  }),
];
