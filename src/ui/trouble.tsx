/** What is wrong with the server itself, in one line on every board: what is so, and what the ward does. Nothing while all is well. */
import { TriangleAlert } from 'lucide-react';
import type { Trouble } from '../../machines/index.ts';
import { uiWords } from './words/en.ts';
import styles from './trouble.module.css';

interface ServerTroubleProps {
  readonly trouble: readonly Trouble[];
  readonly of: 'wall' | 'desk' | 'tablet';
}

export function ServerTrouble({ trouble, of }: ServerTroubleProps) {
  const say = uiWords.use();
  const [one] = trouble;
  if (one === undefined) return null;
  return (
    <div className={styles.trouble} data-of={of} role="status">
      <TriangleAlert aria-hidden strokeWidth={2.4} />
      {/* A wall has one line, read from four metres. */}
      {of === 'wall' ? (
        <p>{trouble.length === 1 ? say(`trouble.${one}Wall`) : several(trouble, say)}</p>
      ) : (
        <div>
          {trouble.map((kind) => (
            <p key={kind}>
              <b>{say(`trouble.${kind}`)}</b> {say(`trouble.${kind}Do`)}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

const several = (trouble: readonly Trouble[], say: ReturnType<typeof uiWords.use>): string =>
  say('trouble.severalWall', { what: trouble.map((kind) => say(`trouble.${kind}Brief`)).join(', ') });
