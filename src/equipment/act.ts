/** One report to the equipment log. Its id is made once, so a report that is sent again is still one. */
import { v7 } from 'uuid';
import type { Problem } from '../../machines/index.ts';
import { ask, isRecord, type Answer } from '../link/http.ts';

/** Below one thing's own page, or a recall, which is about more than one. */
export type Below = 'faults' | 'checks' | 'maintenance' | 'releases' | keyof typeof recalls;
const recalls = {
  recallLot: '/equipment-recalls',
  recallModel: '/equipment-recalls/models',
  liftRecall: '/equipment-recalls/lifted',
} as const;
const isRecall = (below: Below): below is keyof typeof recalls => below in recalls;
/** Null when it was written. */
export type Act = (asset: string, below: Below, report: object) => Promise<Problem | null>;

export async function send(asset: string, below: Below, report: object): Promise<Problem | null> {
  const path = isRecall(below) ? recalls[below] : `/equipment/${encodeURIComponent(asset)}/${below}`;
  const body = { id: v7(), ...report };
  const answer = await ask('POST', path, () => true, body);
  // Nobody answered: it may be written or not, and the same id is written once.
  const again = !answer.ok && answer.problem.status === 0 ? await ask('POST', path, () => true, body) : answer;
  return again.ok ? null : again.problem;
}

/** What a recall would put aside, and how many preparations have it in hand and are opened again. */
export interface Held {
  readonly things: number;
  readonly preparations: number;
}
export type LookHeld = (query: string) => Promise<Answer<Held>>;

export const lookHeld: LookHeld = (query) =>
  ask('GET', `/equipment-recalls/held?${query}`, (body) =>
    isRecord(body) && typeof body['things'] === 'number' && typeof body['preparations'] === 'number'
      ? { things: body['things'], preparations: body['preparations'] }
      : null,
  );
