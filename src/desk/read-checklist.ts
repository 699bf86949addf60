/** Reads `GET /api/v1/preparations/:id`. Server and screens share its type; what is not a checklist at all is no answer. */
import type { Checklist } from '../../machines/index.ts';
import { ask, isRecord, type Answer } from '../link/http.ts';

export const lookAt = (preparation: string): Promise<Answer<Checklist>> =>
  ask('GET', `/preparations/${encodeURIComponent(preparation)}`, readChecklist);

const readChecklist = (body: unknown): Checklist | null =>
  isRecord(body) &&
  typeof body['preparation'] === 'string' &&
  Array.isArray(body['steps']) &&
  Array.isArray(body['actions']) &&
  isRecord(body['row'])
    ? (body as unknown as Checklist)
    : null;
