/** The equipment screens' own decisions: what a thing is shown as, what belongs to each view, which buttons there are. */
import { expect } from 'chai';
import { actionsFor } from '../../src/equipment/actions.ts';
import { readList, readThing, type Thing, type ThingType } from '../../src/equipment/read-equipment.ts';
import { isShown, saysDue, saysWhere, shows, signOf } from '../../src/equipment/standing.ts';
import { placeOf } from '../../src/route.ts';

const now = new Date(2026, 10, 24, 7, 30).getTime();
const hour = 3_600_000;
const type: ThingType = {
  type: 'ecgMachine',
  title: 'ECG machine',
  checks: ['Leads whole'],
  cleanedBy: null,
  controls: [{ id: 'gain', title: 'Calibration pulse', unit: 'mm', atLeast: 9.5, atMost: 10.5 }],
};
const thing = (more: Partial<Thing> = {}): Thing => ({
  asset: 'E-1',
  type: 'ecgMachine',
  title: 'ECG machine',
  lot: null,
  standing: 'inService',
  says: null,
  why: null,
  ward: 'w4B',
  lent: false,
  cycle: null,
  dues: [
    { what: 'Start-of-day check', at: now + 40 * hour },
    { what: 'Maintenance', at: now + 900 * hour },
  ],
  holder: null,
  version: 1,
  ...more,
});
const views = (one: Thing): readonly string[] => shows.filter((show) => isShown(one, show, [type], now));

describe('the equipment screens', () => {
  it('leaves a fit thing quiet and gives what wants somebody a sign', () => {
    expect(signOf(thing(), now).tone).to.equal('plain');
    expect(signOf(thing({ holder: { ward: 'w4B', bed: '3' } }), now).tone).to.equal('inProgress');
    const late = thing({ dues: [{ what: 'Start-of-day check', at: now - 1 }] });
    expect(signOf(late, now)).to.include({ tone: 'overdue', short: 'Overdue: start-of-day check', hot: true });
    expect(signOf(thing({ standing: 'quarantined', why: 'Dropped' }), now)).to.include({
      tone: 'stop',
      short: 'Put aside',
    });
    expect(signOf(thing({ standing: 'quarantined', why: 'lot L7 is recalled: x' }), now).short).to.equal('Recalled');
  });

  it('shows each thing where somebody would look for it', () => {
    expect(views(thing())).to.deep.equal(['all']);
    expect(views(thing({ dues: [{ what: 'Start-of-day check', at: 0 }] }))).to.deep.equal(['all', 'due', 'checks']);
    expect(views(thing({ dues: [{ what: 'Maintenance', at: now + hour }] }))).to.deep.equal(['all', 'due']);
    expect(views(thing({ standing: 'quarantined' }))).to.deep.equal(['all', 'aside']);
    expect(views(thing({ standing: 'retired' }))).to.deep.equal([]);
    expect(views(thing({ holder: { ward: null, bed: null } }))).to.deep.equal(['all', 'inUse']);
  });

  it('says when and where in a ward’s words', () => {
    expect(saysDue({ what: 'Maintenance', at: 0 }, now)).to.equal('Maintenance not done yet');
    expect(saysDue({ what: 'Maintenance', at: now + hour }, now)).to.equal('Maintenance 08:30');
    expect(saysDue({ what: 'Maintenance', at: now + 48 * hour }, now)).to.equal('Maintenance 26 NOV 2026');
    const titles = new Map([['w4B', '4B']]);
    expect(saysWhere(thing({ lent: true }), titles)).to.equal('Lent to 4B');
    expect(saysWhere(thing({ holder: { ward: 'w4B', bed: '3' } }), titles)).to.equal('4B, bed 3');
    expect(saysWhere(thing({ holder: { ward: null, bed: null } }), titles)).to.equal('On another ward');
  });

  it('offers a recall to a charge nurse and an engineer, of the lot and of the model, and lifting it to the engineer', () => {
    const recalls = (one: Thing, role: 'technician' | 'nurse' | 'chargeNurse' | 'clinicalEngineer') =>
      actionsFor(one, type, role).flatMap(({ name, held }) => (held === undefined ? [] : [[name, held]]));
    const ofBoth = [
      ['recallLot', 'lot=L%2F7'],
      ['recallModel', 'model=ECG%20machine'],
    ];
    for (const role of ['chargeNurse', 'clinicalEngineer'] as const) {
      expect(recalls(thing({ lot: 'L/7' }), role)).to.deep.equal(ofBoth);
      expect(recalls(thing({ asset: 'lot:L/7', lot: 'L/7' }), role)).to.deep.equal(ofBoth);
    }
    for (const role of ['technician', 'nurse'] as const) expect(recalls(thing({ lot: 'L7' }), role)).to.deep.equal([]);
    const aside = thing({ asset: 'lot:L7', lot: 'L7', standing: 'quarantined' });
    expect(actionsFor(aside, undefined, 'clinicalEngineer').map(({ name }) => name)).to.deep.equal(['liftRecall']);
    expect(actionsFor(aside, undefined, 'chargeNurse')).to.deep.equal([]);
  });

  it('moves a thing to another ward than its own, or lends it there', () => {
    const [moved, lent] = ['moved', 'lent'].map((name) =>
      actionsFor(thing(), type, 'technician').find((action) => action.name === name),
    );
    expect(moved?.asks[0]).to.include({ wardBut: 'w4B' });
    expect(moved?.asks[0]?.read('')).to.equal(false);
    expect(moved?.report({ ward: 'icu' })).to.deep.equal({ happened: 'moved', ward: 'icu', lent: false });
    expect(lent?.report({ ward: 'icu' })).to.deep.equal({ happened: 'moved', ward: 'icu', lent: true });
  });

  it('offers a release to an engineer only, and nothing else on what is put aside', () => {
    const names = (one: Thing, role: 'technician' | 'clinicalEngineer') =>
      actionsFor(one, type, role).map(({ name }) => name);
    expect(names(thing({ standing: 'quarantined' }), 'technician')).to.deep.equal([]);
    expect(names(thing({ standing: 'quarantined' }), 'clinicalEngineer')).to.deep.equal(['release']);
    expect(names(thing(), 'technician')).to.deep.equal(['passed', 'measure.gain', 'moved', 'lent']);
    expect(names(thing(), 'clinicalEngineer')).to.deep.equal([
      'passed',
      'measure.gain',
      'calibrated',
      'maintained',
      'moved',
      'lent',
      'recallModel',
    ]);
    expect(names(thing({ standing: 'retired' }), 'clinicalEngineer')).to.deep.equal([]);
    const [, measure] = actionsFor(thing(), type, 'technician');
    expect(measure?.asks[0]?.read('ten')).to.equal(false);
    expect(measure?.report({ value: '10,2' })).to.deep.equal({
      happened: 'measured',
      control: 'gain',
      unit: 'mm',
      value: 10.2,
    });
  });

  it('takes no answer that is not one', () => {
    expect(readList({ mark: 'a', at: 1 })).to.deep.equal({ mark: 'a', at: 1 });
    expect(readList({ mark: 'a', at: 1, things: [{}], types: [] })).to.equal(null);
    expect(readThing({ thing: thing(), entries: [{ says: 'x' }] })).to.equal(null);
  });

  it('has an address for the list and for each thing', () => {
    expect(placeOf('/equipment')).to.deep.equal({ screen: 'equipment', thing: null });
    expect(placeOf('/equipment/lot%3AL7')).to.deep.equal({ screen: 'equipment', thing: 'lot:L7' });
  });
});
