/** The equipment screens with invented things: a morning with one fault, one recall and checks still to do. */
import { useEffect, useState } from 'react';
import { Equipment } from '../../src/equipment/equipment.tsx';
import type { Thing, ThingEntry, ThingType } from '../../src/equipment/read-equipment.ts';
import { typeOf, type Show } from '../../src/equipment/standing.ts';
import { ThingPanel } from '../../src/equipment/thing-panel.tsx';
import type { Freshness } from '../../src/ui/freshness.ts';
import { at, morning } from './fixtures.ts';

const hour = 3_600_000;
const day = 24 * hour;

const types: readonly ThingType[] = [
  {
    type: 'infusionPump',
    title: 'Infusion pump',
    checks: ['Casing and lead whole', 'Battery holds', 'Self-test passes', 'Alarm sounds'],
    cleanedBy: null,
    controls: [],
  },
  {
    type: 'gastroscope',
    title: 'Gastroscope',
    checks: ['Image clear', 'Angulation free', 'Leak test passed'],
    cleanedBy: 'cycle',
    controls: [],
  },
  {
    type: 'ecgMachine',
    title: 'ECG machine',
    checks: ['Leads whole', 'Battery holds', 'Test strip printed', 'Clock right'],
    cleanedBy: null,
    controls: [{ id: 'gain', title: 'Calibration pulse', unit: 'mm', atLeast: 9.5, atMost: 10.5 }],
  },
  { type: 'sterilePack', title: 'Sterile pack', checks: [], cleanedBy: null, controls: [] },
];

const check = (done: boolean) => ({ what: 'Start-of-day check', at: done ? at('07:05:00') + day : at('07:10:00') });
const thing = (asset: string, type: string, more: Partial<Thing> = {}): Thing => ({
  asset,
  type,
  title: types.find((one) => one.type === type)?.title ?? type,
  lot: null,
  standing: 'inService',
  says: null,
  why: null,
  ward: 'b4',
  lent: false,
  cycle: null,
  dues: [check(true), { what: 'Calibration', at: morning + 61 * day }],
  holder: null,
  version: 4,
  ...more,
});

const things: readonly Thing[] = [
  thing('ECG-0031', 'ecgMachine', {
    dues: [{ what: 'Calibration pulse', at: 0 }, check(true), { what: 'Maintenance', at: morning + 90 * day }],
  }),
  thing('ECG-0032', 'ecgMachine', { holder: { ward: 'b4', bed: '7' } }),
  thing('GS-0007', 'gastroscope', {
    cycle: '88213',
    dues: [{ what: 'Decontamination', at: morning + 2 * hour }, check(true)],
  }),
  thing('GS-0009', 'gastroscope', {
    cycle: '88190',
    dues: [{ what: 'Decontamination', at: morning - hour }, check(false)],
  }),
  thing('IP-0101', 'infusionPump', { lot: 'ALR-22', holder: { ward: 'b4', bed: '12' } }),
  thing('IP-0102', 'infusionPump', {
    standing: 'quarantined',
    why: 'Alarm or display',
    says: 'Infusion pump IP-0102 is put aside: Alarm or display. Bring another one.',
  }),
  thing('IP-0103', 'infusionPump', { dues: [check(false), { what: 'Calibration', at: morning + 61 * day }] }),
  thing('IP-0104', 'infusionPump', { ward: 'icu', lent: true, holder: { ward: null, bed: null } }),
  thing('IP-0105', 'infusionPump', { dues: [check(false), { what: 'Calibration', at: morning + 8 * day }] }),
  thing('lot:2027-118', 'sterilePack', {
    lot: '2027-118',
    ward: null,
    standing: 'quarantined',
    why: 'lot 2027-118 is recalled: Seal not tight',
    says: 'Sterile pack of lot 2027-118 is put aside: lot 2027-118 is recalled: Seal not tight. Bring another one.',
    dues: [{ what: 'Expiry date', at: morning + 300 * day }],
  }),
];

const line = (revision: number, time: number, happened: string, says: string, person = 'A. Osei'): ThingEntry => ({
  revision,
  at: time,
  person,
  role: happened === 'calledBack' ? 'system' : 'technician',
  happened,
  says,
});
const entries: readonly ThingEntry[] = [
  line(914, at('07:31:40'), 'calledBack', 'Taken back from 1 patient being prepared'),
  line(913, at('07:31:39'), 'faulted', 'Fault: Alarm or display'),
  line(870, at('07:05:00'), 'checkPassed', 'Start-of-day check passed', 'J. Kim'),
  line(402, morning - 12 * day, 'calibrated', 'Calibrated, next 11 NOV 2027', 'E. Lund'),
  line(11, morning - 400 * day, 'registered', 'Registered', 'E. Lund'),
];

const titles = new Map([
  ['b4', '4B'],
  ['icu', 'Intensive care'],
]);

interface EquipmentScreenProps {
  readonly state: string;
  readonly freshness: Freshness;
}

export function EquipmentScreen({ state, freshness }: EquipmentScreenProps) {
  const [show, setShow] = useState<Show>(state === 'checks' ? 'checks' : state === 'due' ? 'due' : 'all');
  const [opened, setOpened] = useState<string | null>(
    { thing: 'IP-0102', fault: 'IP-0102', measure: 'ECG-0031', move: 'IP-0101', recall: 'IP-0101' }[state] ?? null,
  );
  const [faulting, setFaulting] = useState(state === 'fault');
  // The form stands open when its button was pressed, as a hand would.
  useEffect(() => {
    const named = { move: 'Lent out', recall: 'Recall lot' }[state];
    const buttons = [...document.querySelectorAll('button')];
    if (named !== undefined) buttons.find(({ textContent }) => textContent.startsWith(named))?.click();
  }, [state]);
  const [find, setFind] = useState('');
  const one = things.find(({ asset }) => asset === opened);
  const act = async () => null;
  return (
    <Equipment
      things={state === 'connecting' || state === 'error' ? null : state === 'empty' ? [] : things}
      types={types}
      titles={titles}
      freshness={freshness}
      lastNews={morning}
      problem={
        state === 'error'
          ? {
              type: '/problems/not-allowed',
              title: 'Not allowed',
              status: 403,
              detail: 'Sign in to see the equipment log.',
            }
          : null
      }
      me={{ name: 'E. Lund', role: 'clinicalEngineer' }}
      show={show}
      onShow={setShow}
      find={find}
      onFind={setFind}
      opened={opened}
      onOpen={setOpened}
      onFailed={({ asset }) => {
        setOpened(asset);
        setFaulting(true);
      }}
      act={act}
      panel={
        one === undefined ? null : (
          <ThingPanel
            thing={one}
            type={typeOf(one, types)}
            entries={entries}
            at={morning}
            role="clinicalEngineer"
            titles={titles}
            staff={[]}
            act={act}
            lookHeld={async () => ({ ok: true, value: { things: 14, preparations: 3 } })}
            faulting={faulting}
            onFaulting={setFaulting}
            onClose={() => setOpened(null)}
          />
        )
      }
    />
  );
}
