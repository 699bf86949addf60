/**
 * What you can do for this patient, in the server's order. What asks for something opens its form in place; what
 * cannot be done now is listed with its reason, so nobody looks for it elsewhere.
 */
import { useState, type ReactNode } from 'react';
import type { ActionView, Checklist, Verdict } from '../../machines/index.ts';
import { isHandover } from '../link/handover.ts';
import type { StaffMember } from '../link/staff.ts';
import type { CommandDraft } from '../link/waiting.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { ActionForm, type Answers } from './action-form.tsx';
import { actionsOf, asksFirst, mainActionOf, standsApart } from './actions-of.ts';
import type { Bed } from './beds.ts';
import type { Me } from './desk.tsx';
import { PassOn } from './handover-says.tsx';
import { NotTaken } from './send-from-desk.ts';
import { deskWords, type DeskSay } from './words.ts';
import styles from './panel.module.css';

interface PatientActionsProps {
  readonly checklist: Checklist;
  readonly from: 'ward' | 'department';
  readonly beds: readonly Bed[];
  readonly staff: readonly StaffMember[];
  readonly me: Me;
  readonly send: (draft: CommandDraft) => Promise<Verdict>;
  /** What is missing: it stands before the buttons, and after a form that one of them opened. */
  readonly children: ReactNode;
}

export function PatientActions({ checklist, from, beds, staff, me, send, children }: PatientActionsProps) {
  const say = deskWords.use();
  const [asking, setAsking] = useState<ActionView | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const actions = actionsOf(checklist, from);
  const mayNot = actions.filter((action) => !action.may);
  const main = mainActionOf(
    checklist,
    actions.filter((action) => action.may),
  );
  const may = actions.filter((action) => action.may).toSorted((a, b) => Number(b === main) - Number(a === main));

  const act = async (action: ActionView, answers: Answers = {}) => {
    setSending(action.event);
    setOutcome(null);
    try {
      setOutcome(outcomeOf(action, answers, await send(draftOf(checklist, action, answers, me)), say));
      setAsking(null);
    } catch (error) {
      const key = error instanceof NotTaken ? 'act.refused' : 'act.failed';
      setOutcome(say(key, { verb: action.verb, says: error instanceof Error ? error.message : '' }));
    } finally {
      setSending(null);
    }
  };

  return (
    <>
      {asking !== null && (
        <ActionForm
          action={asking}
          row={checklist.row}
          beds={beds}
          staff={staff}
          waiting={sending !== null}
          onSend={(answers) => void act(asking, answers)}
          onBack={() => setAsking(null)}
        >
          {isHandover(asking) && <PassOn checklist={checklist} />}
        </ActionForm>
      )}
      {children}
      <section className={styles.section} aria-label={say('act.title')}>
        {asking === null && (
          <div className={styles.actions}>
            {may.map((action) => (
              <span key={action.event} className={standsApart(action) ? styles.apart : undefined}>
                <Button
                  tone={action === main ? 'main' : action.group === 'stop' ? 'stop' : 'plain'}
                  waiting={sending === action.event}
                  onPress={() => (asksFirst(action) ? setAsking(action) : void act(action))}
                >
                  {action.verb}
                </Button>
              </span>
            ))}
          </div>
        )}
        <p role="status" className={styles.outcome}>
          {sending !== null ? say('act.sending') : outcome}
        </p>
        {mayNot.length > 0 && asking === null && (
          <details className={styles.notNow}>
            <summary>{say('act.notNow', { count: mayNot.length })}</summary>
            <dl>
              {mayNot.map((action) => (
                <div key={action.event}>
                  <dt>{action.verb}</dt>
                  <dd>{action.refusal?.says}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </section>
    </>
  );
}

function draftOf(
  { preparation, revision, head, digest, row }: Checklist,
  action: ActionView,
  answers: Answers,
  me: Me,
): CommandDraft {
  const says = {
    patient: row.patient.name,
    bed: row.place.bed,
    what: action.verb,
    value: answers.reason ?? null,
    by: me.id,
  };
  return { preparation, event: action.event, base: { revision, head }, digest, says, ...answers };
}

function outcomeOf({ verb }: ActionView, { place }: Answers, verdict: Verdict, say: DeskSay): string {
  switch (verdict.kind) {
    case 'accepted':
      return typeof place?.bed === 'string'
        ? say('act.doneIn', { verb, time: clockTime(verdict.at), place: say('panel.inBed', { bed: place.bed }) })
        : say('act.done', { verb, time: clockTime(verdict.at) });
    case 'alreadySo':
      return say('act.already', { verb });
    case 'refused':
      return say('act.refused', { verb, says: verdict.refusal.says });
    case 'needsPerson':
      return say('act.needsPerson', { verb, says: verdict.refusal.says });
  }
}
