/**
 * What stops this patient, each one tap from here. Emergency first: two taps from every screen with a patient. A stop
 * that has to say which of a few it is offers them side by side, so it is two taps as well.
 */
import type { ActionView, Checklist } from '../../machines/index.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Sheet } from './sheet.tsx';
import { Target } from './target.tsx';
import styles from './stop-sheet.module.css';

interface StopSheetProps {
  readonly checklist: Checklist;
  readonly below: 'band' | 'top';
  readonly onStop: (action: ActionView, reason?: string) => void;
  readonly onBack: () => void;
}

export function StopSheet({ checklist, below, onStop, onBack }: StopSheetProps) {
  const say = tabletWords.use();
  const stops = stopsOf(checklist);
  const { patient, place, approved } = checklist.row;
  return (
    <Sheet
      title={say('stop.stopFor', { bed: place.bed ?? '–', name: patient.name })}
      hint={below === 'top' && !approved ? `${say('note.notApproved')}. ${say('stop.hint')}` : say('stop.hint')}
      onBack={onBack}
      below={below}
    >
      {stops.length === 0 && <p>{say('stop.nothing')}</p>}
      <ul className={styles.stops} data-many={stops.length > 7 || undefined}>
        {stops.map((action) => (
          <li key={action.event} data-first={isEmergency(action) || undefined} data-wide={isWide(action) || undefined}>
            {isWide(action) ? (
              <Reasons action={action} onStop={onStop} />
            ) : (
              <StopTarget action={action} onPress={() => onStop(action)} />
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function StopTarget({ action, onPress }: { readonly action: ActionView; readonly onPress: () => void }) {
  const say = tabletWords.use();
  return (
    <Target
      className={styles.stop}
      tone={isEmergency(action) ? 'red' : 'stop'}
      why={action.may ? null : (action.refusal?.says ?? '')}
      onPress={onPress}
    >
      <Glyph name={isEmergency(action) ? 'emergency' : 'stop'} size={34} />
      <span>
        {action.verb}
        {isEmergency(action) && <small>{say('stop.emergencyHint')}</small>}
        {!action.may && action.refusal !== null && <small>{action.refusal.says}</small>}
      </span>
    </Target>
  );
}

/** One stop, and which of these it is: each records it. */
function Reasons({ action, onStop }: Pick<StopSheetProps, 'onStop'> & { readonly action: ActionView }) {
  return (
    <div role="group" aria-label={action.verb}>
      <p className={styles.about}>
        <Glyph name="stop" size={26} />
        {action.verb}
        {!action.may && action.refusal !== null && <small>{action.refusal.says}</small>}
      </p>
      <div className={styles.reasons}>
        {(action.reasons ?? []).map((reason) => (
          <Target
            key={reason}
            tone="stop"
            className={styles.reason}
            why={action.may ? null : (action.refusal?.says ?? '')}
            onPress={() => onStop(action, reason)}
          >
            {reason}
          </Target>
        ))}
      </div>
    </div>
  );
}

/** Everything that stops, wherever the view offers it; what is urgent above what is not. */
export function stopsOf(checklist: Checklist): readonly ActionView[] {
  const offered = [...checklist.actions, ...checklist.steps.flatMap((step) => step.actions)];
  const unique = new Map(offered.filter(({ group }) => group === 'stop').map((action) => [action.event, action]));
  return [...unique.values()].toSorted((a, b) => rank(a) - rank(b));
}

/** Emergency, then those that choose a reason, then the rest as the steps have them. */
const rank = (action: ActionView): number => (isEmergency(action) ? 0 : isWide(action) ? 1 : 2);
const isEmergency = ({ event }: ActionView): boolean => event.startsWith('emergency.');
const isWide = ({ reasons, asks }: ActionView): boolean => reasons !== undefined && asks.length === 0;
