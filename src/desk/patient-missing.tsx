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
  // What counts now is not missing: it stands apart from what the heading counts.
  const missing = lines.filter(({ counts }) => counts > 0 || isOver(checklist));
  const lapsing = lines.filter((line) => !missing.includes(line));
  const until = readyUntil(checklist, useNow());
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{readinessTitle(checklist)}</h3>
      {until !== null && <p className={styles.calm}>{until}</p>}
      {lines.length === 0 && !isOver(checklist) && <p className={styles.calm}>{say('ready.nothing')}</p>}
      <Lines lines={missing} />
      {lapsing.length > 0 && <h3 className={styles.next}>{say('ready.lapsing')}</h3>}
      <Lines lines={lapsing} />
    </section>
  );
}

const Lines = ({ lines }: { readonly lines: readonly MissingLine[] }) => (
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
);

function Sign({ line }: { readonly line: MissingLine }) {
  if (line.tone === null)
    return (
      <span className={styles.shape}>
        <Glyph name={line.glyph} size={20} />
      </span>
    );
  return <StatusTile sign={{ tone: line.tone, short: '', full: '', since: null, hot: true }} />;
}
