/** Whether the tablet is heard, what is kept on it, who is acting, and the lock. The same place on every screen. */
import { Lock, WifiOff } from 'lucide-react';
import { clockSeconds, useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Rich } from '../ui/rich.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Target } from './target.tsx';
import styles from './strip.module.css';

export function Strip({ ward = false }: { readonly ward?: boolean }) {
  const say = tabletWords.use();
  const { me, took, lock, locksIn, ward: here } = useHands();
  return (
    <div className={styles.strip}>
      {ward && <span className={styles.ward}>{here.title}</span>}
      <Kept />
      <span className={styles.who} role="status">
        {locksIn !== null ? (
          <b>{say('strip.locksIn', { count: locksIn })}</b>
        ) : took ? (
          <span className={styles.took}>
            <Rich text={say('strip.acting', { name: me.name })} />
          </span>
        ) : ward ? (
          `${me.name}, ${say(`role.${me.role}`)}`
        ) : (
          me.name
        )}
      </span>
      <Target className={styles.lock} onPress={lock} tone="bare">
        <Lock size={21} strokeWidth={2.2} aria-hidden />
        {say('strip.lock')}
      </Target>
    </div>
  );
}

/** The one button of the strip: everything about it opens the queue. */
function Kept() {
  const say = tabletWords.use();
  const { link, queue, openQueue } = useHands();
  const waiting = queue.waiting.length;
  const cards = queue.cards.length;
  const away = link === 'away' || link === 'silent';
  return (
    <Target className={styles.kept} tone="bare" onPress={openQueue}>
      {away ? (
        <span className={styles.away}>
          <WifiOff size={21} strokeWidth={2.4} aria-hidden />
          <span>
            <b>{say('strip.away')}</b> {say('strip.kept')}
            {waiting > 0 && <> {say('strip.waiting', { count: waiting })}</>}
          </span>
        </span>
      ) : (
        <>
          <Glyph name={link === 'live' ? 'sent' : 'savedHere'} size={17} />
          <span className={styles.live}>
            <b>{say(link === 'live' ? 'strip.live' : 'strip.connecting')}</b> {link === 'live' && <Seconds />}
          </span>
          {waiting > 0 && (
            <span className={styles.saved}>
              <Glyph name="savedHere" size={18} />
              {say('strip.saved', { count: waiting })}
            </span>
          )}
        </>
      )}
      {cards > 0 && <span className={styles.needs}>{say('strip.needsYou', { count: cards })}</span>}
    </Target>
  );
}

/** Proof that the page runs. Only this is drawn each second. */
function Seconds() {
  return <span aria-live="off">{clockSeconds(useNow())}</span>;
}
