/**
 * What a tablet takes down by itself. Nothing it shows may outlast its own end, heard or not: the server's clock as this
 * tablet carries it on says when, and what the ward's list says since is taken before what the checklist said.
 * It only ever takes away: what counts again is the server's to say.
 */
import type { BoardRow, BoardStatus, Checklist, Instant, ItemView, StepView } from '../../machines/index.ts';

export const hasEnded = ({ status: { kind } }: Pick<BoardRow, 'status'>): boolean =>
  kind === 'gone' || kind === 'notDone' || kind === 'enteredInError';

type Ready = Extract<BoardStatus, { kind: 'ready' | 'readyWithExceptions' }>;
export const isReady = (status: BoardStatus): status is Ready =>
  status.kind === 'ready' || status.kind === 'readyWithExceptions';

/** Readiness that has an end, and is past it. */
export const hasLapsed = (status: BoardStatus, now: Instant): boolean =>
  isReady(status) && status.until !== null && status.until <= now;

/**
 * The checklist as it may be shown now.
 * @param row the ward list's, which may be newer than the checklist
 * @param heardAt while the server is not heard, when it last was; null while it is
 */
export function standsNow(
  checklist: Checklist,
  row: BoardRow | undefined,
  heardAt: Instant | null,
  now: Instant,
): Checklist {
  const newer = row !== undefined && row.revision > checklist.revision ? row : checklist.row;
  // The list was told of every change until then, and of none to this one.
  const at = row === undefined || heardAt === null ? checklist.at : Math.max(checklist.at, heardAt);
  const steps = checklist.steps.map((step) => lapsedStep(step, now));
  const lapsed = steps.some((step, index) => step !== checklist.steps[index]);
  if (newer === checklist.row && at === checklist.at && !lapsed) return checklist;
  const matched = checklist.identityMatchedAt;
  return {
    ...checklist,
    at,
    row: newer,
    steps,
    identityMatchedAt: matched !== null && steps.some((step) => isMatchLapsed(step, matched)) ? null : matched,
  };
}

function lapsedStep(step: StepView, now: Instant): StepView {
  const items = step.items.map((item) => (isOver(item, now) ? { ...item, status: 'expired' as const } : item));
  const over = items.filter((item, index) => item !== step.items[index]);
  if (over.length === 0) return step;
  const blocks = over.some(({ stop }) => stop === 'hard' || stop === 'override');
  return {
    ...step,
    items,
    ...(blocks ? { mark: step.mark === 'done' ? 'overdue' : step.mark, completedBy: null } : {}),
  };
}

const isOver = ({ status, until }: ItemView, now: Instant): boolean =>
  status === 'satisfied' && until !== null && until <= now;

const isMatchLapsed = ({ items }: StepView, matched: Instant): boolean =>
  items.some(({ kind, status, evidence }) => kind === 'sensed' && status === 'expired' && evidence?.at === matched);
