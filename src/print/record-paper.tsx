/** A preparation's record on paper, for the chart: every item once, all that happened, and under which protocol. */
import { dayWords, type RecordItem, type RecordStep } from '../../machines/index.ts';
import { isTime, type HistoryEntry } from '../desk/read-history.ts';
import { sexSays } from '../ui/age-sex.ts';
import { dayAndSecond, dayOf, secondOn } from '../ui/dates.ts';
import { Glyph, type GlyphName } from '../ui/glyph.tsx';
import { isReady } from '../link/lapse.ts';
import { Line } from '../ui/line.tsx';
import { lineSays, statusSign, untilSays } from '../ui/status-words.ts';
import { actSays, answerSays, itemLines, standingSays, type NameOf } from './item-says.ts';
import { Paper, type Block } from './paper.tsx';
import type { RecordRead } from './read-record.ts';
import { printWords, type PrintSay } from './words.ts';
import styles from './record.module.css';

export function RecordPaper({ record }: { readonly record: RecordRead }) {
  const say = printWords.use();
  const { sheet, entries, people } = record;
  const name: NameOf = (person) => people[person] ?? person;
  const items = sheet.steps.reduce((count, step) => count + step.items.length, 0);
  const blocks: readonly Block[] = [
    { key: 'cells', node: <Cells record={record} say={say} /> },
    { key: 'protocol', node: <ProtocolSays record={record} name={name} say={say} /> },
    ...sheet.steps.flatMap((step, index) => stepBlocks(step, index, sheet.at, name, say)),
    {
      key: 'happened',
      leads: true,
      node: <h2 className={styles.happened}>{say('happened.title')}</h2>,
    },
    ...(entries.length === 0 ? [{ key: 'none', node: <p>{say('happened.none')}</p> }] : []),
    ...entries.map((entry) => ({
      key: `entry-${entry.revision}`,
      node: <Entry entry={entry} at={sheet.at} name={name} say={say} />,
    })),
    {
      key: 'end',
      node: (
        <p className={styles.end}>
          <b>{say('end.title')}.</b> {say('end.says', { items, entries: entries.length })}
        </p>
      ),
    },
  ];
  return (
    <Paper
      title={`${say('patient.title')} ${sheet.patient.number}`}
      head={<Head record={record} say={say} />}
      foot={<Foot record={record} say={say} />}
      blocks={blocks}
    />
  );
}

/** On every page: a loose sheet must still be this patient's. */
function Head({ record: { sheet }, say }: { readonly record: RecordRead; readonly say: PrintSay }) {
  const { patient } = sheet;
  return (
    <div className={styles.patient}>
      <div>
        <p className={styles.title}>{say('patient.title')}</p>
        <p>{sheet.protocol.title}</p>
      </div>
      <div className={styles.who}>
        <p className={styles.name}>
          <bdi>{patient.familyName.toUpperCase()}</bdi>, <bdi>{patient.givenName}</bdi>
        </p>
        <p>
          {sexSays(patient.sex)}, {say('patient.born', { date: dayWords(patient.birthDate) })}
        </p>
        <p>
          {say('patient.number', { number: patient.number })}. {say('patient.order', { order: sheet.order })}
        </p>
      </div>
    </div>
  );
}

function Foot({ record: { sheet, version, site }, say }: { readonly record: RecordRead; readonly say: PrintSay }) {
  const { title, version: of, digest, approved } = sheet.protocol;
  return (
    <div>
      <p>
        {say('protocol.says', { title, version: of })}. <code>{digest.slice(0, 16)}</code>.{' '}
        {!approved && <b>{say('protocol.unapproved')}. </b>}
        {say('protocol.version', { version, site })}, {dayAndSecond(sheet.at)}.
      </p>
      <p>{say('use.says')}</p>
    </div>
  );
}

function Cells({ record: { sheet, ward }, say }: { readonly record: RecordRead; readonly say: PrintSay }) {
  const { row, at } = sheet;
  const { status, due } = row;
  const ends =
    isReady(status) && status.until !== null
      ? [untilSays(status.until, due, { time: (time) => secondOn(time, at) })]
      : [];
  const cells = [
    ['cell.place', `${ward}, ${row.place.bed ?? '–'}`],
    ['cell.due', secondOn(row.due, at)],
    ['cell.printed', `${dayOf(at)} ${secondOn(at, at)}`],
    ['cell.status', [statusSign(row.status).full, ...ends].join('. ')],
  ] as const;
  return (
    <dl className={styles.cells}>
      {cells.map(([key, value]) => (
        <div key={key}>
          <dt>{say(key)}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
      <div>
        <dt>{say('cell.line')}</dt>
        <dd>
          <Line stops={row.line} size="desk" says={lineSays(row.line)} />
        </dd>
      </div>
    </dl>
  );
}

interface ProtocolProps {
  readonly record: RecordRead;
  readonly name: NameOf;
  readonly say: PrintSay;
}
function ProtocolSays({ record: { sheet, approvedBy }, name, say }: ProtocolProps) {
  const { title, version, status, standard, digest, approved } = sheet.protocol;
  return (
    <div className={styles.protocol}>
      <p>
        <b>{say('protocol.says', { title, version })}.</b> {standard}
      </p>
      <p>
        <b>
          {approved
            ? say('protocol.approved', { names: approvedBy.map(({ person }) => name(person)).join(', ') })
            : say('protocol.unapproved')}
          .
        </b>{' '}
        {status === 'unreviewed' && say('protocol.unreviewed')}
      </p>
      <p>
        <code>{say('protocol.digest', { digest })}</code>
      </p>
      {sheet.row.limits !== undefined && <p>{say('sheet.limits', { says: sheet.row.limits.says })}</p>}
    </div>
  );
}

function stepBlocks(step: RecordStep, index: number, at: number, name: NameOf, say: PrintSay): readonly Block[] {
  return [
    {
      key: `step-${step.id}`,
      leads: true,
      node: (
        <div className={styles.step} data-mark={step.mark}>
          <span className={styles.stop}>{index + 1}</span>
          <h2>{step.title}</h2>
          <p>
            {[
              ...step.standing.map((one) => standingSays(one, name, at)),
              step.completedBy === null
                ? say('step.open')
                : say('step.completed', { who: actSays(step.completedBy, name, at) }),
            ].join('. ')}
          </p>
        </div>
      ),
    },
    ...step.items.map((item) => ({
      key: `item-${item.id}`,
      node: <Item item={item} at={at} name={name} say={say} />,
    })),
  ];
}

interface ItemProps {
  readonly item: RecordItem;
  readonly at: number;
  readonly name: NameOf;
  readonly say: PrintSay;
}
function Item({ item, at, name, say }: ItemProps) {
  const lines = itemLines(item, name, at);
  const counts = item.status === 'satisfied' || item.status === 'used';
  const shape = shapeOf(item, counts);
  return (
    <div className={styles.item} data-item={item.id} data-status={item.status}>
      <span className={styles.shape} data-shape={shape ?? undefined}>
        {shape !== null && <Glyph name={shape} size={15} />}
      </span>
      <div>
        <p className={styles.said}>
          <span>
            {item.text}
            {item.stop === 'hard' && !counts && item.status !== 'notNeeded' && (
              <>
                {' '}
                <span className={styles.boxed}>{say('stop.hard')}</span>
              </>
            )}
          </span>
          <span className={styles.dots} aria-hidden="true" />
          <b className={styles.answer}>
            <bdi>{answerSays(item, at)}</bdi>
          </b>
        </p>
        {lines.length > 0 && (
          <p className={styles.under}>
            {lines.map((line, index) => (
              <bdi key={index}>{`${line.replace(/\.$/, '')}. `}</bdi>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}

/** As the tablet draws it: a box is ticked once it counts, and only then; a number stands in its comb, not in a box. */
function shapeOf({ kind, status }: RecordItem, counts: boolean): GlyphName | null {
  if (status === 'notNeeded') return 'notNeeded';
  switch (kind) {
    case 'sensed':
      return counts ? 'sensed' : null;
    case 'attested':
      return counts ? 'attestedDone' : 'attested';
    case 'measured':
      return 'measured';
    case 'secondPerson':
      return counts ? 'secondPersonDone' : 'secondPerson';
  }
}

interface EntryProps {
  readonly entry: HistoryEntry;
  readonly at: number;
  readonly name: NameOf;
  readonly say: PrintSay;
}
function Entry({ entry, at, name, say }: EntryProps) {
  const { person, role } = entry;
  const roleWord = role === null || !isRole(role) ? null : say(`role.${role}`);
  const who =
    person === null
      ? null
      : roleWord === null
        ? name(person)
        : say('happened.act', { name: name(person), role: roleWord });
  const said = [readValue(entry.value, at), entry.reason, entry.note === null ? null : `\u201c${entry.note}\u201d`];
  return (
    <div className={styles.entry} data-entry={entry.revision}>
      <time>{secondOn(entry.happenedAt ?? entry.at, at)}</time>
      <p>
        {isAmendment(entry) && <b className={styles.boxed}>{say('happened.changed')}</b>} {entry.says}
        {said.map((part, index) => (part === null || part === undefined ? null : <bdi key={index}>{`. ${part}`}</bdi>))}
        .{who !== null && ` ${who}`}
        {entry.late && `, ${say('happened.late', { time: secondOn(entry.recordedAt, at) })}`}
      </p>
    </div>
  );
}

/** The record keeps an answered time as an instant; paper is read in the ward's own time. */
const readValue = (value: string | null, at: number): string | null =>
  value !== null && isTime(value) ? secondOn(Date.parse(value), at) : value;

const roles = ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer', 'system'] as const;
const isRole = (role: string): role is (typeof roles)[number] => roles.some((one) => one === role);

const amendments = new Set([
  'order.amended',
  'patient.amended',
  'patient.merged',
  'plan.moved',
  'place.moved',
  'isolation.amended',
  'preparation.enteredInError',
]);
/** What was written and then changed, or written down later than it happened. */
export const isAmendment = ({ type, late }: HistoryEntry): boolean =>
  late || amendments.has(type) || /\.(corrected|enteredLate)$/.test(type);
