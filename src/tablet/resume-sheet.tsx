/** What was left open, first on the list: who it was and where, so that nobody resumes by memory. */
import { useState } from 'react';
import type { BoardRow } from '../../machines/index.ts';
import type { Here } from '../link/here.ts';
import { nameOf } from '../link/staff.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { when } from '../ui/dates.ts';
import { Line } from '../ui/line.tsx';
import { lineSays, statusSign, stopAt } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands, type Left } from './hands.ts';
import { mayResume } from './lists.ts';
import { Kept } from './row-status.tsx';
import { Target } from './target.tsx';
import { NotApproved, Similar } from './worklist-row.tsx';
import styles from './resume-sheet.module.css';

interface ResumeSheetProps {
  readonly left: Left;
  readonly row: BoardRow;
  readonly here: Here | undefined;
  readonly similar: BoardRow | undefined;
}

export function ResumeSheet({ left, row, here, similar }: ResumeSheetProps) {
  const say = tabletWords.use();
  const { me, staff, open } = useHands();
  const now = useNow();
  const may = mayResume(row, here, now);
  // Whether it has a place is settled when the list opens: one that comes or goes by itself moves a row from under the finger.
  const [placed] = useState(may);
  if (!placed) return null;
  const line = here?.line ?? row.line;
  const step = stopAt(line) ?? line.find(({ mark }) => mark === 'open');
  const due = { time: clockTime(row.due), when: when(row.due, now) };
  const where = {
    when: when(left.at, now),
    step: left.step?.short ?? '',
    done: left.step?.done ?? 0,
    total: left.step?.total ?? 0,
  };
  const stop = row.status.kind === 'stop' ? statusSign(row.status, now).full : null;
  return (
    <section className={styles.sheet} data-over={!may || undefined} aria-label={say('resume.resume')}>
      <div className={styles.words}>
        <p className={styles.left}>
          {left.by === me.id
            ? say(where.total === 0 ? 'resume.leftStep' : 'resume.left', where)
            : say(where.total === 0 ? 'resume.leftStepBy' : 'resume.leftBy', {
                ...where,
                who: left.by === null ? say('resume.somebody') : nameOf(staff, left.by),
              })}
        </p>
        <h2 className={styles.who}>
          <span>{say('resume.bed', { bed: row.place.bed ?? '–' })}</span> <span>{row.patient.name}</span>
          {similar !== undefined && <Similar other={similar} />}
          {!row.approved && <NotApproved />}
        </h2>
        <p className={styles.line}>
          <Line stops={line} size="header" gap={43} says={lineSays(line)} />
          <span>
            {step === undefined ? say('resume.dueOnly', due) : say('resume.due', { step: step.short, ...due })}
          </span>
        </p>
        <p className={styles.procedure}>
          {/* Beside the procedure, where there is room: the card does not grow while somebody reaches for it. */}
          <span>{row.procedure}</span>
          {stop !== null && <b>{stop}</b>}
          {here !== undefined && here.count > 0 && <Kept count={here.count} />}
        </p>
      </div>
      <Target tone="main" className={styles.resume} onPress={() => open(row.preparation)}>
        {say('resume.resume')}
      </Target>
    </section>
  );
}
