/** Bed 12 on the gallery's invented morning, one checklist for each state of the tablet. No real people. */
import type {
  ActionView,
  BoardRow,
  BoardStatus,
  Checklist,
  ItemView,
  LineStop,
  ShownEvidence,
  StepView,
} from '../../machines/index.ts';
import type { StaffMember } from '../../src/link/staff.ts';
import type { Card, Waiting } from '../../src/link/waiting.ts';
import { at, boardRows, morning } from './fixtures.ts';

export const staff: readonly StaffMember[] = [
  { id: 'p-osei', name: 'A. Osei', initials: 'AO', role: 'technician' },
  { id: 'p-nunez', name: 'B. Nunez', initials: 'BN', role: 'nurse' },
  { id: 'p-ito', name: 'C. Ito', initials: 'CI', role: 'chargeNurse', phone: '2441' },
  { id: 'p-kim', name: 'J. Kim', initials: 'JK', role: 'technician' },
  { id: 'p-ahlgren', name: 'Dr Ahlgren', initials: 'KA', role: 'proceduralist' },
];
export const me = { id: 'p-osei', name: 'A. Osei', role: 'technician' } as const;

const action = (event: string, verb: string, more: Partial<ActionView> = {}): ActionView => ({
  event,
  verb,
  asks: [],
  late: 'work',
  group: 'item',
  may: true,
  refusal: null,
  ...more,
});
const refusal = (says: string, code: 'itemsMissing' | 'notYours' | 'notNow' = 'itemsMissing') => ({
  code,
  says,
  missing: [],
});
const seen = (time: string, by: string, says: string | null, how: ShownEvidence['how'] = 'said'): ShownEvidence => ({
  at: at(time),
  by,
  how,
  value: says,
  says,
  reason: null,
});

export function item(id: string, kind: ItemView['kind'], text: string, more: Partial<ItemView> = {}): ItemView {
  const happened = { sensed: 'sensed', attested: 'attested', measured: 'measured', secondPerson: 'attested' }[kind];
  return {
    id,
    kind,
    stop: 'hard',
    text,
    hint: null,
    status: 'pending',
    answer: {
      kind: 'choice',
      choices: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    },
    evidence: null,
    until: null,
    runsUntil: null,
    why: null,
    actions: [action(`item.${id}.${happened}`, 'Answer', { asks: ['value'] })],
    source: 'MHRA Safety Guidelines for MRI Equipment 2021, 4.11',
    sourceStatus: 'general knowledge',
    ...more,
  };
}

const correct = (id: string): ActionView => action(`item.${id}.corrected`, 'Correct this', { asks: ['reason'] });
const metal = {
  kind: 'choice',
  choices: [
    { value: 'allOff', label: 'ALL OFF' },
    { value: 'some', label: 'NOT ALL OFF' },
  ],
} as const;

export const weight = item('weight', 'measured', 'Weight today, read from the scale', {
  hint: 'Couch limit 220 kg. Type what it shows.',
  answer: { kind: 'number', unit: 'kg', min: 2, max: 220, decimals: 1 },
});
const bulb = item('bulb', 'attested', 'Call bulb rings when squeezed', {
  status: 'expired',
  until: at('07:38'),
  evidence: seen('07:08', 'p-osei', 'RANG'),
  answer: {
    kind: 'choice',
    choices: [
      { value: 'rang', label: 'RANG' },
      { value: 'silent', label: 'DID NOT RING' },
    ],
  },
  actions: [action('item.bulb.attested', 'Test again', { asks: ['value'] })],
});

export const equipment: readonly ItemView[] = [
  item('scanner', 'sensed', 'Scanner MR-2 passed its daily check', {
    status: 'satisfied',
    evidence: { ...seen('07:30', 'scanner', '06:50', 'record') },
    actions: [],
  }),
  item('metalOff', 'attested', 'Metal off: jewellery, patches, hearing aids', { status: 'pending', answer: metal }),
  bulb,
  weight,
  item('metalAgain', 'secondPerson', 'Second person repeats the metal questions', {
    status: 'awaiting',
    answer: metal,
    evidence: { ...seen('07:36', 'p-nunez', null), value: null },
    actions: [action('item.metalAgain.agreed', 'Answer', { asks: ['value'], late: 'judgement' })],
  }),
  item('wheelchair', 'sensed', 'Swap wheelchair for an MR-safe one', {
    status: 'notNeeded',
    why: 'Rule EQ-7: walks unaided (nursing record 06:55)',
    actions: [],
  }),
];

const startRub = [action('item.handRub.started', 'Start hand rub')];
const handRub = (more: Partial<ItemView>): ItemView =>
  item('handRub', 'attested', 'Hand rub, 30 seconds, before you touch', {
    answer: { kind: 'timer', takesMs: 30_000 },
    ...more,
  });

/** One open item of each kind, to be drawn one after another. */
export const openItems: Readonly<Record<string, ItemView>> = {
  choice: item('side', 'attested', 'Which side is on the consent form?', {
    hint: 'Read it from the form, not from the list.',
    answer: {
      kind: 'choice',
      choices: [
        { value: 'left', label: 'LEFT' },
        { value: 'right', label: 'RIGHT' },
        { value: 'none', label: 'NO SIDE' },
      ],
    },
  }),
  number: weight,
  clock: item('lastAte', 'measured', 'When did the patient last eat?', {
    hint: null,
    answer: { kind: 'clock', hoursMax: 48, none: 'NONE IN TWO DAYS' },
  }),
  timer: handRub({ hint: 'Palms, backs, between, thumbs, nails.', actions: startRub }),
  'timer-long': item('contact', 'attested', 'Scope wiped, 2 minutes of contact', {
    hint: 'It stays wet until the time is up.',
    answer: { kind: 'timer', takesMs: 120_000 },
    actions: [action('item.contact.started', 'Start')],
  }),
  counted: item('handRub', 'attested', 'Hand rub, 30 seconds, before you touch', {
    status: 'satisfied',
    until: morning + 103_000,
    answer: { kind: 'timer', takesMs: 30_000 },
    evidence: { by: 'p-osei', at: morning - 17_000, how: 'said', value: null, says: null, reason: null },
  }),
  running: handRub({ status: 'running', runsUntil: morning + 21_000, actions: startRub }),
  'time-up': handRub({ status: 'running', runsUntil: morning - 4_000, actions: startRub }),
  scan: item('wristband', 'sensed', 'Wristband matches the order', { answer: { kind: 'scan', of: 'patient.number' } }),
  second: item('metalEyes', 'secondPerson', 'Two people: is there metal in the eyes?', {
    answer: {
      kind: 'choice',
      choices: [
        { value: 'none', label: 'NONE' },
        { value: 'yes', label: 'YES' },
        { value: 'unknown', label: 'NOT KNOWN' },
      ],
    },
    hint: 'You first. The second person does not see your answer.',
  }),
};

export const doneItems: readonly ItemView[] = [
  item('states', 'attested', 'Patient states name and birth date', {
    status: 'satisfied',
    evidence: seen('07:31', 'p-osei', 'BOTH RIGHT'),
    until: at('07:46'),
    actions: [correct('states')],
  }),
  item('failed', 'attested', 'Allergies read from wristband and chart', {
    status: 'failed',
    evidence: seen('07:33', 'p-osei', 'DIFFER'),
    actions: [
      action('item.failed.attested', 'Read again', { asks: ['value'] }),
      action('item.failed.overridden', 'Override', {
        asks: ['reason', 'note'],
        reasons: ['Benefit outweighs risk', 'Done another way', 'Documented elsewhere', 'Not possible in time'],
        reasonsOnly: true,
        late: 'judgement',
      }),
    ],
  }),
  item('over', 'measured', 'Creatinine not older than 7 days', {
    stop: 'override',
    status: 'overridden',
    evidence: { ...seen('07:20', 'p-ahlgren', null), reason: 'Benefit outweighs risk', note: 'Seen on the ward' },
    actions: [correct('over')],
  }),
  item('disputed', 'secondPerson', 'Two people: side marked on the skin', {
    status: 'disputed',
    actions: [action('item.disputed.resolved', 'Resolve', { asks: ['reason'], late: 'judgement' })],
  }),
  item('later', 'attested', 'Teach-back: how would you stop the scan?', {
    actions: [
      action('item.later.attested', 'Answer', {
        asks: ['value'],
        may: false,
        refusal: refusal('Check who the patient is first.'),
      }),
    ],
  }),
  item('deferred', 'attested', 'Jewellery in a named bag', { status: 'deferred', actions: [] }),
];

const shorts = ['Identity', 'Consent', 'Hygiene', 'Explain', 'Equipment'] as const;
const step = (
  index: number,
  mark: LineStop['mark'],
  items: readonly ItemView[],
  more: Partial<StepView> = {},
): StepView => {
  const short = shorts[index] ?? 'Step';
  return {
    id: short.toLowerCase(),
    title: short === 'Equipment' ? 'Equipment for MRI' : short,
    short,
    mark,
    standing: [],
    items,
    actions: [],
    complete: action(`step.${short.toLowerCase()}.completed`, 'Complete step', {
      group: 'step',
      may: false,
      refusal: refusal('Something comes first.'),
    }),
    completedBy: mark === 'done' ? { person: 'p-osei', at: at('07:33') } : null,
    ...more,
  };
};

const stops: readonly ActionView[] = [
  action('identity.mismatched', 'Report a mismatch', { group: 'stop', late: 'stop', asks: ['reason'] }),
  action('consent.withdrawn', 'Withdraw consent', { group: 'stop', late: 'stop', asks: ['reason'] }),
  action('hygiene.contaminated', 'Report contamination', { group: 'stop', late: 'stop', asks: ['reason'] }),
  action('question.raised', 'Patient has a question', { group: 'stop', late: 'stop', asks: ['note'] }),
  action('equipment.faulted', 'Report a fault', { group: 'stop', late: 'stop', asks: ['reason'] }),
  action('emergency.declared', 'Emergency', { group: 'stop', late: 'stop' }),
];
const hold = action('flow.held', 'Hold', { group: 'flow', late: 'stop', asks: ['reason', 'person', 'lookAgainAt'] });
const people = [
  action('responsibility.offered', 'Offer to a colleague', { group: 'people', late: 'judgement', asks: ['person'] }),
];

export function checklist(
  items: readonly ItemView[] = equipment,
  more: Partial<Checklist> = {},
  status?: BoardStatus,
  at4: Partial<StepView> = {},
): Checklist {
  const row = rows('busy').find(({ place }) => place.bed === '12');
  if (row === undefined) throw new Error('The gallery has no bed 12');
  const steps = [0, 1, 2, 3].map((index) => step(index, 'done', []));
  return {
    preparation: row.preparation,
    revision: 12,
    head: row.head,
    digest: 'd'.repeat(64),
    at: morning,
    row: status === undefined ? row : { ...row, status },
    patient: { familyName: 'Roe', givenName: 'Maria', birthDate: '1959-03-12', sex: 'F', number: '90112345' },
    readiness: { kind: 'notReady', missing: [] },
    steps: [...steps, step(4, 'current', items, at4)],
    actions: [...stops, hold, ...people],
    identityMatchedAt: at('07:31'),
    ...more,
  };
}

/** As a patient who has gone: nothing more is stopped, and one of the stops has reasons of its own. */
export const refusedStops = (): readonly ActionView[] =>
  checklist().actions.map((action, index) => ({
    ...action,
    may: action.group !== 'stop',
    refusal:
      action.group === 'stop' ? { code: 'ended', says: 'This preparation has ended.', missing: [] } : action.refusal,
    ...(index === 1 ? { asks: [], reasons: ['Patient says so', 'Relative says so'] } : {}),
  }));

/** Bed 12 at Hygiene, and the same patient once J. Kim has finished that and Explain on another tablet. */
export function finishedByOthers(finished: boolean): Checklist {
  const asked = [item('rubbed', 'attested', 'Hand rub before touching the patient'), weight];
  const done = asked.map((one) => ({ ...one, status: 'satisfied' as const, evidence: seen('07:38', 'p-kim', 'DONE') }));
  const by = { person: 'p-kim', at: at('07:39') };
  const of = (index: number): StepView =>
    finished ? step(index, 'done', done, { completedBy: by }) : step(index, index === 2 ? 'current' : 'open', asked);
  return checklist([], {
    steps: [step(0, 'done', []), step(1, 'done', []), of(2), of(3), step(4, finished ? 'current' : 'open', equipment)],
  });
}

export function rows(situation: 'busy' | 'empty'): readonly BoardRow[] {
  const names: Readonly<Record<string, Partial<BoardRow['patient']>>> = {
    '12': { birthDate: '1959-03-12', lastFive: '12345' },
    '21': { lastFive: '12354' },
  };
  return boardRows(situation).map((row) => ({
    ...row,
    patient: { ...row.patient, ...names[row.place.bed ?? ''] },
    responsible: ['4', '7', '9', '12', '3'].includes(row.place.bed ?? '') ? me.id : null,
    ...(row.place.bed === '3' ? { status: { kind: 'notStarted', arrived: false } as const } : {}),
  }));
}

export function waiting(
  seq: number,
  event: string,
  what: string,
  value: string | null,
  time: string,
  preparation = 'preparation-12',
): Waiting {
  const id = `command-${seq}`;
  const wallTime = at(time);
  return {
    seq,
    id,
    untilShown: true,
    verdict: null,
    says: { patient: 'M. ROE', bed: '12', what, value, by: me.id },
    message: {
      format: 1,
      id,
      preparation,
      event,
      grant: 'grant-0001',
      device: { id: 'device-01', seq },
      digest: 'd'.repeat(64),
      base: { revision: 12, head: '12'.padStart(64, '0') },
      previous: null,
      wallTime,
      lastSync: wallTime - 4_000,
      elapsed: 4_000,
    },
  };
}

export const metalSaved: Waiting = waiting(
  1,
  'item.metalOff.attested',
  'Metal off: jewellery, patches, hearing aids',
  'ALL OFF',
  '07:38:01',
);

export const cards: readonly Card[] = [
  {
    id: 'command-9',
    seq: 9,
    preparation: 'preparation-12',
    event: 'item.bulb.attested',
    says: { patient: 'M. ROE', bed: '12', what: 'Call bulb rings when squeezed', value: 'RANG', by: me.id },
    tappedAt: at('07:31:40'),
    answeredAt: at('07:36:02'),
    kind: 'needsPerson',
    detail: 'Things changed while this tablet was not connected. Look at the patient again and decide.',
    changed: [
      {
        event: 'item.bulb.attested',
        item: 'bulb',
        says: 'Call bulb rings when squeezed',
        by: 'p-kim',
        at: at('07:34'),
        was: 'RANG',
        is: 'DID NOT RING',
      },
      { event: 'plan.moved', says: 'Start moved', by: 'p-ito', at: at('07:35'), was: at('08:00'), is: at('08:20') },
      { event: 'equipment.faulted', says: 'Equipment fault', by: 'p-nunez', at: at('07:35'), was: null, is: null },
    ],
  },
  {
    id: 'command-10',
    seq: 10,
    preparation: 'preparation-9',
    event: 'flow.resumed',
    says: { patient: 'R. OKO', bed: '9', what: 'Resume', value: null, by: me.id },
    tappedAt: at('07:32:10'),
    answeredAt: at('07:36:02'),
    kind: 'refused',
    detail: 'This is a decision. It is never made from a tablet that is not connected.',
  },
];
