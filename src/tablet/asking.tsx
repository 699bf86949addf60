/** One question of an action, as targets of one size. */
import type { ActionView, Ask, Checklist } from '../../machines/index.ts';
import { TextArea, TextField, Label } from 'react-aria-components';
import { clockTime } from '../ui/clock.ts';
import { tabletWords, type TabletWord } from '../ui/words/en-tablet.ts';
import type { Asked } from './ask-sheet.tsx';
import { useHands } from './hands.ts';
import { happenedIn } from './item-face.ts';
import { Target } from './target.tsx';
import styles from './asking.module.css';

interface AskingProps {
  readonly ask: Ask;
  readonly action: ActionView;
  readonly asked: Asked;
  readonly checklist: Checklist;
  readonly onAsked: (asked: Asked) => void;
}

export function Asking({ ask, action, asked, checklist, onAsked }: AskingProps) {
  const say = tabletWords.use();
  const { me, staff, beds } = useHands();
  switch (ask) {
    case 'reason': {
      const reasons = action.reasons ?? reasonsFor(action).map((key) => say(key));
      const own = asked.reason !== undefined && !reasons.includes(asked.reason);
      return (
        <Question title={say('ask.why')}>
          <Options
            chosen={asked.reason ?? null}
            options={reasons.map((reason) => [reason, reason])}
            onChoose={(reason) => onAsked({ ...asked, reason })}
            columns={2}
          />
          {action.reasonsOnly !== true && (
            <Written
              label={say('ask.whyOther')}
              text={own ? (asked.reason ?? '') : ''}
              onText={(reason) => onAsked({ ...asked, reason })}
              rows={1}
              longest={200}
            />
          )}
        </Question>
      );
    }
    case 'note':
      return (
        <Question title={say(action.reasonsOnly === true ? 'ask.noteWhy' : 'ask.note')}>
          <Written
            label={say('ask.whyWrite')}
            text={asked.note ?? ''}
            onText={(note) => onAsked({ ...asked, note })}
            rows={action.reasonsOnly === true ? 2 : 5}
            longest={2000}
          />
        </Question>
      );
    case 'person': {
      const people = [me, ...staff.filter(({ id }) => id !== me.id)].slice(0, 9);
      return (
        <Question title={say(action.asks.includes('lookAgainAt') ? 'ask.owner' : 'ask.person')}>
          <Options
            chosen={asked.person ?? null}
            options={people.map(({ id, name, role }) => [id, id === me.id ? say('ask.me') : name, say(`role.${role}`)])}
            onChoose={(person) => onAsked({ ...asked, person })}
            columns={3}
          />
        </Question>
      );
    }
    case 'lookAgainAt':
      return (
        <Question title={say('ask.lookAgain')}>
          <Options
            chosen={asked.minutes === undefined ? null : String(asked.minutes)}
            options={[10, 20, 30].map((count) => [String(count), say('ask.minutes', { count })])}
            onChoose={(minutes) => onAsked({ ...asked, minutes: Number(minutes) })}
            columns={3}
          />
        </Question>
      );
    case 'start': {
      const starts = [15, 30, 45, 60, 90, 120].map((minutes) => checklist.row.due + minutes * 60_000);
      return (
        <Question title={say('ask.start')}>
          <Options
            chosen={asked.start === undefined ? null : String(asked.start)}
            options={starts.map((at) => [String(at), clockTime(at)])}
            onChoose={(start) => onAsked({ ...asked, start: Number(start) })}
            columns={3}
          />
        </Question>
      );
    }
    case 'place':
      return (
        <Question title={say('ask.place')}>
          <Options
            chosen={asked.bed ?? null}
            options={beds.map((bed) => [bed, bed])}
            onChoose={(bed) => onAsked({ ...asked, bed })}
            columns={6}
          />
        </Question>
      );
    case 'value':
    case 'takenAt':
      return null;
  }
}

function Question({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={styles.question}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

interface OptionsProps {
  readonly chosen: string | null;
  readonly options: readonly (readonly [value: string, label: string, under?: string])[];
  readonly onChoose: (value: string) => void;
  readonly columns: 2 | 3 | 6;
}

function Options({ chosen, options, onChoose, columns }: OptionsProps) {
  return (
    <div className={styles.options} data-columns={columns}>
      {options.map(([value, label, under]) => (
        <Target key={value} pressed={chosen === value} onPress={() => onChoose(value)}>
          <span>
            {label}
            {under !== undefined && <small className={styles.under}>{under}</small>}
          </span>
        </Target>
      ))}
    </div>
  );
}

interface WrittenProps {
  readonly label: string;
  readonly text: string;
  readonly rows: number;
  readonly longest: number;
  readonly onText: (text: string) => void;
}

function Written({ label, text, rows, longest, onText }: WrittenProps) {
  return (
    <TextField className={styles.written ?? ''} value={text} onChange={onText} maxLength={longest}>
      <Label>{label}</Label>
      <TextArea rows={rows} />
    </TextField>
  );
}

/** Named by what is asked, never by which item or step: holds, corrections, overrides and stops have their own. */
function reasonsFor(action: ActionView): readonly TabletWord[] {
  if (action.asks.includes('lookAgainAt'))
    return [
      'reason.hold.surgeon',
      'reason.hold.form',
      'reason.hold.patient',
      'reason.hold.interpreter',
      'reason.hold.unwell',
      'reason.hold.kit',
    ];
  if (happenedIn(action.event) === 'corrected')
    return ['reason.correct.mistap', 'reason.correct.misread', 'reason.correct.notMe'];
  return ['reason.stop.said', 'reason.stop.seen', 'reason.stop.found', 'reason.stop.told'];
}
