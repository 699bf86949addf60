/**
 * A ward's morning, played by the demo staff through the API: mostly ordinary work, now and then what goes wrong on a
 * real one. What they choose is drawn from a seed; what becomes of it is the server's.
 */
import type { ActionView, BoardRow, Checklist, CommandMessage, Patient, Verdict } from '../../machines/index.ts';
import { answerTo } from './answers.ts';
import type { Person } from './person.ts';
import { nextPatients } from './patients.ts';
import { leadMs, nextOrder } from './protocols.ts';
import type { Staff } from './staff.ts';
import { fetchThing } from './things.ts';

export interface MorningOptions {
  readonly ward: string;
  /** Whoever the visitor is: the demo staff leave their patients alone. */
  readonly visitors: ReadonlySet<string>;
  /** 0 to 1, from a seed. */
  readonly chance: () => number;
  /** Server time now. */
  readonly now: () => number;
  readonly beds: readonly string[];
  /** The numbers of who was on the list today, the first first; whoever is put on it is added. */
  readonly came: Set<string>;
  /** Hears of a patient before they are put on the list. */
  readonly opens?: (bed: string, patient: Patient) => void;
}
/** What somebody tapped, and what was answered; null when there was nothing to do. */
export type Done = { readonly event: string; readonly verdict: Verdict; readonly row: BoardRow } | null;

const minute = 60_000;
/** Patients on the demo ward at a time: enough to look busy, few enough to follow. */
const patientsMax = 12;

/** One act by somebody on the ward. */
export async function somebodyActs(staff: Staff, options: MorningOptions): Promise<Done> {
  const rows = await staff.nurse.rows(options.ward);
  const open = rows.filter(({ status }) => !isOver(status.kind));
  if (open.length < patientsMax && options.chance() < 0.4) return admit(staff, options, rows);
  const mine = open.filter((row) => !isVisitors(row, options));
  const [row] = mine.sort((a, b) => weight(b) - weight(a) + (options.chance() - 0.5) * 9);
  return row === undefined ? null : actOn(staff, options, row);
}

/** The same people go on with the same patient, as they do once they are there. */
export const goesOn = async (staff: Staff, options: MorningOptions, { preparation }: BoardRow): Promise<Done> => {
  const { row } = await staff.technician.checklist(preparation);
  return isOver(row.status.kind) ? null : actOn(staff, options, row);
};

const isVisitors = ({ responsible }: BoardRow, { visitors }: MorningOptions): boolean =>
  responsible !== null && visitors.has(responsible);

const isOver = (kind: BoardRow['status']['kind']): boolean => ['gone', 'notDone', 'enteredInError'].includes(kind);

/** Mostly whoever is being prepared already, the soonest to begin with first; who is ready waits to be fetched. */
const weight = ({ status, attention, due, line, protocol }: BoardRow): number =>
  (attention === null ? 0 : 1) +
  line.filter(({ mark }) => mark === 'done').length +
  (status.kind === 'notStarted' ? 0 : 3) -
  (status.kind === 'ready' ? 7 : 0) -
  (due - leadMs(protocol)) / (20 * minute);

async function actOn(staff: Staff, options: MorningOptions, row: BoardRow): Promise<Done> {
  const seen = await staff.technician.checklist(row.preparation);
  // The visitor may have taken them since.
  if (isVisitors(seen.row, options)) return null;
  const trouble = options.chance() < 0.03 ? options.chance() : 1;
  const stop =
    trouble < 0.3 ? 'hygiene.contaminated' : trouble < 0.6 ? 'question.raised' : trouble < 0.99 ? 'flow.held' : null;
  if (stop !== null && trouble < 1 && row.status.kind === 'inProgress')
    return tap(staff.technician, seen, row, stop, {
      reason: 'Waiting for the form',
      lookAgainAt: options.now() + 10 * minute,
    });
  // Whoever must settle it is not always at hand.
  if (needsSettling(row)) return options.chance() < 0.25 ? settle(staff, row) : null;
  return work(staff, options, seen, row);
}

const needsSettling = ({ status: { kind } }: BoardRow): boolean => kind === 'held' || kind === 'stop';

/** A nurse clears what the technician may not. */
async function settle(staff: Staff, row: BoardRow): Promise<Done> {
  const seen = await staff.chargeNurse.checklist(row.preparation);
  const answers = [
    'mismatch.resolved',
    'band.replaced',
    'capacity.assessedHas',
    'interpreter.arrived',
    'question.answered',
    'consent.renewed',
    'field.restored',
    'equipment.replaced',
    'flow.resumed',
    'emergency.stoodDown',
    'attention.acknowledged',
  ];
  const action = answers.map((event) => offered(seen, event)).find((found) => found?.may === true);
  return action === undefined
    ? null
    : tap(staff.chargeNurse, seen, row, action.event, {
        reason: 'Seen at the bedside',
        note: 'Talked with the patient',
      });
}

async function work(staff: Staff, options: MorningOptions, seen: Checklist, row: BoardRow): Promise<Done> {
  const { technician, nurse, chargeNurse, proceduralist } = staff;
  const first = ['patient.arrived', 'responsibility.taken']
    .map((event) => offered(seen, event))
    .find((action) => action?.may === true && (action.event !== 'responsibility.taken' || row.responsible === null));
  // Whoever meets the patient has them.
  if (first?.event === 'patient.arrived') {
    const arrived = await tap(technician, seen, row, first.event);
    await technician.tap(await technician.checklist(row.preparation), 'responsibility.taken');
    return arrived;
  }
  if (first !== undefined) return tap(technician, seen, row, first.event);
  // What the one at hand may not do, or must not do alone, the next is fetched for.
  for (const person of [technician, nurse, chargeNurse, proceduralist]) {
    const mine = person === technician ? seen : await person.checklist(row.preparation);
    const done = await nextOf(person, options, mine, row);
    if (done !== null) return done;
  }
  return row.status.kind === 'overdue'
    ? tap(chargeNurse, await chargeNurse.checklist(row.preparation), row, 'plan.moved', {
        start: options.now() + 40 * minute,
        reason: 'List runs late',
      })
    : null;
}

/** What this person would do next for the patient: first things first. Null when it is somebody else's turn. */
async function nextOf(person: Person, { now, chance }: MorningOptions, seen: Checklist, row: BoardRow): Promise<Done> {
  // Who is ready waits a little to be fetched.
  if (offered(seen, 'handover.accepted')?.may === true)
    return chance() < 0.3 ? tap(person, seen, row, 'handover.accepted') : null;
  const given = offered(seen, 'consent.given');
  // Allowed sooner, but nobody agrees to what was not explained to them: the steps go in their order.
  const toConsent = seen.steps.findIndex(({ actions }) => actions.some(({ event }) => event === given?.event));
  const explained = seen.steps.slice(0, Math.max(0, toConsent)).every(({ mark }) => mark === 'done');
  if (given?.may === true && explained) return tap(person, seen, row, given.event);
  const onTheWay = wayOn(seen, chance);
  if (onTheWay !== null) return tap(person, seen, row, onTheWay);
  const complete = seen.steps.map((step) => step.complete).find(({ may }) => may);
  if (complete !== undefined) return tap(person, seen, row, complete.event);
  for (const item of seen.steps.flatMap(({ items }) => items)) {
    const action = item.actions.find(
      ({ may, event }) =>
        may &&
        /\.(sensed|attested|measured|started|agreed)$/.test(event) &&
        !/^(satisfied|running|used)$/.test(item.status),
    );
    if (action === undefined) continue;
    const thing = item.answer.kind === 'asset' ? await fetchThing(person, item.answer.type, row.due) : null;
    const answer = answerTo(item, seen, now(), thing);
    // Every one of its kind is in use: there is other work meanwhile.
    if (answer !== null) return tap(person, seen, row, action.event, answer);
  }
  return null;
}

/** Taken to the department as soon as the ward is done with the patient: called for, off the ward, there. */
function wayOn(seen: Checklist, chance: () => number): string | null {
  const may = (event: string): boolean => offered(seen, event)?.may === true;
  if (may('patient.received')) return 'patient.received';
  if (!may('patient.left')) return null;
  return may('patient.calledFor') && chance() < 0.5 ? 'patient.calledFor' : 'patient.left';
}

async function tap(
  person: Person,
  seen: Checklist,
  row: BoardRow,
  event: string,
  more: Partial<CommandMessage> = {},
): Promise<Done> {
  const action = offered(seen, event);
  const asked = Object.fromEntries(
    Object.entries(more).filter(
      ([key]) => action === undefined || (action.asks as readonly string[]).includes(key) || key === 'value',
    ),
  );
  const verdict = await person.tap(seen, event, asked);
  return { event, verdict, row };
}

const offered = (seen: Checklist, event: string): ActionView | undefined =>
  [
    ...seen.actions,
    ...seen.steps.flatMap(({ actions, items, complete }) => [
      ...actions,
      ...items.flatMap((item) => item.actions),
      complete,
    ]),
  ].find((action) => action.event === event);

/** A new patient in a free bed, due within the next hour or so. */
async function admit(
  { chargeNurse }: Staff,
  { ward, beds, chance, now, came, opens }: MorningOptions,
  rows: readonly BoardRow[],
): Promise<Done> {
  const taken = new Set(
    rows
      .filter(({ status }) => status.kind !== 'notDone' && status.kind !== 'enteredInError')
      .map(({ place }) => place.bed),
  );
  const free = beds.filter((bed) => !taken.has(bed));
  const bed = free[Math.floor(chance() * free.length)];
  const can = nextPatients(came, new Set(rows.map((row) => row.patient.lastFive)));
  const patient = can[Math.floor(chance() * can.length)];
  // Only a charge nurse puts patients on the list, and the visitor may be the only one.
  if (bed === undefined || patient === undefined || chargeNurse.role !== 'chargeNurse') return null;
  const open = rows.filter(({ status }) => !isOver(status.kind)).map(({ protocol }) => protocol);
  const { protocol, facts } = nextOrder(patient, open, chance);
  const start = Math.ceil((now() + leadMs(protocol) + chance() * 75 * minute) / (5 * minute)) * 5 * minute;
  came.delete(patient.number);
  came.add(patient.number);
  opens?.(bed, patient);
  await chargeNurse.post('/preparations', {
    ward,
    bed,
    protocol,
    start,
    patient,
    order: { number: `D${now().toString(36).toUpperCase()}`, facts },
  });
  return null;
}
