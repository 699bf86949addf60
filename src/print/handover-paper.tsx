/** The hand-over sheet: a block for each patient of a ward, by bed, to talk from and to write on. */
import { dayWords } from '../../machines/index.ts';
import { wayFull } from '../board/way.ts';
import { handoverCard } from '../desk/handover-card.ts';
import { nextShiftEnds } from '../desk/shift.ts';
import { isReady } from '../link/lapse.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { ageAndSex } from '../ui/age-sex.ts';
import { clockTime } from '../ui/clock.ts';
import { dayOf, secondOn } from '../ui/dates.ts';
import { Line } from '../ui/line.tsx';
import { lineSays, statusSign, untilSays } from '../ui/status-words.ts';
import { Paper, type Block } from './paper.tsx';
import type { SheetPatient, WardSheet } from './read-ward.ts';
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
          node: <PatientBlock {...patient} until={until} name={name} say={say} />,
        }));
  const cells = [
    ['cell.printed', `${dayOf(at)} ${secondOn(at, at)}`],
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
        {(['place', 'patient', 'procedure', 'due', 'missing', 'lapses', 'owner'] as const).map((column) => (
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
  readonly until: number | null;
  readonly name: (person: string) => string;
  readonly say: PrintSay;
}

function PatientBlock({ row, checklist, until, name, say }: PatientBlockProps) {
  const { status } = row;
  const sign = statusSign(status);
  const way = wayFull(row);
  const card = checklist === null ? null : handoverCard(checklist, until, name);
  const texts = (all: readonly string[]) =>
    all.length === 0
      ? say('sheet.nothing')
      : all.map((text, index) => (
          <span key={index}>
            <bdi>{text.replace(/\.$/, '')}</bdi>
            {index + 1 < all.length && '; '}
          </span>
        ));
  const more = [
    row.transferReason ?? null,
    row.limits === undefined ? null : say('sheet.limits', { says: row.limits.says }),
    card === null || card.overridden.length === 0 ? null : `${say('sheet.overridden')}: ${card.overridden.join('; ')}`,
    card === null || card.deferred.length === 0 ? null : `${say('sheet.deferred')}: ${card.deferred.join('; ')}`,
  ].filter((part) => part !== null);
  const { patient } = checklist ?? {};
  return (
    <article className={styles.patient} data-preparation={row.preparation}>
      <b className={styles.bed}>{row.place.bed ?? '–'}</b>
      <div>
        <b>
          <bdi>
            {patient === undefined ? row.patient.name : `${patient.familyName.toUpperCase()}, ${patient.givenName}`}
          </bdi>
        </b>
        <span className={styles.small}>
          {ageAndSex(row.patient)}, {dayWords(row.patient.birthDate)}, …{row.patient.lastFive}
        </span>
      </div>
      <div>
        {row.procedure}. {!row.approved && `${say('protocol.unapproved')}. `}
        <b className={sign.hot ? styles.boxed : undefined}>
          {/* The reason of what is wrong stands under what is missing. */}
          <bdi>{sign.hot ? sign.short : sign.full}</bdi>
        </b>
        {isReady(status) && status.until !== null && `. ${untilSays(status.until, row.due).replace(/\.$/, '')}`}
        {way !== null && <bdi>{`. ${way}`}</bdi>}
      </div>
      <div>
        <b className={styles.due}>{clockTime(row.due)}</b>
        <Line stops={row.line} size="desk" says={lineSays(row.line)} />
      </div>
      <div>{card === null ? say('sheet.unread') : texts(card.toDo.map(({ what }) => what))}</div>
      <div>
        {card !== null &&
          texts(card.lapses.map((lapse) => say('sheet.lapse', { text: lapse.text, time: clockTime(lapse.until) })))}
      </div>
      <div>{row.responsible === null ? say('sheet.nobody') : name(row.responsible)}</div>
      {more.length > 0 && <div className={styles.more}>{texts(more)}</div>}
    </article>
  );
}
