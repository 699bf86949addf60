/** Records to print, made by the real machines and the server's own paper: one patient's whole morning, and a ward of thirty. */
import { boardRow, checklist, type ChartEvent, type Protocol } from '../../machines/index.ts';
import { recordPaper, type RecordPaper } from '../../server/preparations/record-paper.ts';
import { openedEvent, type Log } from '../../server/preparations/log.ts';
import { siteFrom } from '../../server/site.ts';
import { Bedside } from './bedside.ts';
import { elsewhere } from './elsewhere.ts';
import { anOpening, chargeNurse, hour, minute, nurse, secondTechnician, technician } from './protocol.ts';

const longReason =
  'The interpreter was called away to the emergency department after the second question and will not be back before the ' +
  'scanner is free; the patient answered the first two correctly and asks not to be moved to another day. ';
const names: Readonly<Record<string, string>> = {
  'a-osei': 'A. Osei',
  'b-nunez': 'B. Nunez',
  'c-ito': 'C. Ito',
  'j-kim': 'J. Kim',
};
const site = siteFrom({
  id: 'test',
  title: 'Test site',
  wards: [{ ward: 'w4B', title: '4B', beds: ['1', '12'], phone: '4100' }],
});

/** A second person, an override with a long reason, a correction, an answer that lapsed, and a hand-over sheet's worth of talk. */
export function wholeMorning(protocol: Protocol = elsewhere()): Bedside {
  const bedside = new Bedside(
    {
      patient: {
        familyName: '\u0627\u0644\u062e\u0648\u0627\u0631\u0632\u0645\u064a',
        givenName: '\u0645\u0631\u064a\u0645 \u0639\u0628\u062f \u0627\u0644\u0631\u062d\u0645\u0646',
        birthDate: '1959-03-12',
        sex: 'F',
        number: '9990012345',
      },
      order: { number: 'ORD-1', version: 1, facts: { fasting: 'none', armRestriction: 'left' } },
    },
    protocol,
  );
  return bedside
    .prepared('item.explained.attested')
    .does('item.explained.corrected', { reason: 'Wrong leaflet', note: 'It was the one for ultrasound' })
    .does('item.explained.attested', { value: 'told' })
    .does(
      'item.teachBack.overridden',
      { reason: 'Not possible in time', note: `Interpreter called away. ${longReason.repeat(8).trim()}` },
      nurse,
    )
    .does('step.explanation.completed')
    .does('consent.given', {}, nurse)
    .does('item.happyToGoAhead.attested', { value: 'yes' })
    .does('item.arm.attested', { value: 'right' })
    .does('item.arm.agreed', { value: 'right' }, secondTechnician)
    .does('responsibility.offered', { person: 'b-nunez', reason: 'To be watched', note: 'Faint once before' })
    .does('responsibility.taken', { note: 'I ask about the needle first' }, nurse)
    .waits(40 * minute)
    .does('flow.held', { reason: 'Waiting for the scanner', lookAgainAt: bedside.at + 41 * minute }, chargeNurse);
}

/** The record as the server prints it. */
export const paperOf = (bedside: Bedside, approved = false): Promise<RecordPaper> =>
  recordPaper(
    { protocol: bedside.protocol, state: bedside.now(), log: logOf(bedside) },
    {
      protocols: {
        approved: async () => approved,
        approvals: async () =>
          approved ? ['b-nunez', 'c-ito'].map((person) => ({ person, at: bedside.opening.at })) : [],
      },
      directory: {
        list: async () => [],
        competences: async () => [],
        find: async (id) =>
          names[id] === undefined ? null : { id, name: names[id], initials: 'XX', role: 'nurse', wards: [] },
      },
      site,
      version: '1.2.3',
    },
  );

function logOf({ opening, events }: Bedside): Log {
  const { at, start, order, patient, place } = opening;
  const first: ChartEvent = {
    type: openedEvent,
    at,
    class: { role: 'system', who: 'other', value: 'none' },
    payload: { start, order, patient, place },
  };
  return {
    opening,
    entries: [first, ...events].map((event, index) => ({
      event,
      hash: String(index),
      meta: {
        format: 1,
        preparation: opening.preparation,
        revision: index + 1,
        at: event.at,
        recordedAt: event.at,
        happenedAt: null,
        command: null,
        factVersions: { order: 1 },
        type: event.type,
        class: event.class,
        actor: event.payload.by ?? null,
        digest: 'd1'.repeat(32),
        prev: String(index - 1),
      },
    })),
  };
}

/** Thirty patients somewhere on their way, one of them ready and three in trouble, as the hand-over sheet fetches them. */
export function wardOfThirty() {
  const patients = Array.from({ length: 30 }, (_none, index) => {
    const bed = String(index + 1);
    const opening = anOpening();
    const bedside = new Bedside(
      {
        preparation: `preparation-${bed}`,
        place: { ward: 'w4B', bed: index === 29 ? null : bed },
        start: opening.at + hour + index * 10 * minute,
        patient: {
          ...opening.patient,
          familyName:
            index === 3
              ? '\u05db\u05d4\u05df-\u05dc\u05d5\u05d9'
              : index === 4
                ? 'Featherstonehaugh-Cholmondeley-Warner'
                : `Patient${bed}`,
          givenName: index === 3 ? '\u05e9\u05e8\u05d4' : index === 4 ? 'Maximiliana Alexandrina' : 'Test',
        },
      },
      elsewhere(),
    );
    const stages = [
      'patient.arrived',
      'step.identity.completed',
      'step.explanation.completed',
      'item.tubeCount.measured',
    ];
    bedside.prepared(index === 6 ? undefined : stages[index % stages.length]);
    if (index === 1) bedside.does('flow.held', { reason: longReason.slice(0, 199) });
    if (index === 2) bedside.does('consent.withdrawn', { reason: 'Changed her mind' });
    const meta = { revision: 1, head: 'head', digest: 'digest', approved: index % 3 !== 0 };
    return {
      row: boardRow(bedside.protocol, bedside.now(), meta),
      checklist: index === 5 ? null : checklist(bedside.protocol, bedside.now(), technician, meta),
    };
  });
  const beds = Array.from({ length: 30 }, (_none, index) => String(index + 1));
  return {
    layout: { ward: 'w4B', title: '4B', beds, phone: '4100', inUse: [], shiftHours: 12 },
    patients,
    at: patients[0]?.checklist?.at ?? 0,
  };
}
