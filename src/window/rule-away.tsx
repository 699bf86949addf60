/** In the place of the rules' sheet when its part of the page cannot be fetched: the demonstration has ended meanwhile. */
import { Button } from '../ui/button.tsx';
import { windowWords } from './words.ts';
import styles from './ward-window.module.css';

export function RuleAway({ onClose }: { readonly onClose: () => void }) {
  const say = windowWords.use();
  return (
    <section className={styles.away} aria-label={say('rule.title')}>
      <p role="alert">{say('rule.away')}</p>
      <Button size="desk" onPress={onClose}>
        {say('rule.close')}
      </Button>
    </section>
  );
}
