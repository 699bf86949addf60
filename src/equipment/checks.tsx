/** The start-of-day round: each thing with what to look at, and two answers. Who answers is whoever is signed in. */
import type { Instant } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import type { Act } from './act.ts';
import type { Thing, ThingType } from './read-equipment.ts';
import { saysWhere, typeOf } from './standing.ts';
import { equipmentWords } from './words.ts';
import styles from './checks.module.css';

interface ChecksProps {
  readonly things: readonly Thing[];
  readonly types: readonly ThingType[];
  readonly at: Instant;
  readonly titles: ReadonlyMap<string, string>;
  readonly act: Act;
  /** What failed is said in the fault sheet. */
  readonly onFailed: (thing: Thing) => void;
}

export function Checks({ things, types, titles, act, onFailed }: ChecksProps) {
  const say = equipmentWords.use();
  if (things.length === 0) return <p className={styles.none}>{say('checks.none')}</p>;
  return (
    <ul className={styles.checks} aria-label={say('checks.title')}>
      {things.map((thing) => (
        <li key={thing.asset} className={styles.check}>
          <div>
            <h2 className={styles.name}>
              {thing.asset} <span>{thing.title}</span>
            </h2>
            <p className={styles.where}>{saysWhere(thing, titles)}</p>
          </div>
          <ol className={styles.look}>
            {(typeOf(thing, types)?.checks ?? []).map((look) => (
              <li key={look}>{look}</li>
            ))}
          </ol>
          <div className={styles.answers}>
            <Button
              tone="stop"
              size="tablet"
              label={`${say('checks.failed')}: ${thing.asset}`}
              onPress={() => onFailed(thing)}
            >
              {say('checks.failed')}
            </Button>
            <Button
              size="tablet"
              label={`${say('checks.passed')}: ${thing.asset}`}
              onPress={() => void act(thing.asset, 'checks', { happened: 'checkPassed' })}
            >
              {say('checks.passed')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
