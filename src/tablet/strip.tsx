/** Whether the tablet is heard, what is kept on it, who is acting, and the lock. The same place on every screen. */
import { History, Lock, WifiOff } from 'lucide-react';
import type { LinkState } from '../link/link-state.ts';
import { clockSeconds, clockTime, useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Rich } from '../ui/rich.tsx';
import { ServerTrouble } from '../ui/trouble.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Target } from './target.tsx';
import styles from './strip.module.css';

export function Strip({ ward = false }: { readonly ward?: boolean }) {
  const say = tabletWords.use();
  const { me, took, lock, locksIn, link, ward: here, trouble = [] } = useHands();
  return (
    <>
      <div className={styles.strip} data-away={isAway(link) || undefined}>
        {/* Before the ward is read there is no name to give it: its id is not one. */}
        {ward && here.title !== '' && <span className={styles.ward}>{here.title}</span>}
        <Kept />
        <span className={styles.who} role="status">
          {locksIn !== null ? (
            <b>{say('strip.locksIn', { count: locksIn })}</b>
          ) : took ? (
            <span className={styles.took}>
              <Rich text={say('strip.acting', { name: me.name })} />
            </span>
          ) : ward && !isAway(link) ? (
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
      <ServerTrouble trouble={trouble} of="tablet" />
    </>
  );
}

/** The one button of the strip: everything about it opens the queue. */
function Kept() {
  const say = tabletWords.use();
  const { link, replay = false, queue, openQueue } = useHands();
  const waiting = queue.waiting.length;
  const cards = queue.cards.length;
  if (replay)
    return (
      <span className={styles.replay}>
        <History size={21} strokeWidth={2.4} aria-hidden />
        <b>{say('strip.replay')}</b>
      </span>
    );
  return (
    <Target className={styles.link} tone="bare" onPress={openQueue}>
      {isAway(link) ? (
        <Away brief={cards > 0} />
      ) : (
        <>
          <Glyph name={link === 'live' ? 'sent' : 'connecting'} size={17} />
          <span className={styles.live}>
            <b>{say(link === 'live' ? 'strip.live' : 'strip.connecting')}</b> {link === 'live' && <Seconds />}
          </span>
          {waiting > 0 && (
            <span className={styles.saved}>
              <Glyph name="savedHere" size={22} />
              {say('strip.saved', { count: waiting })}
            </span>
          )}
        </>
      )}
      {cards > 0 && (
        <span className={styles.needs}>
          {say(isAway(link) ? 'strip.cameBackAway' : 'strip.cameBack', { count: cards })}
        </span>
      )}
    </Target>
  );
}

const isAway = (link: LinkState): boolean => link === 'away' || link === 'silent';

/** What is not live, over a page that covers the strip; nothing while it is. */
export function NotLive({ className = '' }: { readonly className?: string | undefined }) {
  const say = tabletWords.use();
  const { link } = useHands();
  return link === 'connecting' ? (
    <span className={`${styles.connecting} ${className}`}>
      <Glyph name="connecting" size={17} />
      <b>{say('strip.connecting')}</b>
    </span>
  ) : (
    <Away className={className} brief />
  );
}

interface AwayProps {
  readonly className?: string | undefined;
  /** Over a page that has room for two lines beside its title, and none that may move. */
  readonly brief?: boolean;
}

/** That nobody hears this tablet: also over a screen that covers the strip. */
export function Away({ className = '', brief = false }: AwayProps) {
  const say = tabletWords.use();
  const { link, queue, heardAt } = useHands();
  if (!isAway(link)) return null;
  const waiting = queue.waiting.length;
  return (
    <span className={`${styles.away} ${className}`} data-brief={brief || undefined}>
      <WifiOff size={brief ? 24 : 34} strokeWidth={2.4} aria-hidden />
      <span>
        <b>{say('strip.away')}</b> {heardAt !== null && <b>{say('strip.since', { time: clockTime(heardAt) })}</b>}{' '}
        <span className={styles.kept}>
          {waiting > 0 ? say('strip.waiting', { count: waiting }) : say('strip.kept')}
          {/* What the wall says under its veil, from the same moment on. */}
          {link === 'away' && !brief && <> {say('strip.instead')}</>}
        </span>
      </span>
    </span>
  );
}

/** Proof that the page runs. Only this is drawn each second. */
function Seconds() {
  return <span aria-live="off">{clockSeconds(useNow())}</span>;
}
