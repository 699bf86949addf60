/** The hand-over sheet: a block for each patient of a ward, by bed, to talk from and to write on. */
import { wayFull } from '../board/way.ts';
import { birthDate } from '../desk/dates.ts';
import { handoverCard } from '../desk/handover-card.ts';
import { nextShiftEnds } from '../desk/shift.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { clockTime } from '../ui/clock.ts';
import { Line } from '../ui/line.tsx';
import { lineSays, statusSign } from '../ui/status-words.ts';
import { Paper, type Block } from './paper.tsx';
import type { SheetPatient, WardSheet } from './read-ward.ts';
import { dayOf, timeOn } from './when.ts';
import { printWords, type PrintSay } from './words.ts';
import styles from './handover.module.css';

interface HandoverPaperProps {
  readonly sheet: WardSheet;
  readonly staff: readonly StaffMember[];
}

export function HandoverPaper({ sheet, staff }: HandoverPaperProps) {
  const say = printWords.use();
  const { layout, patients, at } = sheet;
  const until = nextShiftEnds(at, layout.shiftHours);
  const name = (person: string) => nameOf(staff, person);
  const blocks: readonly Block[] =
    patients.length === 0
      ? [{ key: 'nobody', node: <p className={styles.nobody}>{say('sheet.empty')}</p> }]
      : patients.map((patient) => ({
          key: patient.row.preparation,
          node: <PatientBlock {...patient} at={at} until={until} name={name} say={say} />,
        }));
  const cells = [
    ['cell.printed', `${dayOf(at)} ${timeOn(at, at)}`],
    ['cell.phone', layout.phone],
    ['cell.shift', until === null ? '–' : clockTime(until)],
  ] as const;
  const head = (
    <>
      <div className={styles.top}>
        <div>
          <p className={styles.title}>{say('sheet.title', { ward: layout.title })}</p>
          <p>{say('sheet.says')}</p>
        </div>
        <dl className={styles.cells}>
          {cells.map(([key, value]) => (
            <div key={key}>
              <dt>{say(key)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className={styles.heads} aria-hidden="true">
        {(['place', 'patient', 'procedure', 'due', 'steps', 'owner'] as const).map((column) => (
          <span key={column}>{say(`sheet.${column}`)}</span>
        ))}
      </div>
    </>
  );
  return (
    <Paper
      title={say('sheet.title', { ward: layout.title })}
      head={head}
      foot={<p>{say('use.says')}</p>}
      blocks={blocks}
    />
  );
}

interface PatientBlockProps extends SheetPatient {
  readonly at: number;
  readonly until: number | null;
  readonly name: (person: string) => string;
  readonly say: PrintSay;
}

function PatientBlock({ row, checklist, at, until, name, say }: PatientBlockProps) {
  const { status } = row;
  const sign = statusSign(status);
  const card = checklist === null ? null : handoverCard(checklist, until, name);
  const readyUntil =
    'until' in status && status.until !== null ? say('sheet.until', { time: clockTime(status.until) }) : null;
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [
      say('sheet.missing'),
      card === null
        ? [say('sheet.unread')]
        : card.toDo.length === 0
          ? [say('sheet.nothing')]
          : card.toDo.map(({ what }) => what),
    ],
    ...(card === null
      ? []
      : ([
          [
            say('sheet.lapses'),
            card.lapses.length === 0
              ? [say('sheet.nothing')]
              : card.lapses.map((lapse) => say('sheet.lapse', { text: lapse.text, time: timeOn(lapse.until, at) })),
          ],
          ...(card.overridden.length === 0 ? [] : [[say('sheet.overridden'), card.overridden] as const]),
          ...(card.deferred.length === 0 ? [] : [[say('sheet.deferred'), card.deferred] as const]),
        ] as const)),
  ];
  return (
    <article className={styles.patient} data-preparation={row.preparation}>
      <p className={styles.row}>
        <b className={styles.bed}>{row.place.bed ?? say('sheet.noBed')}</b>
        <span>
          <b>
            <bdi>
              {checklist === null
                ? row.patient.name
                : `${checklist.patient.familyName.toUpperCase()}, ${checklist.patient.givenName}`}
            </bdi>
          </b>
          <span className={styles.small}>
            {row.patient.age} {row.patient.sex}, {birthDate(row.patient.birthDate)}, …{row.patient.lastFive}
          </span>
        </span>
        <span>
          {row.procedure}
          {!row.approved && <span className={styles.small}>{say('protocol.unapproved')}</span>}
        </span>
        <b>{timeOn(row.due, at).replace(/:\d\d$/, '')}</b>
        <span className={styles.line}>
          <Line stops={row.line} size="desk" says={lineSays(row.line)} />
        </span>
        <span>{row.responsible === null ? say('sheet.nobody') : name(row.responsible)}</span>
      </p>
      <p className={styles.status}>
        <b className={sign.hot ? styles.boxed : undefined}>
          <bdi>{sign.full}</bdi>
        </b>
        {[readyUntil, wayFull(row), row.transferReason ?? null].map(
          (part) => part !== null && <bdi key={part}>{`. ${part}`}</bdi>,
        )}
        {row.limits !== undefined && <bdi>{`. ${say('sheet.limits', { says: row.limits.says })}`}</bdi>}
      </p>
      <dl className={styles.says}>
        {lines.map(([title, texts]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {texts.map((text, index) => (
                <span key={text}>
                  <bdi>{text}</bdi>
                  {index + 1 < texts.length && '; '}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
