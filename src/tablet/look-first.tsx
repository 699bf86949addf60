/** What a patient decided is not recorded by one tap in passing: first what would stand on record, then the act itself. */
import type { ActionView, Checklist } from '../../machines/index.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import styles from './overridden.module.css';

/** An act of the step that asks nothing and can be said to have been a mistake: the patient's word, by whoever heard it. */
export const looksFirst = ({ group, asks, undoneBy }: ActionView): boolean =>
  group === 'step' && asks.length === 0 && undoneBy !== undefined;

export function LookFirst({ action, checklist }: { readonly action: ActionView; readonly checklist: Checklist }) {
  const say = tabletWords.use();
  const { me } = useHands();
  const now = useNow();
  const { patient, procedure, limits } = checklist.row;
  const step = checklist.steps.find(({ actions }) => actions.some(({ event }) => event === action.event));
  const standing = step?.standing.map(({ says }) => says).join(' · ') ?? '';
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{say('look.patient')}</dt>
        <dd className={styles.value}>{patient.name}</dd>
        <dd>{procedure}</dd>
      </div>
      <div>
        <dt>{say('look.by')}</dt>
        <dd className={styles.value}>{me.name}</dd>
        <dd>
          {say(`role.${me.role}`)}, {clockTime(now)}
        </dd>
      </div>
      <div>
        <dt>{say('look.standing')}</dt>
        <dd className={styles.value}>{standing}</dd>
        {limits !== undefined && (
          <dd>
            <b>{say('note.limits')}</b> {limits.says}
          </dd>
        )}
      </div>
    </dl>
  );
}
