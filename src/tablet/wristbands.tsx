/** Two wristbands as cells that line up: what differs is found by its place, and not by reading two sentences. */
import type { CSSProperties } from 'react';
import type { PatientLabel } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { compared, comparedNumbers } from './compare.ts';
import type { End } from './lists.ts';
import styles from './wrong-wristband.module.css';

/** What a wristband says; the name is null when nobody here has that number. */
export interface Wristband {
  readonly bed: string | null;
  readonly label: Pick<PatientLabel, 'name'> | null;
  /** All of it; how much is shown is a matter of what tells the two apart. */
  readonly number: string;
  /** By hand, and not read by the scanner. */
  readonly typed?: true;
  /** Whether the protocol of this preparation is approved here. */
  readonly approved?: boolean;
  /** Their preparation has ended: how, and when. */
  readonly end?: End;
}

/** The open patient's above the one that was scanned. */
export function Wristbands({ open, scanned }: { readonly open: Wristband; readonly scanned: Wristband }) {
  const say = tabletWords.use();
  // A name that nobody here has is no name to compare with.
  const names = compared(open.label?.name ?? '', scanned.label?.name ?? open.label?.name ?? '');
  const { a, b, whole } = comparedNumbers(open.number, scanned.number);
  return (
    <>
      <Band title={say('wrong.open')} band={open} name={names.a} number={a} whole={whole} />
      <Band
        title={say(scanned.typed === true ? 'wrong.typed' : 'wrong.scanned')}
        band={scanned}
        name={names.b}
        number={b}
        whole={whole}
      />
    </>
  );
}

interface BandProps {
  readonly title: string;
  readonly band: Wristband;
  readonly name: readonly Cell[];
  readonly number: readonly Cell[];
  readonly whole: boolean;
}
type Cell = ReturnType<typeof compared>['a'][number];

function Band({ title, band, name, number, whole }: BandProps) {
  const say = tabletWords.use();
  return (
    <section className={styles.band}>
      <h2>
        <b>
          {say('band.bed')} {band.bed ?? '–'}
        </b>{' '}
        {title}
        {band.end !== undefined && (
          <b className={styles.end}>{say(`wrong.end.${band.end.kind}`, { time: clockTime(band.end.at) })}</b>
        )}
        {band.approved === false && <span className={styles.notApproved}>{say('note.notApproved')}</span>}
      </h2>
      <div className={styles.rows}>
        {band.label === null ? (
          <p className={styles.unknown} style={{ '--cells': name.length } as CSSProperties}>
            {say('wrong.unknown')}
          </p>
        ) : (
          <Cells label={say('wrong.name')} cells={name} text={band.label.name} />
        )}
        <Cells
          label={say(whole ? 'wrong.numberWhole' : 'wrong.number')}
          cells={number}
          text={whole ? band.number : band.number.slice(-5)}
        />
      </div>
    </section>
  );
}

function Cells({
  label,
  cells,
  text,
}: {
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly text: string;
}) {
  const say = tabletWords.use();
  return (
    <div className={styles.comb} style={{ '--cells': cells.length } as CSSProperties}>
      <p className={styles.label} aria-hidden>
        {label}
      </p>
      <p className={styles.cells} role="img" aria-label={say('wrong.comb', { label, text })}>
        {cells.map(({ character, differs }, at) => (
          <i key={at} data-differs={differs || undefined}>
            {character}
          </i>
        ))}
      </p>
    </div>
  );
}
