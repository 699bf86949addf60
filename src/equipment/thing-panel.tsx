/** One thing: how it stands and why, what falls due, what you can do, and everything that happened to it. */
import { useState } from 'react';
import type { Instant, Role } from '../../machines/index.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { timeOrDate } from '../ui/dates.ts';
import { StatusBlock } from '../ui/status-tile.tsx';
import type { Act, LookHeld } from './act.ts';
import { actionsFor, type ThingAction } from './actions.ts';
import { FaultSheet } from './fault-sheet.tsx';
import type { Thing, ThingEntry, ThingType } from './read-equipment.ts';
import { saysDue, saysWhere, signOf } from './standing.ts';
import { ThingForm } from './thing-form.tsx';
import { equipmentWords } from './words.ts';
import styles from './thing.module.css';

export interface ThingPanelProps {
  readonly thing: Thing;
  readonly type: ThingType | undefined;
  readonly entries: readonly ThingEntry[] | null;
  readonly at: Instant;
  readonly role: Role;
  readonly titles: ReadonlyMap<string, string>;
  readonly staff: readonly StaffMember[];
  readonly act: Act;
  readonly lookHeld: LookHeld;
  readonly faulting: boolean;
  readonly onFaulting: (open: boolean) => void;
  readonly onClose: () => void;
}

export function ThingPanel(props: ThingPanelProps) {
  const { thing, type, entries, at, role, titles, staff, act, lookHeld, faulting, onFaulting, onClose } = props;
  const say = equipmentWords.use();
  const [form, setForm] = useState<ThingAction | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const report = async (below: Parameters<Act>[1], what: object) => {
    const problem = await act(thing.asset, below, what);
    setOutcome(
      problem === null ? say('act.done', { time: clockTime(at) }) : say('act.refused', { says: problem.detail }),
    );
    setForm(null);
    onFaulting(false);
  };
  if (faulting)
    return (
      <FaultSheet
        thing={thing}
        onFault={(reason) => void report('faults', { reason })}
        onBack={() => onFaulting(false)}
      />
    );
  const sign = signOf(thing, at);
  return (
    <section className={styles.thing} aria-label={thing.asset}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{thing.asset.replace(/^lot:/, '')}</h2>
          <p>
            {thing.title}
            {thing.lot !== null && `, ${say('thing.lot', { lot: thing.lot })}`}. {saysWhere(thing, titles)}.
          </p>
        </div>
        <Button onPress={onClose}>{say('thing.close')}</Button>
      </header>
      <p className={styles.stands}>{sign.tone === 'plain' ? sign.short : <StatusBlock sign={sign} />}</p>
      {thing.says !== null && <p className={styles.why}>{thing.says}</p>}
      {thing.cycle !== null && <p>{say('thing.cycle', { cycle: thing.cycle })}</p>}
      <h3 className={styles.heading}>{say('thing.dues')}</h3>
      <ul className={styles.dues}>
        {thing.dues.map((due) => (
          <li key={due.what} data-over={due.at <= at || undefined}>
            {saysDue(due, at)}
          </li>
        ))}
        {thing.dues.length === 0 && <li>{say('due.nothing')}</li>}
      </ul>
      <h3 className={styles.heading} data-screen>
        {say('thing.do')}
      </h3>
      <div className={styles.actions}>
        {thing.standing !== 'retired' && (
          <Button tone="stop" onPress={() => onFaulting(true)}>
            {say('act.fault')}
          </Button>
        )}
        {actionsFor(thing, type, role).map((action) => (
          <Button
            key={action.name}
            tone={action.held === undefined ? 'plain' : 'stop'}
            onPress={() => (action.asks.length === 0 ? void report(action.below, action.report({})) : setForm(action))}
          >
            {say(action.words, action.values)}
          </Button>
        ))}
      </div>
      <p role="status" className={styles.outcome}>
        {outcome}
      </p>
      {form !== null && (
        <ThingForm
          key={form.name}
          action={form}
          titles={titles}
          lookHeld={lookHeld}
          onSend={(said) => void report(form.below, said)}
          onBack={() => setForm(null)}
        />
      )}
      <h3 className={styles.heading}>{say('thing.history')}</h3>
      <ol className={styles.history}>
        {(entries ?? []).map((entry) => (
          <li key={entry.revision} data-stop={stops.has(entry.happened) || undefined}>
            <time>{timeOrDate(entry.at, at)}</time>
            <p>
              {entry.says}. <span>{entry.role === 'system' ? say('role.system') : nameOf(staff, entry.person)}.</span>
            </p>
          </li>
        ))}
      </ol>
      {entries === null && <p role="status">{say('thing.loading')}</p>}
    </section>
  );
}

const stops: ReadonlySet<string> = new Set(['faulted', 'checkFailed', 'quarantined', 'recalled', 'retired']);
