/** "Not ready: 3 things missing", before the buttons, because it says which of them to press. */
import type { Checklist } from '../../machines/index.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { isOver, missingLines, readinessTitle, readyUntil, type MissingLine } from './missing-lines.ts';
import { deskWords } from './words.ts';
import styles from './panel.module.css';

interface PatientMissingProps {
  readonly checklist: Checklist;
  readonly staff: readonly StaffMember[];
}

export function PatientMissing({ checklist, staff }: PatientMissingProps) {
  const say = deskWords.use();
  const lines = missingLines(checklist, (person) => nameOf(staff, person));
  const until = readyUntil(checklist, useNow());
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{readinessTitle(checklist)}</h3>
      {until !== null && <p className={styles.calm}>{until}</p>}
      {lines.length === 0 && !isOver(checklist) && <p className={styles.calm}>{say('ready.nothing')}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.key} className={styles.missing}>
            <Sign line={line} />
            <div>
              <p className={styles.what}>{line.what}</p>
              {line.why !== '' && <p className={styles.why}>{line.why}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sign({ line }: { readonly line: MissingLine }) {
  if (line.tone === null)
    return (
      <span className={styles.shape}>
        <Glyph name={line.glyph} size={20} />
      </span>
    );
  return <StatusTile sign={{ tone: line.tone, short: '', full: '', since: null, hot: true }} />;
}
