/** What this tablet keeps: what came back first, then what waits, then what was sent. */
import type { Instant } from '../../machines/index.ts';
import type { Card, ChangedHere, Waiting } from '../link/waiting.ts';
import { nameOf } from '../link/staff.ts';
import { clockSeconds, clockTime, useNow } from '../ui/clock.ts';
import { timeOrDay } from '../ui/dates.ts';
import { Glyph } from '../ui/glyph.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Sheet } from './sheet.tsx';
import { Target } from './target.tsx';
import styles from './queue-screen.module.css';

export function QueueScreen({ onBack }: { readonly onBack: () => void }) {
  const say = tabletWords.use();
  const { queue } = useHands();
  return (
    <Sheet title={say('queue.title')} hint={say('queue.hint')} onBack={onBack} below="top">
      <Part title={say('queue.cameBack')} empty={say('queue.emptyCameBack')} count={queue.cards.length}>
        {queue.cards.map((card) => (
          <CardRow key={card.id} card={card} onBack={onBack} />
        ))}
      </Part>
      <Part title={say('queue.saved')} empty={say('queue.emptySaved')} count={queue.waiting.length}>
        {queue.waiting.map((one) => (
          <WaitingRow key={one.id} waiting={one} mark="savedHere" />
        ))}
      </Part>
      <Part title={say('queue.sent')} empty={say('queue.emptySent')} count={queue.sent.length}>
        {queue.sent.map((one) => (
          <WaitingRow key={one.id} waiting={one} mark="sent" />
        ))}
      </Part>
    </Sheet>
  );
}

interface PartProps {
  readonly title: string;
  readonly empty: string;
  readonly count: number;
  readonly children: React.ReactNode;
}

function Part({ title, empty, count, children }: PartProps) {
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>
        {title} <span>{count}</span>
      </h3>
      {count === 0 ? <p className={styles.empty}>{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

/** It stays until somebody says they read it: what was tapped is not on record as they meant it. */
function CardRow({ card, onBack }: { readonly card: Card; readonly onBack: () => void }) {
  const say = tabletWords.use();
  const { staff, readCard, open } = useHands();
  return (
    <li className={styles.card}>
      <p className={styles.kind}>
        {card.kind === 'needsPerson' && (
          <StatusTile sign={{ tone: 'held', short: '', full: '', since: null, hot: false }} />
        )}
        <b>{say(`queue.${card.kind}`)}</b>
      </p>
      <p className={styles.what}>
        <b>{say('queue.line', { bed: card.says.bed ?? '–', patient: card.says.patient })}</b> {card.says.what}
        {card.says.value !== null && <>: {card.says.value}</>}
      </p>
      <p className={styles.under}>
        {say('queue.tapped', { name: nameOf(staff, card.says.by), time: clockTime(card.tappedAt) })}
      </p>
      <p>{card.detail}</p>
      {card.changed !== undefined && <Changes changed={card.changed} />}
      <div className={styles.buttons}>
        <Target
          onPress={() => {
            onBack();
            open(card.preparation);
          }}
        >
          {say('queue.open')}
        </Target>
        <Target tone="main" onPress={() => readCard(card.id)}>
          {say('queue.read')}
        </Target>
      </div>
    </li>
  );
}

/** `Metal off: was ALL OFF, now SOME. J. Kim 07:34`: what to look at, so that somebody can decide. */
function Changes({ changed }: { readonly changed: readonly ChangedHere[] }) {
  const say = tabletWords.use();
  const { staff } = useHands();
  const now = useNow();
  const words = (value: string | Instant): string => (typeof value === 'number' ? timeOrDay(value, now) : value);
  return (
    <>
      <p className={styles.changed}>{say('queue.changed')}</p>
      <ul className={styles.changes}>
        {changed.map(({ event, says, by, at, was, is }) => (
          <li key={`${event} ${at}`}>
            <b>{says}</b>
            {was !== null && `: ${say('queue.was', { value: words(was) })}`}
            {is !== null &&
              is !== was &&
              (was === null
                ? `: ${say('queue.is', { value: words(is) })}`
                : `, ${say('queue.is', { value: words(is) })}`)}
            . {by === null ? clockTime(at) : say('queue.tapped', { name: nameOf(staff, by), time: clockTime(at) })}
          </li>
        ))}
      </ul>
    </>
  );
}

function WaitingRow({ waiting, mark }: { readonly waiting: Waiting; readonly mark: 'savedHere' | 'sent' }) {
  const say = tabletWords.use();
  const { staff } = useHands();
  const { says, message } = waiting;
  return (
    <li className={styles.waiting}>
      <span>
        <b>{say('queue.line', { bed: says.bed ?? '–', patient: says.patient })}</b> {says.what}
        {says.value !== null && (
          <>
            : <b>{says.value}</b>
          </>
        )}
        <small className={styles.under}>
          {say('queue.tapped', { name: nameOf(staff, says.by), time: clockSeconds(message.wallTime) })}
        </small>
      </span>
      <Glyph name={mark} size={mark === 'sent' ? 19 : 26} />
      <span className="said">{say(`mark.${mark}`)}</span>
    </li>
  );
}
