/** The web's door: the API under /api/v1, health at the root, and the screens. */
import express, { type ErrorRequestHandler, type Express } from 'express';
import { ok, sayProblem, send } from './answer.ts';
import { approvalDoor } from './approval-door.ts';
import { type Door, door, mount } from './door.ts';
import { documentDoors } from './document-doors.ts';
import { equipmentDoors } from './equipment-doors.ts';
import { fhirDoors } from './fhir-doors.ts';
import { healthDoors } from './health-doors.ts';
import { describe } from './openapi.ts';
import { peopleDoors } from './people-doors.ts';
import { preparationDoors } from './preparation-doors.ts';
import { problems, troubleOf } from './problems.ts';
import { recallDoors } from './recall-doors.ts';
import { resultDoor } from './result-door.ts';
import { scanDoor } from './scan-door.ts';
import { headers, sameOrigin } from './security.ts';
import { staffDoors } from './staff-doors.ts';
import { httpDefaults, type HttpOptions, type HttpServices } from './services.ts';
import { wardDoors } from './ward-doors.ts';
import { web } from './web.ts';

export const apiPrefix = '/api/v1';

export function createApp(services: HttpServices, options: Partial<HttpOptions> = {}): Express {
  const { timeZone, fhirMap, webDirectory, frameAncestors, trustProxy } = { ...httpDefaults, ...options };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  // Every answer of the API is of this moment: nothing to compare it with.
  app.set('etag', false);
  // `?a=1&a=2` is a list and `?a[b]=1` is a name: nothing nested to smuggle in.
  app.set('query parser', 'simple');
  app.use(headers(frameAncestors));

  const api = express.Router();
  api.use(sameOrigin, services.people.session);
  mount(api, services, apiDoors(services, { timeZone, fhirMap }));
  api.use((_request, response) => send(response, sayProblem(problems.notFound)));

  const health = express.Router();
  mount(health, services, healthDoors);

  app.use(apiPrefix, api);
  app.use(health);
  app.use(web(webDirectory));
  app.use((_request, response) => send(response, sayProblem(problems.notFound)));
  app.use(failed(services));
  return app;
}

/** Every door of the API, its own description included. */
export function apiDoors(
  { version }: Pick<HttpServices, 'version'>,
  options: Pick<HttpOptions, 'timeZone'> & Partial<Pick<HttpOptions, 'fhirMap'>>,
): readonly Door[] {
  const doors: Door[] = [
    ...peopleDoors,
    ...wardDoors,
    ...preparationDoors,
    scanDoor(),
    ...documentDoors(options),
    ...fhirDoors(options),
    ...equipmentDoors(options),
    ...recallDoors,
  ];
  doors.push(resultDoor, approvalDoor, ...staffDoors(options));
  doors.push(
    door({
      method: 'get',
      path: '/openapi.json',
      action: 'seeDescription',
      summary: 'This description.',
      answers: { 200: { says: 'OpenAPI 3.1' } },
      answer: async () => ok(description),
    }),
  );
  const description = describe(version, [
    { prefix: apiPrefix, doors },
    { prefix: '', doors: healthDoors },
  ]);
  return doors;
}

/** Express hands every failure of a door here, thrown or rejected. */
const failed =
  ({ log }: HttpServices): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const problem = troubleOf(error);
    // The name and the place in our code: a message may quote what was sent, and what was sent may be about a patient.
    const name = error instanceof Error ? error.name : 'unknown';
    const where =
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .filter((line) => line.startsWith('    at '))
            .slice(0, 4)
        : [];
    const fields = { method: request.method, error: name, status: problem.status, where };
    if (problem.status >= 500) log.error(fields, 'a request failed');
    else log.warn(fields, 'a request could not be read');
    if (response.headersSent) return next(error);
    send(response, sayProblem(problem, problem.status === 503 || problem.status === 429 ? { 'retry-after': '1' } : {}));
  };
