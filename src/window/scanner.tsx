/** The demonstration's scanner: nobody has one at hand, so each wristband is a button that reads as one would. */
import { Button } from '../ui/button.tsx';
import type { Wristband } from './read-window.ts';
import styles from './scanner.module.css';
import { windowWords } from './words.ts';

interface ScannerProps {
  readonly wristbands: readonly Wristband[];
  readonly onScan: (text: string) => void;
}

export function Scanner({ wristbands, onScan }: ScannerProps) {
  const say = windowWords.use();
  return (
    <section className={styles.scanner} aria-label={say('scanner.title')}>
      <h2>{say('scanner.title')}</h2>
      <ul>
        {wristbands.map(({ bed, name, number }) => (
          <li key={number}>
            <Button size="row" onPress={() => onScan(number)}>
              <span className="said">{say('scanner.bed')}</span> <b>{bed}</b> {name}
            </Button>
          </li>
        ))}
      </ul>
      <p>{say('scanner.says')}</p>
    </section>
  );
}
