/** Asks the server's API: JSON in, JSON out, and a problem in words when it says no. */
import type { Problem } from '../../machines/index.ts';
import { unanswered } from './connection.ts';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

let csrf: string | null = null;
/** The session's token; sent back with everything that changes something. */
export const rememberToken = (token: string | null): void => {
  csrf = token;
};

const answerWithinMs = 8_000;

/** `read` decides whether what came is what was asked for: a wrong answer is no answer. */
export async function ask<T>(
  method: 'GET' | 'POST',
  path: string,
  read: (body: unknown) => T | null,
  body?: unknown,
): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(answerWithinMs),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' && csrf !== null ? { 'x-csrf-token': csrf } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    if (!response.ok) return { ok: false, problem: problemIn(said, response) };
    const value = read(said);
    return value === null ? { ok: false, problem: { ...unanswered, status: 502 } } : { ok: true, value };
  } catch {
    return { ok: false, problem: unanswered };
  }
}

function problemIn(said: unknown, response: Response): Problem {
  const given = isRecord(said) ? said : {};
  const word = (key: string, otherwise: string): string => (typeof given[key] === 'string' ? given[key] : otherwise);
  return {
    type: word('type', 'about:blank'),
    title: word('title', response.statusText),
    status: response.status,
    detail: word('detail', word('title', 'The server refused this.')),
  };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
