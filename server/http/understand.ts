/** From bytes to what a door declared that it takes: strict, bounded, and with the place of every mistake. */
import express, { type Request, type Response } from 'express';
import * as z from 'zod';
import type { Problem } from '../../machines/index.ts';
import { malformed } from '../problems.ts';
import type { Body, DoorSpec, Found } from './door.ts';
import { problems } from './problems.ts';

const bodyBytesMax = '64kb';
const dayListBytesMax = '2mb';
/** A ward's day as FHIR: some kilobytes an order, with its patient, its slot and what is known of both. */
const bundleBytesMax = '5mb';
const readJson = express.json({ limit: bodyBytesMax, type: 'application/json', strict: true });
const readCsv = express.raw({ limit: dayListBytesMax, type: ['text/csv', 'text/plain', 'application/vnd.ms-excel'] });
const readFhir = express.raw({ limit: bundleBytesMax, type: ['application/fhir+json', 'application/json'] });

export const readBody = (body: Body<unknown>, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const parse = 'csv' in body ? readCsv : 'fhir' in body ? readFhir : readJson;
    parse(request, response, (error: unknown) => (error == null ? resolve() : reject(error)));
  });

type Understood<P, Q, B> =
  | { readonly ok: true; readonly params: P; readonly query: Q; readonly body: B }
  | { readonly ok: false; readonly problem: Problem };

export function understand<P, Q, B, F extends Found>(
  { params, query, body }: DoorSpec<P, Q, B, F>,
  request: Request,
): Understood<P, Q, B> {
  const readParams = params?.safeParse(request.params);
  if (readParams?.success === false) return { ok: false, problem: notUnderstood('address', readParams.error.issues) };
  const readQuery = query?.safeParse(request.query);
  if (readQuery?.success === false) return { ok: false, problem: notUnderstood('query', readQuery.error.issues) };
  const readBody = body === undefined ? null : takeBody(body, request.body);
  if (readBody?.ok === false) return readBody;
  // A door that declares no params, query or body has `undefined` for its type.
  return { ok: true, params: readParams?.data as P, query: readQuery?.data as Q, body: readBody?.value as B };
}

function takeBody<B>(
  body: Body<B>,
  given: unknown,
): { readonly ok: true; readonly value: B } | { readonly ok: false; readonly problem: Problem } {
  // The parsers leave `undefined` when the Content-Type is not theirs.
  if (given === undefined) return { ok: false, problem: problems.wrongType };
  if (!('json' in body))
    return Buffer.isBuffer(given) ? { ok: true, value: given as B } : { ok: false, problem: problems.wrongType };
  const read = z.safeParse(body.json, given);
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, problem: notUnderstood('body', read.error.issues) };
}

export const notUnderstood = (what: 'body' | 'query' | 'address', issues: readonly z.core.$ZodIssue[]): Problem =>
  malformed(issues, (first) => `Correct the ${what} and send it again. ${first}`);
