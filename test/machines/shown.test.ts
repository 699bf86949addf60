/** What the checklist says beside what was answered: reasons, regions, exceptions, things, limits, tries. */
import { expect } from 'chai';
import { Bedside } from '../support/bedside.ts';
import { answersAll, inService, opening, shippedProtocol } from '../support/imaging.ts';
import { chargeNurse, hour, nurse, proceduralist, technician } from '../support/protocol.ts';

const stepOf = (bedside: Bedside, id: string) => bedside.checklist().steps.find((step) => step.id === id)!;
const itemOf = (bedside: Bedside, id: string) =>
  bedside
    .checklist()
    .steps.flatMap(({ items }) => items)
    .find((item) => item.id === id)!;
const actionOf = (bedside: Bedside, event: string, by = technician) => {
  const { actions, steps } = bedside.checklist(by);
  return [...actions, ...steps.flatMap((step) => step.actions)].find((action) => action.event === event);
};

describe('what a checklist shows', () => {
  it('offers the reasons of a stop, keeps the one that was said, and decides nothing by it', () => {
    const bedside = new Bedside().prepared('item.wristband.sensed');
    const missing = actionOf(bedside, 'band.missing');
    expect(missing?.reasons).to.deep.equal(['No wristband', 'Taken off', 'Cannot be read', 'More than one']);
    expect(missing?.asks).to.deep.equal([]);
    bedside.does('band.missing', { reason: 'More than one' });
    const band = stepOf(bedside, 'identity').standing.find(({ region }) => region === 'band');
    expect(band).to.include({ bad: true, because: 'More than one' });
    const without = new Bedside().prepared('item.wristband.sensed').does('band.missing');
    expect(stepOf(without, 'identity').standing.find(({ region }) => region === 'band')).to.not.have.property(
      'because',
    );
    expect(without.row().status).to.deep.equal({ ...bedside.row().status });
    expect(actionOf(bedside, 'preparation.enteredInError', chargeNurse)?.reasons).to.include('Wrong patient opened');
  });

  it('says which region of its step an action moves', () => {
    const bedside = new Bedside().prepared('item.statesName.attested').does('band.missing').does('interpreter.needed');
    expect(actionOf(bedside, 'band.replaced', nurse)?.region).to.equal('band');
    expect(actionOf(bedside, 'interpreter.arrived')?.region).to.equal('communication');
    expect(actionOf(bedside, 'capacity.doubted')).to.not.have.property('region');
  });

  it('shows an exception until the procedure ends, after hand-over too', () => {
    const bedside = new Bedside().prepared('item.explained.attested');
    expect(itemOf(bedside, 'explained').evidence).to.not.have.property('exception');
    bedside
      .does('item.teachBack.attested', { value: 'unable' })
      .does('item.teachBack.overridden', { reason: 'Done another way', note: 'Daughter said it back' }, proceduralist);
    expect(itemOf(bedside, 'teachBack').evidence).to.include({
      exception: true,
      reason: 'Done another way',
      note: 'Daughter said it back',
    });
    expect(itemOf(bedside, 'teachBack').overriddenBy).to.include('nurse');
  });

  it('shows the thing that was scanned by its own number, and until when it is good', () => {
    const bedside = answersAll(new Bedside(opening({}), shippedProtocol('ct-contrast')), {
      wristband: { value: '9990012345' },
    });
    const until = bedside.state.context.start + hour;
    bedside.does('item.scanner.sensed', {
      value: '(21)77',
      asset: inService('ctScanner', { asset: 'CT-1', until, lot: 'L7' }),
    });
    const { evidence, until: counts } = itemOf(bedside, 'scanner');
    expect(evidence).to.deep.include({
      says: 'CT-1',
      goodUntil: until,
      asset: { asset: 'CT-1', type: 'ctScanner', lot: 'L7', standing: 'inService' },
    });
    expect(counts).to.be.at.most(until);
  });

  it('says how many tries there are, how far back a time can be, and what is wanted of it', () => {
    const bedside = new Bedside(opening({ contrast: 'none', sedation: 'planned' }), shippedProtocol('mri'));
    expect(itemOf(bedside, 'teachBack').attemptsMax).to.equal(3);
    expect(itemOf(bedside, 'lastLightMeal').answer).to.include({ kind: 'clock', hoursMax: 48 });
    expect(itemOf(bedside, 'lastLightMeal').wanted).to.deep.equal({ beforeStart: { atLeast: 6 * hour } });
    expect(itemOf(bedside, 'weight').wanted).to.deep.equal({ atMost: 200 });
    expect(itemOf(bedside, 'weight').overriddenBy).to.deep.equal(['proceduralist']);
    expect(itemOf(bedside, 'pregnancy')).to.not.have.any.keys('wanted', 'attemptsMax');
    // The limit of the row that applies: another bore, another width.
    const wide = new Bedside(opening({ bore: 'wide' }), shippedProtocol('mri'));
    expect([itemOf(bedside, 'width').wanted, itemOf(wide, 'width').wanted]).to.deep.equal([
      { atMost: 55 },
      { atMost: 65 },
    ]);
  });
});
