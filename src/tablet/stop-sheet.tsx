/** What stops this patient, each one tap from here. Emergency first: two taps from every screen with a patient. */
import type { ActionView, Checklist } from '../../machines/index.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Sheet } from './sheet.tsx';
import { Target } from './target.tsx';
import styles from './stop-sheet.module.css';

interface StopSheetProps {
  readonly checklist: Checklist;
  readonly below: 'band' | 'top';
  readonly onStop: (action: ActionView) => void;
  readonly onBack: () => void;
}

export function StopSheet({ checklist, below, onStop, onBack }: StopSheetProps) {
  const say = tabletWords.use();
  const stops = stopsOf(checklist);
  const { patient, place } = checklist.row;
  return (
    <Sheet
      title={say('stop.stopFor', { bed: place.bed ?? '–', name: patient.name })}
      hint={say('stop.hint')}
      onBack={onBack}
      below={below}
    >
      {stops.length === 0 && <p>{say('stop.nothing')}</p>}
      <ul className={styles.stops}>
        {stops.map((action) => (
          <li key={action.event} data-first={isEmergency(action) || undefined}>
            <Target
              className={styles.stop}
              tone={isEmergency(action) ? 'red' : 'stop'}
              why={action.may ? null : (action.refusal?.says ?? '')}
              onPress={() => onStop(action)}
            >
              <Glyph name={isEmergency(action) ? 'emergency' : 'stop'} size={34} />
              <span>
                {action.verb}
                {isEmergency(action) && <small>{say('stop.emergencyHint')}</small>}
                {!action.may && action.refusal !== null && <small>{action.refusal.says}</small>}
              </span>
            </Target>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Everything that stops, wherever the view offers it; what is urgent above what is not. */
export function stopsOf(checklist: Checklist): readonly ActionView[] {
  const offered = [...checklist.actions, ...checklist.steps.flatMap((step) => step.actions)];
  const unique = new Map(offered.filter(({ group }) => group === 'stop').map((action) => [action.event, action]));
  return [...unique.values()].toSorted((a, b) => Number(isEmergency(b)) - Number(isEmergency(a)));
}

const isEmergency = ({ event }: ActionView): boolean => event.startsWith('emergency.');
