/**
 * The demonstration's scanner: nobody has one at hand, so each wristband is a button that reads as one would. Every bed
 * keeps its place whoever comes and goes, or a press lands on the wrong patient.
 */
import { Button } from '../ui/button.tsx';
import type { Wristband } from './read-window.ts';
import styles from './scanner.module.css';
import { windowWords } from './words.ts';

interface ScannerProps {
  readonly wristbands: readonly Wristband[];
  readonly onScan: (text: string) => void;
}

/** The demonstration's ward. */
const bedsOnWard = 24;

export function Scanner({ wristbands, onScan }: ScannerProps) {
  const say = windowWords.use();
  return (
    <section className={styles.scanner} aria-label={say('scanner.title')}>
      <h2>
        {say('scanner.title')} <span>{say('scanner.says')}</span>
      </h2>
      <ul>
        {bedsOf(wristbands).map((place) => (
          <li key={place} data-empty={wristbands.every(({ bed }) => bed !== place) || undefined}>
            {wristbands
              .filter(({ bed }) => bed === place)
              .map(({ bed, name, number }) => (
                <Button key={number} size="row" onPress={() => onScan(number)}>
                  <span className="said">{say('scanner.bed')}</span> <b>{bed}</b> <bdi>{name}</bdi>
                </Button>
              ))}
            <b aria-hidden>{place}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every bed of the ward, then whatever is somewhere else. */
function bedsOf(wristbands: readonly Wristband[]): readonly string[] {
  const beds = Array.from({ length: bedsOnWard }, (_, index) => String(index + 1));
  return [...beds, ...new Set(wristbands.map(({ bed }) => bed).filter((bed) => !beds.includes(bed)))];
}
