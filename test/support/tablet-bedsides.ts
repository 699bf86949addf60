/**
 * Real checklists for the gallery: shipped protocols played to a moment, by the machine that decides. What the tablet
 * shows of them is what a ward would see, so a word that is missing or too long for its place is seen here.
 */
import type { Actor, AssetFact, Checklist, Command, Instant } from '../../machines/index.ts';
import { Bedside } from './bedside.ts';
import { elsewhere } from './elsewhere.ts';
import { happyPath } from './happy-path.ts';
import { inService, shippedProtocol } from './imaging.ts';
import { hour, minute, nurse, proceduralist, secondTechnician, server, technician } from './protocol.ts';

/** The gallery's morning: 07:38:08 on 23 November 2026, and the procedure at 09:10. */
const now: Instant = Date.UTC(2026, 10, 23, 7, 38, 8);
const start: Instant = Date.UTC(2026, 10, 23, 9, 10);
const day = 24 * hour;
const giver: Actor = { ...nurse, competences: ['transfusion'] };
const levelTwo: Actor = { ...nurse, competences: ['mrLevel2'] };

type Act = readonly [event: string, more?: Partial<Command>, actor?: Actor, wait?: number];
const said = (item: string, value: string | number, more: Partial<Command> = {}, actor: Actor = nurse): Act => [
  `item.${item}.attested`,
  { value, ...more },
  actor,
];
const measured = (item: string, value: number | string, more: Partial<Command> = {}, actor: Actor = nurse): Act => [
  `item.${item}.measured`,
  { value, ...more },
  actor,
];
const scanned = (item: string, asset: AssetFact): Act => [`item.${item}.sensed`, { value: asset.asset, asset }, nurse];

const arrived: readonly Act[] = [
  ['patient.arrived'],
  ['responsibility.taken'],
  ['item.wristband.sensed', { value: '9990012345' }, nurse],
  said('statesName', 'both'),
];
const identified: readonly Act[] = [
  ...arrived,
  said('procedureMatches', 'match'),
  said('papersMatch', 'theirs'),
  said('allergies', 'none'),
  ['step.identity.completed'],
];
const told: readonly Act[] = [said('communicationNeeds', 'none'), said('explained', 'told')];

interface Scene {
  readonly protocol: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly acts: readonly Act[];
  readonly step: string;
  readonly taps?: readonly string[];
  /** Whose tablet it is. */
  readonly by?: Actor;
}

const mri = { contrast: 'groupTwo', sedation: 'none', side: 'none' };
const scope = { bleedingRisk: 'high', antithrombotic: 'warfarin', diabetes: 'yes' };
const blood = { component: 'redCells', unitNumber: 'G051726123456', patientAbo: 'a', patientRhd: 'positive' };
const bloodReady: readonly Act[] = [
  ...identified,
  ...told,
  said('teachBack', 'correct'),
  said('afterwards', 'told'),
  ['step.explanation.completed'],
];

/** Ready on the ward, at the pace of the happy path's own taps. */
const ready: readonly Act[] = happyPath.map(({ command: { event, ...more }, actor, wait }) => [
  event,
  more,
  actor,
  wait,
]);
const ownFacts = { fasting: 'none', armRestriction: 'none' };
const receiver: Actor = proceduralist;
const away = { protocol: 'elsewhere', facts: ownFacts, step: 'identity' };

const scenes: Readonly<Record<string, Scene>> = {
  'real-endoscopy-inr': {
    protocol: 'upper-gi-endoscopy',
    facts: scope,
    acts: [...identified, ...told, said('bleedingRisk', 'high'), said('bloodThinner', 'warfarin')],
    step: 'consent',
    by: nurse,
  },
  'real-endoscopy-scope': {
    protocol: 'upper-gi-endoscopy',
    facts: scope,
    acts: identified,
    step: 'equipment',
    by: nurse,
  },
  'real-endoscopy-scope-aside': {
    protocol: 'upper-gi-endoscopy',
    facts: scope,
    acts: [...identified, scanned('scope', inService('gastroscope', { asset: 'SCOPE-12', standing: 'quarantined' }))],
    step: 'equipment',
    by: nurse,
  },
  'real-endoscopy-fasting': {
    protocol: 'upper-gi-endoscopy',
    facts: scope,
    acts: [...identified, ...told, said('teachBack', 'unable'), measured('lastClearDrink', now - 20 * minute)],
    step: 'explanation',
    by: nurse,
  },
  // An answer of a step that was completed, taken back and given again: nobody has tapped "Complete step" since.
  'real-answered-since': {
    protocol: 'mri',
    facts: mri,
    acts: [
      ...identified,
      ['item.statesName.corrected', { reason: 'undo' }, nurse],
      ['item.statesName.attested', { value: 'both' }, nurse, 3 * minute],
    ],
    step: 'identity',
  },
  'real-mri-screening': { protocol: 'mri', facts: mri, acts: identified, step: 'explanation' },
  'real-mri-second': {
    protocol: 'mri',
    facts: mri,
    acts: [
      ...identified,
      ...told,
      said('teachBack', 'correct'),
      said('formComplete', 'complete', {}, technician),
      said('activeImplant', 'no', {}, secondTechnician),
    ],
    step: 'explanation',
    by: secondTechnician,
  },
  'real-mri-weight': {
    protocol: 'mri',
    facts: mri,
    acts: [
      ...identified,
      ...told,
      said('teachBack', 'correct'),
      said('renalRisk', 'yes'),
      measured('weight', 212),
      measured('egfr', 28, { takenAt: now - 5 * day }),
      [
        'item.weight.overridden',
        { reason: 'Does not apply here', note: 'Table of MR-2 carries 250 kg' },
        proceduralist,
      ],
      [
        'item.egfr.overridden',
        { reason: 'Benefit outweighs risk', note: 'Group II agent, radiologist agrees' },
        proceduralist,
      ],
    ],
    step: 'explanation',
  },
  'real-ct': {
    protocol: 'ct-contrast',
    facts: { contrast: 'given', side: 'none' },
    acts: identified,
    step: 'explanation',
  },
  'real-ct-egfr': {
    protocol: 'ct-contrast',
    facts: { contrast: 'given', side: 'none', setting: 'outpatient' },
    acts: [
      ...identified,
      ...told,
      said('metformin', 'yes'),
      said('renalDisease', 'yes'),
      measured('egfr', 28, { takenAt: now - 3 * day }),
    ],
    step: 'explanation',
    by: proceduralist,
  },
  'real-ct-scanner': {
    protocol: 'ct-contrast',
    facts: { contrast: 'given', side: 'none' },
    acts: [...identified, scanned('scanner', inService('ctScanner', { asset: 'CT-1', until: start + hour }))],
    step: 'equipment',
  },
  'real-blood-bag': { protocol: 'transfusion', facts: blood, acts: bloodReady, step: 'equipment', by: giver },
  'real-blood-lapsed': {
    protocol: 'transfusion',
    facts: blood,
    acts: [
      ...bloodReady,
      said('bloodSet', 'right'),
      said('rateControl', 'gravity'),
      measured('leftStorage', now - 32 * minute),
    ],
    step: 'equipment',
    by: giver,
  },
  'real-blood-stops': {
    protocol: 'transfusion',
    facts: blood,
    acts: [...bloodReady, ['capacity.doubted'], ['band.missing', { reason: 'More than one' }], ['interpreter.needed']],
    step: 'consent',
  },
  'real-consent-given': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: ready.slice(0, ready.findIndex(([event]) => event === 'consent.given') + 1),
    step: 'consent',
  },
  'real-consent-next': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: ready.slice(
      0,
      ready.findIndex(([event]) => event === 'consent.given'),
    ),
    step: 'consent',
  },
  'real-tube-count': {
    protocol: 'venepuncture',
    facts: { ...ownFacts, tubes: '2 EDTA, 1 serum' },
    acts: ready.slice(
      0,
      ready.findIndex(([event]) => event === 'item.tubeCount.measured'),
    ),
    step: 'equipment',
  },
  'real-tubes-not-said': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: ready.slice(
      0,
      ready.findIndex(([event]) => event === 'item.tubeCount.measured'),
    ),
    step: 'equipment',
  },
  'real-offline-done': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: [['patient.arrived']],
    step: 'explanation',
    taps: [
      'responsibility.taken',
      'item.wristband.sensed',
      'item.statesName.attested',
      'step.identity.completed',
      'item.explained.attested',
    ],
  },
  'real-stop-here': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: [['patient.arrived'], ['responsibility.taken']],
    step: 'equipment',
    taps: ['consent.refused'],
  },
  // Ready, and then another bed's wristband was scanned.
  'real-ready-stop-here': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: ready,
    step: 'identity',
    taps: ['identity.mismatched'],
  },
  // Another wristband was scanned out of reach of the server, by somebody with a long name, and sent later.
  'real-stop-late': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: [
      ...ready,
      [
        'identity.mismatched',
        { value: '9990054321', reason: 'Another wristband was scanned', happenedAt: now - 36 * minute },
        { ...secondTechnician, person: 'm-featherstonehaugh-Marjoribanks' },
        36 * minute,
      ],
    ],
    step: 'identity',
    by: nurse,
  },
  'real-way-ready': { ...away, acts: ready },
  'real-way-called': {
    ...away,
    acts: [...identified.slice(0, 4), said('allergies', 'none'), ['patient.calledFor', {}, receiver]],
    step: 'explanation',
  },
  'real-way-left': { ...away, acts: [...ready, ['patient.calledFor', {}, receiver], ['patient.left']], by: receiver },
  'real-way-there': {
    ...away,
    acts: [...ready, ['patient.left'], ['patient.received', {}, receiver]],
    by: receiver,
  },
  'real-elsewhere': { ...away, acts: [...ready, ['patient.leftForOther', { note: 'CT of the chest' }, server]] },
  'real-kept-elsewhere': { ...away, acts: [...ready, ['patient.keptByOther', { note: 'CT of the chest' }, server]] },
  'real-gone-warned': {
    protocol: 'venepuncture',
    facts: ownFacts,
    acts: [...ready.filter(([event]) => event !== 'item.faints.attested'), ['handover.accepted', {}, nurse]],
    step: 'identity',
  },
  'real-gone-exception': {
    ...away,
    protocol: 'venepuncture',
    acts: [
      ...ready.filter(([event]) => !event.includes('teachBack')).slice(0, 7),
      said('teachBack', 'unable'),
      [
        'item.teachBack.overridden',
        { reason: 'Done another way', note: 'Daughter, who stays, said it back' },
        proceduralist,
      ],
      ...ready.slice(ready.findIndex(([event]) => event.includes('teachBack')) + 1),
      ['handover.accepted', {}, nurse],
    ],
  },
  'real-second-number': {
    protocol: 'upper-gi-endoscopy',
    facts: scope,
    acts: [
      ...identified,
      scanned('scope', inService('gastroscope', { asset: 'SCOPE-12' })),
      measured('scopeOut', now - 20 * minute),
      said('scopeCycle', 40_178),
    ],
    step: 'equipment',
    by: nurse,
  },
  'real-limits': {
    protocol: 'mri',
    facts: mri,
    acts: [
      ...identified,
      ['consent.limited', { note: 'No contrast: felt very ill after it in 2019' }],
      ['consent.limitsAccepted', { note: 'Without contrast, agreed with the patient' }, proceduralist],
    ],
    step: 'consent',
    by: levelTwo,
  },
};

export interface Played {
  readonly checklist: Checklist;
  /** What was tapped since, out of reach of the server. */
  readonly taps: readonly string[];
  readonly step: string;
  /** Whose tablet it is. */
  readonly by: Pick<Actor, 'person' | 'role'>;
}

/** By state of the gallery: the checklist, and which step is shown. */
export function bedsides(): Readonly<Record<string, Played>> {
  const pace = 25_000;
  return Object.fromEntries(
    Object.entries(scenes).map(([name, { protocol, facts, acts, step, taps = [], by = technician }]) => {
      const bedside = new Bedside(
        {
          at: now - acts.reduce((sum, [, , , wait = pace]) => sum + wait, pace),
          start,
          order: { number: 'ORD-1', version: 1, facts },
          patient: { familyName: 'Roe', givenName: 'Maria', birthDate: '1959-03-12', sex: 'F', number: '90112345' },
          place: { ward: 'b4', bed: '12' },
        },
        protocol === 'elsewhere' ? elsewhere() : shippedProtocol(protocol),
      );
      for (const [event, given = {}, actor = technician, wait = pace] of acts)
        bedside.does(event, event.endsWith('wristband.sensed') ? { value: '90112345' } : given, actor, wait);
      bedside.at = now;
      return [name, { checklist: bedside.checklist(by), taps, step, by: { person: by.person, role: by.role } }];
    }),
  );
}
