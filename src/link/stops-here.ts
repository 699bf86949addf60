/**
 * A stop that this tablet has saved and not sent stops the patient on this tablet. It is laid over the checklist in the
 * view's own words, as the server would say it, so that every screen shows it as it shows any stop; the server's answer
 * takes its place. It only ever takes away: nothing becomes possible behind a stop.
 */
import {
  type ActionView,
  type BoardStatus,
  type Checklist,
  endOfScan,
  type Instant,
  type ItemStatus,
  type ItemView,
  type PersonId,
  type StepView,
} from '../../machines/index.ts';
import { inSentence } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import type { Waiting } from './waiting.ts';

const { say } = tabletWords;

export interface StopHere {
  readonly event: string;
  /** `Stop: patient refuses`. */
  readonly says: string;
  /** The step it stops, and in which of its regions; null where it stops no step. */
  readonly at: { readonly step: string; readonly region: string } | null;
  /** `all`: nothing of this patient goes on · `step`: nothing of its own step does · `none`: an emergency. */
  readonly forbids: 'all' | 'step' | 'none';
  /** What was said of it, and that it is not sent yet. */
  readonly because: string;
  /** When it was tapped, as the server will have it where this tablet's clock can be believed. */
  readonly since: Instant;
  readonly by: PersonId;
  /** The end of the wristband that was scanned. */
  readonly scanned: string | null;
  /** Items whose answers from before it are worth nothing now. */
  readonly voids: readonly string[];
  /** Its place among what was tapped here. */
  readonly seq: number;
}

/** Emergency stops no step: work goes on, and what is open is put off. */
const isEmergency = (event: string): boolean => event.startsWith('emergency.');

/** @param waiting what has no answer that the checklist shows yet, in the order it was tapped */
export function stopsHere(checklist: Checklist, waiting: readonly Waiting[]): readonly StopHere[] {
  const actions = [...checklist.actions, ...checklist.steps.flatMap((step) => step.actions)];
  return waiting.flatMap(({ message, verdict, says: told, seq }): readonly StopHere[] => {
    const action = actions.find(({ group, event }) => group === 'stop' && event === message.event);
    if (action === undefined) return [];
    const { event, verb, stops } = action;
    const { reason, note, value } = message;
    const says = stops?.says ?? `${say('stop.title')}: ${inSentence(verb)}`;
    const said = [reason, note].filter((one) => one !== undefined && one !== says);
    return [
      {
        event,
        says,
        at: stops === undefined ? null : { step: stops.step, region: stops.region },
        // A view that does not say where it stops is taken at its widest.
        forbids: isEmergency(event) ? 'none' : (stops?.halts ?? true) ? 'all' : 'step',
        because: [say(verdict === null ? 'standing.stopHere' : 'standing.stopSent'), ...said].join(' '),
        since: tappedAt(message),
        by: told.by,
        scanned: typeof value === 'string' ? endOfScan(value) : null,
        voids: stops?.voids ?? [],
        seq,
      },
    ];
  });
}

/** When it was tapped: in whole milliseconds, as the server reckons it. */
export const tappedAt = ({ elapsed, lastSync, wallTime }: Waiting['message']): Instant =>
  elapsed === null || elapsed === undefined ? wallTime : Math.floor(lastSync + elapsed);

/** The status of a row behind these stops: a stop that the server has said goes before one that it has not heard. */
export function statusBehind(status: BoardStatus, stops: readonly StopHere[]): BoardStatus {
  if (status.kind === 'stop') return status;
  const stop = stops.find(({ forbids }) => forbids !== 'none');
  if (stop !== undefined) return { kind: 'stop', stop: stop.event, says: stop.says, since: stop.since };
  const [emergency] = stops;
  return emergency === undefined || status.kind === 'emergency'
    ? status
    : { kind: 'emergency', deferred: 0, since: emergency.since };
}

/** The checklist with these stops in it: stopped where they stop, and nothing claimed or offered that they forbid. */
export function stoppedHere(checklist: Checklist, stops: readonly StopHere[]): Checklist {
  const [first] = stops;
  if (first === undefined) return checklist;
  const halt = stops.find(({ forbids }) => forbids === 'all');
  const voided = new Set(stops.flatMap(({ voids }) => voids));
  const { row, readiness, actions } = checklist;
  return {
    ...checklist,
    row: { ...row, status: statusBehind(row.status, stops) },
    readiness: readiness.kind === 'stopped' ? readiness : { kind: 'stopped', stop: first.says, since: first.since },
    steps: checklist.steps.map((step) => stoppedStep(voidedStep(step, voided), stops, halt !== undefined)),
    identityMatchedAt: identifies(checklist, voided) ? null : checklist.identityMatchedAt,
    // Nobody leaves, and nobody is handed over, behind a stop of whatever kind.
    actions: actions.map((action) =>
      action.group === 'flow' ? forbidden(action, say('standing.stopForbids')) : action,
    ),
  };
}

/** Whether what was voided is what the patient was identified by. */
const identifies = ({ steps }: Checklist, voided: ReadonlySet<string>): boolean =>
  steps.some(
    ({ id, items }) => id === 'identity' && items.some((item) => item.kind === 'sensed' && voided.has(item.id)),
  );

/** A step whose answers the stop takes back: what counted in it is open again, and it is not completed. */
function voidedStep(step: StepView, voided: ReadonlySet<string>): StepView {
  const lost = step.items.filter(({ id, status }) => voided.has(id) && answered.has(status));
  if (lost.length === 0) return step;
  return {
    ...step,
    mark: step.mark === 'done' ? 'open' : step.mark,
    completedBy: null,
    items: step.items.map((item) => (lost.includes(item) ? asUnanswered(item) : item)),
  };
}
const answered: ReadonlySet<ItemStatus> = new Set(['satisfied', 'overridden', 'used', 'running', 'awaiting']);

const asUnanswered = (item: ItemView): ItemView => ({
  ...item,
  status: 'pending',
  evidence: null,
  until: null,
  runsUntil: null,
  actions: item.actions.filter((action) => !takesBack(action)),
});

function stoppedStep(step: StepView, stops: readonly StopHere[], halted: boolean): StepView {
  const mine = stops.filter(({ at }) => at?.step === step.id);
  if (mine.length === 0 && !halted) return step;
  const why = halted ? say('standing.stopForbids') : say('standing.stopForbidsStep', { step: step.short });
  const regions = new Set(mine.map(({ at }) => at?.region));
  return {
    ...step,
    ...(mine.length === 0 ? {} : { mark: 'stop', completedBy: null }),
    standing: [
      ...step.standing.filter(({ region, bad }) => bad || !regions.has(region)),
      ...mine.map(({ event, at, says, because, by, since, scanned }) => ({
        region: at?.region ?? '',
        state: event,
        says,
        because,
        bad: true,
        raised: { by, at: since, ...(scanned === null ? {} : { scanned }) },
      })),
    ],
    items: step.items.map((item) => forbiddenItem(item, why)),
    actions: step.actions.map((action) => forbidden(action, why)),
    complete: forbidden(step.complete, why),
  };
}

/** What was answered may be taken back behind a stop; nothing more is answered. */
const forbiddenItem = (item: ItemView, why: string): ItemView => ({
  ...item,
  actions: item.actions.map((action) => (takesBack(action) ? action : forbidden(action, why))),
});
const takesBack = ({ event }: ActionView): boolean => /\.(corrected|resolved)$/.test(event);

/** What stops is never forbidden by a stop, nor that the patient has come. */
const forbidden = (action: ActionView, says: string): ActionView =>
  !action.may || action.late === 'stop' || action.event === arrival
    ? action
    : { ...action, may: false, refusal: { code: 'stopped', says, missing: [] } };

/** Whoever has come by this tablet may be worked on, though the server has not heard of it. */
export const arrival = 'patient.arrived';
