/** What a door answers, and how it goes out. */
import type { Response } from 'express';
import type { Problem } from '../../machines/index.ts';
import { isProblem } from './problems.ts';

export interface Answer {
  readonly status: number;
  /** JSON; absent for 204. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}
export const ok = (body: object): Answer => ({ status: 200, body });
export const sayProblem = (problem: Problem, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: problem.status,
  body: problem,
  headers,
});

export function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status).set({ 'cache-control': 'no-store', ...headers });
  if (body === undefined) return void response.end();
  // A verdict has a kind and a refusal; only RFC 9457's own shape is called a problem.
  if (isProblem(body)) response.type('application/problem+json').send(JSON.stringify(body));
  else response.json(body);
}
