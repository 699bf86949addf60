/** Ward 4B on an invented morning: twenty-four beds, three of them in need of somebody. No real people. (over 400 lines: data, a line a bed) */
import {
  wallRow,
  type ActionView,
  type BoardRow,
  type BoardStatus,
  type Checklist,
  type Instant,
  type ItemView,
  type LineStop,
  type Role,
  type StepView,
  type WallRow,
  type WardLayout,
} from '../../machines/index.ts';

/** 07:38:08 by the ward's clock. */
export const morning: Instant = Date.UTC(2026, 10, 23, 7, 38, 8);
export const at = (time: string): Instant => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Date.UTC(2026, 10, 23, hours, minutes, seconds);
};

export const layout: WardLayout = {
  ward: 'b4',
  title: '4B',
  beds: Array.from({ length: 24 }, (_, index) => String(index + 1)),
  phone: '4242',
  inUse: ['1', '17'],
};

const shorts = ['Identity', 'Consent', 'Hygiene', 'Explain', 'Equipment'];
const marks = { d: 'done', o: 'open', c: 'current', h: 'held', l: 'overdue', s: 'stop' } as const;
/** `ddcoo`: two done, at the third. */
const line = (drawn: string): readonly LineStop[] =>
  [...drawn].map((letter, index) => ({
    step: shorts[index]?.toLowerCase() ?? 'step',
    short: shorts[index] ?? 'Step',
    mark: marks[letter as keyof typeof marks],
  }));

interface Person {
  readonly bed: number;
  readonly name: string;
  readonly age: number;
  readonly sex: 'F' | 'M';
  readonly procedure: string;
  readonly drawn: string;
  readonly due: string;
  readonly status: BoardStatus;
  readonly who?: string;
  readonly silentSince?: Instant;
}

const going = (index: number): BoardStatus => ({
  kind: 'inProgress',
  step: shorts[index]?.toLowerCase() ?? '',
  short: shorts[index] ?? '',
});
const ready = (until: string | null = null): BoardStatus => ({
  kind: 'ready',
  until: until === null ? null : at(until),
});
const waiting: BoardStatus = { kind: 'notStarted', arrived: true };

const people: readonly Person[] = [
  {
    bed: 2,
    name: 'D. ABEL',
    age: 61,
    sex: 'M',
    procedure: 'CT',
    drawn: 'ddddd',
    due: '07:45',
    status: ready(),
    who: 'A. Osei',
  },
  { bed: 3, name: 'M. IVE', age: 49, sex: 'F', procedure: 'MRI', drawn: 'ooooo', due: '09:10', status: waiting },
  {
    bed: 4,
    name: 'J. KAY',
    age: 54,
    sex: 'M',
    procedure: 'Venepuncture',
    drawn: 'dsooo',
    due: '07:45',
    status: { kind: 'stop', stop: 'mismatch', says: 'Wrong wristband', since: at('07:36') },
    who: 'B. Nunez',
  },
  {
    bed: 6,
    name: 'S. BRAY',
    age: 38,
    sex: 'F',
    procedure: 'MRI',
    drawn: 'ddddd',
    due: '08:20',
    status: ready('08:05'),
    who: 'A. Osei',
  },
  {
    bed: 7,
    name: 'P. LIM',
    age: 71,
    sex: 'F',
    procedure: 'Endoscopy',
    drawn: 'ddcoo',
    due: '08:20',
    status: going(2),
    who: 'A. Osei',
  },
  { bed: 8, name: 'T. VOSS', age: 45, sex: 'M', procedure: 'ECG', drawn: 'ooooo', due: '10:00', status: waiting },
  {
    bed: 9,
    name: 'R. OKO',
    age: 33,
    sex: 'M',
    procedure: 'Hernia, left',
    drawn: 'dhooo',
    due: '08:40',
    status: {
      kind: 'held',
      reason: 'Waiting for surgeon',
      owner: 'Surgeon',
      since: at('07:24'),
      lookAgainAt: at('07:40'),
    },
    who: 'Surgeon',
  },
  {
    bed: 11,
    name: 'E. DALY',
    age: 59,
    sex: 'F',
    procedure: 'CT contrast',
    drawn: 'ddddd',
    due: '08:30',
    status: ready(),
    who: 'J. Kim',
  },
  {
    bed: 12,
    name: 'M. ROE',
    age: 67,
    sex: 'F',
    procedure: 'MRI',
    drawn: 'ddddc',
    due: '08:00',
    status: going(4),
    who: 'A. Osei',
  },
  {
    bed: 13,
    name: 'H. PELL',
    age: 70,
    sex: 'M',
    procedure: 'Endoscopy',
    drawn: 'dcooo',
    due: '09:00',
    status: going(1),
    who: 'J. Kim',
  },
  { bed: 14, name: 'N. ABARA', age: 29, sex: 'F', procedure: 'MRI', drawn: 'ooooo', due: '11:15', status: waiting },
  {
    bed: 15,
    name: 'L. STERN',
    age: 66,
    sex: 'M',
    procedure: 'Knee, right',
    drawn: 'ddddd',
    due: '07:50',
    status: { kind: 'readyWithExceptions', until: null, exceptions: 1 },
    who: 'J. Kim',
  },
  {
    bed: 16,
    name: 'G. HUGHES',
    age: 57,
    sex: 'F',
    procedure: 'Cath lab',
    drawn: 'ddcoo',
    due: '09:30',
    status: going(2),
    who: 'A. Osei',
    silentSince: at('07:34'),
  },
  {
    bed: 18,
    name: 'O. FINN',
    age: 82,
    sex: 'M',
    procedure: 'Hip, right',
    drawn: 'dddlo',
    due: '07:26',
    status: { kind: 'overdue', since: at('07:26') },
  },
  {
    bed: 19,
    name: 'C. WEIR',
    age: 44,
    sex: 'F',
    procedure: 'MRI',
    drawn: 'dddoc',
    due: '08:50',
    status: going(4),
    who: 'J. Kim',
  },
  {
    bed: 21,
    name: 'M. ROWE',
    age: 63,
    sex: 'F',
    procedure: 'Venepuncture',
    drawn: 'coooo',
    due: '09:45',
    status: going(0),
    who: 'B. Nunez',
  },
  {
    bed: 22,
    name: 'I. SATO',
    age: 51,
    sex: 'F',
    procedure: 'CT',
    drawn: 'ddddd',
    due: '07:20',
    status: { kind: 'gone', at: at('07:20'), reconciling: false },
  },
  { bed: 23, name: 'A. SOLIS', age: 52, sex: 'M', procedure: 'ECG', drawn: 'ooooo', due: '10:30', status: waiting },
  {
    bed: 24,
    name: 'K. ADEYEMI',
    age: 36,
    sex: 'F',
    procedure: 'Endoscopy',
    drawn: 'ddoco',
    due: '09:20',
    status: going(3),
    who: 'J. Kim',
  },
];

/** A crash call on a bad morning: more exceptions than the lane holds at rest. */
const worse: readonly Person[] = [
  {
    bed: 7,
    name: 'P. LIM',
    age: 71,
    sex: 'F',
    procedure: 'Endoscopy',
    drawn: 'ddcoo',
    due: '08:20',
    status: { kind: 'emergency', deferred: 2, since: at('07:35') },
    who: 'A. Osei',
  },
  {
    bed: 12,
    name: 'M. ROE',
    age: 67,
    sex: 'F',
    procedure: 'MRI',
    drawn: 'dddds',
    due: '08:00',
    status: { kind: 'stop', stop: 'contamination', says: 'Sterile field touched', since: at('07:31') },
    who: 'A. Osei',
  },
  {
    bed: 24,
    name: 'K. ADEYEMI',
    age: 36,
    sex: 'F',
    procedure: 'Endoscopy',
    drawn: 'ddoho',
    due: '09:20',
    status: {
      kind: 'held',
      reason: 'Patient asked for time',
      owner: 'Charge nurse',
      since: at('07:02'),
      lookAgainAt: null,
    },
    who: 'J. Kim',
  },
];

export type Situation = 'busy' | 'calm' | 'more-than-three' | 'empty';

export function boardRows(situation: Situation): readonly (BoardRow & { readonly silentSince?: Instant })[] {
  return peopleIn(situation).map((person) => ({
    preparation: `preparation-${person.bed}`,
    place: { ward: layout.ward, bed: String(person.bed) },
    patient: {
      name: person.name,
      sex: person.sex,
      age: person.age,
      birthDate: `${2026 - person.age}-06-03`,
      lastFive: `${88000 + person.bed}`,
    },
    procedure: person.procedure,
    protocol: 'mri 3.2.0',
    line: line(person.drawn),
    status: person.status,
    due: at(person.due),
    responsible: person.who ?? null,
    attention: attentionOf(person.status),
    exceptions: person.status.kind === 'readyWithExceptions' ? person.status.exceptions : 0,
    deferred: person.status.kind === 'emergency' ? person.status.deferred : 0,
    approved: true,
    revision: 12,
    head: `${person.bed}`.padStart(64, '0'),
    ...(person.silentSince === undefined ? {} : { silentSince: person.silentSince }),
  }));
}

/** What a wall is sent of the same morning: no name, no procedure, no reason. */
export function wallRows(situation: Situation): readonly (WallRow & { readonly silentSince?: Instant })[] {
  return boardRows(situation).map(({ silentSince, ...row }) => ({
    ...wallRow(row),
    ...(silentSince === undefined ? {} : { silentSince }),
  }));
}

function peopleIn(situation: Situation): readonly Person[] {
  const isCalm = ({ status }: Person) => attentionOf(status) === null;
  switch (situation) {
    case 'busy':
      return people;
    case 'calm':
      return people.filter(isCalm);
    case 'empty':
      return [];
    case 'more-than-three':
      return people.map((person) => worse.find(({ bed }) => bed === person.bed) ?? person);
  }
}

function attentionOf(status: BoardStatus): BoardRow['attention'] {
  return status.kind === 'held' || status.kind === 'overdue' || status.kind === 'stop' || status.kind === 'emergency'
    ? { stage: 'notified', since: status.since }
    : null;
}

const may = (event: string, verb: string, group: ActionView['group'], asks: ActionView['asks'] = []): ActionView => ({
  event,
  verb,
  asks,
  group,
  late: 'judgement',
  may: true,
  refusal: null,
});
const mayNot = (event: string, verb: string, group: ActionView['group'], says: string): ActionView => ({
  ...may(event, verb, group),
  may: false,
  refusal: { code: 'itemsMissing', says, missing: [] },
});

const item = (id: string, text: string, more: Partial<ItemView> = {}): ItemView => ({
  id,
  kind: 'attested',
  stop: 'hard',
  text,
  hint: null,
  status: 'pending',
  answer: { kind: 'choice', choices: [] },
  evidence: null,
  until: null,
  runsUntil: null,
  why: null,
  actions: [],
  source: 'C4',
  sourceStatus: 'approved',
  ...more,
});

const step = (short: string, mark: StepView['mark'], items: readonly ItemView[]): StepView => ({
  id: short.toLowerCase(),
  title: short,
  short,
  mark,
  standing: [],
  items,
  actions: [],
  complete: mayNot(`step.${short.toLowerCase()}.completed`, 'Complete step', 'step', '3 items still open'),
  completedBy: null,
});

/** Bed 9, held: the consent form has no side on it. Bed 7 is the same patient's screen while nothing is held. */
export function checklistOf(bed: number): Checklist {
  const row = boardRows('busy').find(({ place }) => place.bed === String(bed));
  if (row === undefined) throw new Error(`Nobody is being prepared in bed ${bed}`);
  const asked = { at: at('07:19'), by: 'A. Osei', how: 'said', value: true, says: 'MATCHES', reason: null } as const;
  const steps = [
    step('Identity', 'done', [
      item('nameAndBirthDate', 'Name, birth date', { status: 'satisfied', evidence: asked, until: at('07:49') }),
      item('wristband', 'Wristband matches the order', { kind: 'sensed', status: 'satisfied', evidence: asked }),
    ]),
    step('Consent', bed === 9 ? 'held' : 'done', [
      item('side', 'Consent form has the side on it', {
        ordered: 'Side ordered: LEFT',
        why: 'Form says "hernia repair"; order says LEFT. Only the surgeon can write it.',
      }),
      item('sideAgain', 'Second person confirms the side', {
        kind: 'secondPerson',
        why: 'Cannot start until the form has a side.',
      }),
    ]),
    step('Hygiene', bed === 9 ? 'open' : 'current', [
      item('handRub', 'Hands rubbed for 30 s'),
      item('site', 'Site is clean and marked'),
    ]),
    step('Explain', 'open', [
      item('teachBack', 'Patient says what will be done'),
      item('questions', 'Patient has no open question'),
    ]),
    step('Equipment', 'open', [
      item('weight', 'Weight today', { kind: 'measured' }),
      item('table', 'Table takes the weight'),
    ]),
  ];
  const missing = (subject: string, says: string, who: readonly Role[]) => ({ condition: subject, subject, says, who });
  return {
    preparation: row.preparation,
    revision: row.revision,
    head: row.head,
    digest: 'd'.repeat(64),
    at: morning,
    row,
    patient: { familyName: 'OKO', givenName: 'Robert', birthDate: '1993-06-03', sex: 'M', number: '4588120' },
    readiness:
      row.status.kind === 'held'
        ? {
            kind: 'held',
            reason: row.status.reason,
            owner: row.status.owner,
            since: row.status.since,
            lookAgainAt: row.status.lookAgainAt,
          }
        : {
            kind: 'notReady',
            missing: [
              missing('side', 'Consent form has no side on it.', ['proceduralist']),
              missing('sideAgain', 'A second person must confirm the side.', ['nurse', 'technician']),
              missing('handRub', 'Hands are not rubbed yet.', ['technician']),
              missing('teachBack', 'Not explained yet.', ['nurse', 'technician']),
              missing('weight', 'Not weighed yet.', ['technician']),
            ],
          },
    steps,
    actions: [
      row.status.kind === 'held'
        ? may('flow.resumed', 'Resume', 'flow')
        : may('flow.held', 'Hold', 'flow', ['reason', 'person', 'lookAgainAt']),
      may('responsibility.assigned', 'Assign', 'people', ['person']),
      may('attention.acknowledged', 'I have seen this', 'people'),
      may('consent.withdrawn', 'Withdraw consent', 'stop', ['reason']),
      may('emergency.declared', 'Emergency', 'stop'),
      may('plan.moved', 'Reschedule', 'plan', ['start', 'reason']),
      may('place.moved', 'Move to another bed', 'plan', ['place']),
      may('preparation.cancelled', 'Cancel preparation', 'plan', ['reason']),
      mayNot('handover.accepted', 'Hand over', 'flow', 'The patient is not ready: consent has no side on it.'),
    ],
    identityMatchedAt: at('07:18:41'),
  };
}

const entry = (
  revision: number,
  time: string,
  type: string,
  says: string,
  person: string | null = null,
  writtenDown: string | null = null,
) => ({
  revision,
  at: at(time),
  recordedAt: at(writtenDown ?? time),
  happenedAt: at(time),
  type,
  says,
  person,
  role: person === null ? null : 'technician',
  value: null,
  reason: null,
  note: null,
  afterMs: null,
  late: writtenDown !== null,
});
/** The same, of somebody who came in the evening before. */
export const overMidnight = () =>
  history.map((one) =>
    one.revision > 2 ? one : { ...one, at: one.at - 9 * 3_600_000, happenedAt: one.at - 9 * 3_600_000 },
  );
export const history = [
  entry(1, '07:02:00', 'preparation.opened', 'Started. Protocol hernia 3.2.0.'),
  entry(2, '07:18:41', 'item.wristband.matched', 'Wristband \u202688120 matches the order.', 'A. Osei'),
  {
    ...entry(
      3,
      '07:19:05',
      'item.nameAndBirthDate.attested',
      'Patient states name and birth date: answered',
      'A. Osei',
    ),
    value: 'MATCHES',
  },
  entry(4, '07:23:52', 'item.side.failed', 'Form read: side NOT WRITTEN. Order: LEFT.', 'B. Nunez'),
  entry(5, '07:24:10', 'flow.held', 'Held: waiting for surgeon.', 'B. Nunez'),
  // Tapped without a connection, and sent after what others did since.
  entry(6, '07:21:30', 'item.side.attested', 'Patient says "my left side, the lump".', 'A. Osei', '07:26'),
];
