/** What is otherwise than in the version approved before, place by place. */
import { dayAndTime } from '../ui/dates.ts';
import type { Change, Difference } from './read-protocols.ts';
import { officeWords } from './words.ts';
import styles from './office.module.css';

export function Changes({ difference: { inUse, changes, says } }: { readonly difference: Difference }) {
  const say = officeWords.use();
  return (
    <>
      <p>
        {says}
        {inUse !== null && ` ${say('approve.against', { version: inUse.version, when: dayAndTime(inUse.approvedAt) })}`}
      </p>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={change.path}>
            <p className={styles.path}>{change.path}</p>
            <dl>
              <dt>{say('approve.was')}</dt>
              <dd>{'before' in change ? written(change.before) : say('approve.new')}</dd>
              <dt>{say('approve.is')}</dt>
              <dd>{'after' in change ? written(change.after) : say('approve.gone')}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

/** As the document writes it; a part with parts goes over several lines. */
export const written = (value: Change['before']): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 1) ?? '');
