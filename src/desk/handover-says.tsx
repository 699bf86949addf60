/** A patient at a shift's hand-over, line by line: to do, lapses, not asked, to pass on, accepted unsatisfied, put off. */
import type { Checklist, Instant } from '../../machines/index.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { passOn } from '../tablet/pass-on.ts';
import { clockTime } from '../ui/clock.ts';
import { handoverCard } from './handover-card.ts';
import { deskWords, type DeskSay } from './words.ts';
import styles from './each.module.css';

/** Said even when there is nothing: that nothing lapses is news too. */
const always: ReadonlySet<string> = new Set(['give.toDo', 'give.lapses', 'give.lapsesAll']);

interface HandoverSaysProps {
  readonly checklist: Checklist;
  readonly until: Instant | null;
  readonly staff: readonly StaffMember[];
}

export function HandoverSays({ checklist, until, staff }: HandoverSaysProps) {
  const say = deskWords.use();
  const card = handoverCard(checklist, until, (person) => nameOf(staff, person));
  const lines = [
    ['give.toDo', card.toDo.map(({ what }) => what)],
    [
      until === null ? 'give.lapsesAll' : 'give.lapses',
      card.lapses.map(({ text, until: end }) => say('give.lapse', { text, time: clockTime(end) })),
    ],
    ['give.notAsked', card.notAsked],
    ['give.passOn', card.passOn],
    ['give.overridden', card.overridden],
    ['give.deferred', card.deferred],
  ] as const;
  return <Lines lines={lines} time={until === null ? '' : clockTime(until)} />;
}

/** Of a patient who is handed over for the procedure: only what blocked nothing, where there is any. */
export function PassOn({ checklist }: Pick<HandoverSaysProps, 'checklist'>) {
  const { open, answered } = passOn(checklist, checklist.at);
  if (open.length + answered.length === 0) return null;
  return (
    <Lines
      lines={[
        ['give.notAsked', open],
        ['give.passOn', answered],
      ]}
      time=""
    />
  );
}

type Line = readonly [key: Parameters<DeskSay>[0], texts: readonly string[]];

function Lines({ lines, time }: { readonly lines: readonly Line[]; readonly time: string }) {
  const say = deskWords.use();
  return (
    <dl className={styles.says}>
      {lines.map(
        ([key, texts]) =>
          (texts.length > 0 || always.has(key)) && (
            <div key={key}>
              <dt>{say(key, { time })}</dt>
              <dd>
                {texts.length === 0
                  ? say('give.nothing')
                  : texts.map((text) => (
                      <p key={text}>
                        <bdi>{text}</bdi>
                      </p>
                    ))}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
