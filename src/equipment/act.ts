/** One report to the equipment log. Its id is made once, so a report that is sent again is still one. */
import { v7 } from 'uuid';
import type { Problem } from '../../machines/index.ts';
import { ask } from '../link/http.ts';

export type Below = 'faults' | 'checks' | 'maintenance' | 'releases';
/** Null when it was written. */
export type Act = (asset: string, below: Below, report: object) => Promise<Problem | null>;

export async function send(asset: string, below: Below, report: object): Promise<Problem | null> {
  const path = `/equipment/${encodeURIComponent(asset)}/${below}`;
  const body = { id: v7(), ...report };
  const answer = await ask('POST', path, () => true, body);
  // Nobody answered: it may be written or not, and the same id is written once.
  const again = !answer.ok && answer.problem.status === 0 ? await ask('POST', path, () => true, body) : answer;
  return again.ok ? null : again.problem;
}
