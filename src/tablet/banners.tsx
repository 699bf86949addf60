/**
 * What stops work or lets it go on, as blocks: the more it wants somebody, the more surface it takes. A stop never
 * scrolls and no sheet covers it: it stands below the name of the patient whom it stops.
 */
import type { ActionView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { useNow } from '../ui/clock.ts';
import { StatusTile } from '../ui/status-tile.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { type Standing, standingsOf } from './standing.ts';
import { Target } from './target.tsx';
import styles from './banners.module.css';

interface BannersProps {
  readonly shown: Shown;
  readonly onAction: (action: ActionView) => void;
}

export function Stops(props: BannersProps) {
  const stops = useStandings(props.shown).filter(({ tone }) => tone === 'stop');
  const say = tabletWords.use();
  const { showWrongAgain } = useHands();
  return stops.length === 0 && showWrongAgain === null ? null : (
    <div className={styles.stops} data-many={stops.length > 1 || undefined}>
      {stops.map((standing) => (
        <Banner key={standing.key} standing={standing} {...props} />
      ))}
      {showWrongAgain !== null && (
        <Target className={styles.again} onPress={showWrongAgain}>
          {say('wrong.seeAgain')}
        </Target>
      )}
    </div>
  );
}

export function Banners(props: BannersProps) {
  return useStandings(props.shown)
    .filter(({ tone }) => tone !== 'stop')
    .map((standing) => <Banner key={standing.key} standing={standing} {...props} />);
}

function useStandings(shown: Shown): readonly Standing[] {
  const { staff, link } = useHands();
  return standingsOf(shown, (person) => nameOf(staff, person), useNow(), link === 'live');
}

function Banner({ standing, shown, onAction }: BannersProps & { readonly standing: Standing }) {
  const say = tabletWords.use();
  const { tone, title, thing, lines, passOn = [], actions } = standing;
  return (
    <section className={styles.banner} data-tone={tone} role={tone === 'stop' ? 'alert' : undefined}>
      <StatusTile sign={{ tone, short: title, full: title, since: null, hot: false }} />
      <div className={styles.words}>
        <h2 className={styles.title}>{title}</h2>
        {lines.map((line, index) => (
          <p key={line}>
            {index === 0 && thing !== undefined && <bdi className={styles.thing}>{thing}</bdi>} {line}
          </p>
        ))}
        {passOn.map((line) => (
          <p key={line} className={styles.passOn}>
            {line}
          </p>
        ))}
      </div>
      <div className={styles.actions}>
        {actions.map((action) =>
          shown.pending.has(action.event) ? (
            <p key={action.event} className={styles.saved}>
              {action.verb}: {say('step.actionSaved')}
            </p>
          ) : (
            <ActionTarget key={action.event} action={action} onPress={() => onAction(action)} />
          ),
        )}
      </div>
    </section>
  );
}

interface ActionTargetProps {
  readonly action: ActionView;
  readonly onPress: () => void;
  /** Shorter, where what is missing stands beside it. */
  readonly brief?: string | null;
  /** It is the next thing to do. */
  readonly main?: boolean;
}

/** Decisions are never made out of reach: the button says so instead of failing later. */
export function ActionTarget({ action, onPress, brief = null, main = false }: ActionTargetProps) {
  const say = tabletWords.use();
  const { link } = useHands();
  const decided = action.may && action.late === 'judgement';
  const why = !action.may ? (action.refusal?.says ?? '') : decided && link !== 'live' ? say('actions.needsLink') : null;
  return (
    <Target tone={main && why === null ? 'main' : 'sheet'} onPress={onPress} why={why === null ? null : (brief ?? why)}>
      <span>
        {action.verb}
        {why !== null && <small className={styles.why}>{brief ?? why}</small>}
        {/* As wide with the connection as without: the buttons beside it stay where they are. */}
        {why === null && decided && (
          <small className={styles.room} aria-hidden>
            {say('actions.needsLink')}
          </small>
        )}
      </span>
    </Target>
  );
}
