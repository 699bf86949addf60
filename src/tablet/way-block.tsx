/** Where the patient is on the way, as the line with four stops, and the one verb that goes on, with what it misses. */
import type { ActionView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { Line } from '../ui/line.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { ActionTarget } from './banners.tsx';
import { useHands } from './hands.ts';
import { Refused } from './item-row.tsx';
import { stopsOfWay, wayOf, type WayStop } from './way.ts';
import styles from './way-block.module.css';

interface WayBlockProps {
  readonly shown: Shown;
  readonly onAction: (action: ActionView) => void;
}

/** More than this and the reader looks at the steps. */
const missingShown = 3;

export function WayBlock({ shown: { checklist, pending }, onAction }: WayBlockProps) {
  const say = tabletWords.use();
  const { me, refusalOf } = useHands();
  const way = wayOf(checklist);
  if (way === null) return null;
  const refusal = refusalOf(checklist.preparation, way.next.event);
  const more = way.missing.length - missingShown;
  return (
    <section className={styles.way} aria-label={say('way.label')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{say(`way.${way.at}`)}</h2>
        <Line stops={lineOf(way.at, say)} size="row" says={say(`way.${way.at}`)} />
      </div>
      {way.missing.length > 0 && (
        <ul className={styles.missing}>
          {way.missing.slice(0, missingShown).map(({ condition, subject, says, who }) => (
            <li key={`${condition} ${subject}`}>
              {says}
              {who.length > 0 && !who.includes(me.role) && (
                <span> ({who.map((role) => say(`role.${role}`)).join(', ')})</span>
              )}
            </li>
          ))}
          {more > 0 && <li>{say('way.more', { count: more })}</li>}
        </ul>
      )}
      <div className={styles.actions}>
        {[...way.others, way.next].map((action) =>
          pending.has(action.event) ? (
            <p key={action.event} className={styles.saved}>
              {action.verb}: {say('step.actionSaved')}
            </p>
          ) : (
            <ActionTarget
              key={action.event}
              action={action}
              brief={
                action === way.next && way.missing.length > 0 ? say('way.waits', { count: way.missing.length }) : null
              }
              onPress={() => onAction(action)}
            />
          ),
        )}
      </div>
      {refusal !== null && <Refused refusal={refusal} />}
    </section>
  );
}

const lineOf = (at: WayStop, say: ReturnType<typeof tabletWords.use>) =>
  stopsOfWay.map((stop, index) => ({
    step: stop,
    short: say(`way.short.${stop}`),
    mark: index < stopsOfWay.indexOf(at) ? ('done' as const) : stop === at ? ('current' as const) : ('open' as const),
  }));
