/** The way to a second check. The server decides it, so out of reach the button says so, and not the sheet behind it. */
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Target } from './target.tsx';
import styles from './banners.module.css';

export function StartCheck({ onPress }: { readonly onPress: () => void }) {
  const say = tabletWords.use();
  const needs = say('actions.needsLink');
  const why = useHands().link === 'live' ? null : needs;
  return (
    <Target onPress={onPress} why={why}>
      <span>
        {say('item.startCheck')}
        {/* As wide with the connection as without. */}
        <small className={why === null ? styles.room : styles.why} aria-hidden={why === null}>
          {needs}
        </small>
      </span>
    </Target>
  );
}
