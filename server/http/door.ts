/**
 * A door of the API: one method and path, the action it needs, what it takes and what it answers, all in one value.
 * Doors are mounted only from these values, so none can forget to ask who is there; the same values are the OpenAPI document.
 */
import type { Request, RequestHandler, Response, Router } from 'express';
import type * as z from 'zod';
import type { Actor, Problem } from '../../machines/index.ts';
import type { Asked } from '../people/authorize.ts';
import { knock } from '../people/authorize.ts';
import { type DoorAction, doors as whoMay } from '../people/permissions.ts';
import type { Grant } from '../services.ts';
import { type Answer, sayProblem, send } from './answer.ts';
import { isProblem, problems } from './problems.ts';
import type { HttpServices } from './services.ts';
import { readBody, understand } from './understand.ts';

export interface Answers {
  readonly [status: number]: { readonly says: string; readonly schema?: z.ZodType };
}
/** `json` is read with a limit of 64 kB; the others as bytes, `csv` with one of 2 MB, `fhir` with one of 5 MB. */
export type Body<B> = { readonly json: z.core.$ZodType<B> } | { readonly csv: true } | { readonly fhir: true };

/** A request that was let in and understood. */
export interface Heard<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly grant: Grant | null;
  readonly services: HttpServices;
  readonly request: Request;
}
/** What a door is about. `by` is who is asking when that is not whoever is signed in: the author of a late command. */
export interface Found extends Asked {
  readonly by?: Grant;
}
export interface DoorSpec<P, Q, B, F extends Found> {
  readonly method: 'get' | 'post';
  /** Below /api/v1, as Express spells it: `/wards/:ward/rows`. */
  readonly path: string;
  readonly action: DoorAction;
  /** A sentence for the API's description. */
  readonly summary: string;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: Body<B>;
  readonly answers: Answers;
  /** Looks up what it is about, with its ward, before anybody is let at it. Without it the door is about no ward. */
  readonly find?: (heard: Heard<P, Q, B>) => Promise<F | Problem>;
  readonly answer: (heard: Heard<P, Q, B>, found: F) => Promise<Answer>;
}
/** What is mounted, with the types inside closed over. */
export interface Door extends Pick<
  DoorSpec<unknown, unknown, unknown, Found>,
  'method' | 'path' | 'action' | 'summary' | 'answers'
> {
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: Body<unknown> | null;
  readonly handler: (services: HttpServices) => RequestHandler;
}

/** Anything else in an id's place is somebody's text, and stays out of the log. */
const idPattern = /^[0-9a-f-]{36}$/;

export function door<P = undefined, Q = undefined, B = undefined, F extends Found = Found>(
  spec: DoorSpec<P, Q, B, F>,
): Door {
  const { method, path, action, summary, answers, params = null, query = null, body = null } = spec;

  const hear = async (
    services: HttpServices,
    request: Request,
    response: Response,
    grant: Grant | null,
  ): Promise<Answer> => {
    const knocked = knock(grant, action);
    // Before a byte of what they sent is read.
    if (!knocked.ok) return sayProblem(knocked.problem);
    if (body !== null) await readBody(body, request, response);
    const read = understand(spec, request);
    if (!read.ok) return sayProblem(read.problem);
    const heard: Heard<P, Q, B> = { ...read, grant, services, request };
    const found = spec.find === undefined ? ({ ward: null } as F) : await spec.find(heard);
    if (isProblem(found)) return sayProblem(found);
    const permission = services.people.authorize(found.by ?? grant, action, found);
    return permission.ok ? spec.answer(heard, found) : sayProblem(permission.problem);
  };

  return {
    method,
    path,
    action,
    summary,
    answers,
    params,
    query,
    body,
    handler: (services) => async (request, response) => {
      const began = services.clock.monotonic();
      const before = await services.people.viewer(request);
      const answer = await hear(services, request, response, before);
      // The pattern, never the address, and nothing of the body. Who looked at what is on record by the preparation's id.
      const about =
        'id' in request.params && idPattern.test(String(request.params['id']))
          ? { preparation: request.params['id'] }
          : {};
      const grant = action === 'signIn' ? await services.people.viewer(request) : before;
      services.log.info(
        {
          method,
          path,
          action,
          ...about,
          person: grant?.person ?? null,
          status: answer.status,
          ms: Math.round(services.clock.monotonic() - began),
        },
        'answered',
      );
      send(response, answer);
    },
  };
}

/** @throws Error for a door whose action nobody wrote a permission for, before the server listens. */
export function mount(router: Router, services: HttpServices, doors: readonly Door[]): void {
  const methods = new Map<string, Set<string>>();
  for (const { method, path, action, handler } of doors) {
    if (!Object.hasOwn(whoMay, action))
      throw new Error(`${method.toUpperCase()} ${path} names no action that permissions.ts knows: say who may`);
    router[method](path, handler(services));
    methods.set(path, (methods.get(path) ?? new Set()).add(method.toUpperCase()));
  }
  for (const [path, allowed] of methods) {
    const allow = [...allowed].join(', ');
    router.all(path, (_request, response) =>
      send(response, { ...sayProblem(problems.methodNotAllowed), headers: { allow } }),
    );
  }
}

/** The signed-in person as the record names them. Only behind doors that nobody-signed-in may not enter. */
export function actorOf({ grant }: { readonly grant: Grant | null }): Actor {
  if (grant === null) throw new Error('this door needs a signed-in person: its action lets in nobody');
  return { person: grant.person, role: grant.role, grant: grant.id, device: grant.device };
}
