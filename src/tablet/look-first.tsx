/**
 * Two things are not recorded by one tap in passing: what a patient decided, and that somebody else has the patient now.
 * First what would stand on record, then the act itself.
 */
import type { ActionView } from '../../machines/index.ts';
import { isHandover } from '../link/handover.ts';
import type { Shown } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { inSentence } from '../ui/status-words.ts';
import { tabletWords, type TabletWord } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { passOn } from './pass-on.ts';
import { standingsOf } from './standing.ts';
import styles from './overridden.module.css';

/** What stands under the title of such a page; null for every act that is sent at once, or asks something. */
export function lookHint(action: ActionView): TabletWord | null {
  if (isHandover(action)) return 'look.handoverHint';
  return isPatientsWord(action) ? 'look.hint' : null;
}

/** An act of the step that asks nothing and can be said to have been a mistake: the patient's word, by whoever heard it. */
const isPatientsWord = ({ group, asks, undoneBy }: ActionView): boolean =>
  group === 'step' && asks.length === 0 && undoneBy !== undefined;

interface LookFirstProps {
  readonly action: ActionView;
  readonly shown: Shown;
}

export function LookFirst({ action, shown }: LookFirstProps) {
  const say = tabletWords.use();
  const { me, ward } = useHands();
  const now = useNow();
  const { patient, procedure, limits, place, transfer } = shown.checklist.row;
  const handover = isHandover(action);
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{say('look.patient')}</dt>
        <dd className={styles.value}>{patient.name}</dd>
        <dd>{procedure}</dd>
      </div>
      {handover && (
        <div>
          <dt>{say('look.place')}</dt>
          <dd className={styles.value}>
            {place.bed === null ? say('look.noBed') : say('look.bed', { bed: place.bed })}
          </dd>
          <dd>{transfer === undefined ? say('look.ward', { ward: ward.title }) : say(`way.${transfer}`)}</dd>
        </div>
      )}
      <div>
        <dt>{say('look.by')}</dt>
        <dd className={styles.value}>{me.name}</dd>
        <dd>
          {say(`role.${me.role}`)}, {clockTime(now)}
        </dd>
      </div>
      <div>
        <dt>{say('look.standing')}</dt>
        <Stands action={action} shown={shown} />
        {limits !== undefined && (
          <dd>
            <b>{say('note.limits')}</b> {limits.says}
          </dd>
        )}
      </div>
      {handover && <PassOn shown={shown} />}
      <AskFor action={action} shown={shown} />
    </dl>
  );
}

/** Of the step that hears the patient's word; of the whole preparation when it is handed over, as its block says it. */
function Stands({ action, shown }: LookFirstProps) {
  const { staff, link } = useHands();
  const now = useNow();
  const step = shown.checklist.steps.find(({ actions }) => actions.some(({ event }) => event === action.event));
  if (step !== undefined) return <dd className={styles.value}>{step.standing.map(({ says }) => says).join(' · ')}</dd>;
  const flow = standingsOf(shown, (person) => nameOf(staff, person), now, link === 'live').find(
    ({ key }) => key === 'flow',
  );
  return (
    <>
      <dd className={styles.value}>{flow?.title ?? ''}</dd>
      {flow?.lines.map((line) => (
        <dd key={line}>{line}</dd>
      ))}
    </>
  );
}

/** As long as it is: the page scrolls above its acts. */
function PassOn({ shown: { checklist } }: Pick<LookFirstProps, 'shown'>) {
  const say = tabletWords.use();
  const { open, answered } = passOn(checklist, useNow());
  return (
    [
      ['look.notAsked', open],
      ['look.passOn', answered],
    ] as const
  ).map(
    ([key, texts]) =>
      texts.length > 0 && (
        <div key={key} className={styles.wide}>
          <dt>{say(key)}</dt>
          {texts.map((text) => (
            <dd key={text} className={styles.value}>
              {text}
            </dd>
          ))}
        </div>
      ),
  );
}

/** Consent is an answer: what it answers, and where a no is recorded. */
function AskFor({ action, shown: { checklist } }: LookFirstProps) {
  const say = tabletWords.use();
  if (action.event !== 'consent.given') return null;
  const { actions, steps, row } = checklist;
  const refuses = [...actions, ...steps.flatMap((step) => step.actions)].find(
    ({ event }) => event === 'consent.refused',
  );
  // What the same step still asks, where it must be: it is another question, and sounds like this one.
  const next = steps
    .find((step) => step.actions.includes(action))
    ?.items.find(({ status, stop }) => status === 'pending' && stop === 'hard');
  return (
    <div className={styles.wide}>
      <dt>{say('look.ask')}</dt>
      <dd className={styles.value}>{say('look.askConsent', { procedure: row.procedure })}</dd>
      {next !== undefined && <dd>{say('look.thenAsked', { what: inSentence(next.text) })}</dd>}
      {refuses !== undefined && <dd>{say('look.ifNo', { refuses: refuses.verb })}</dd>}
    </div>
  );
}
