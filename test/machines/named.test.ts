/** What a screen is told by name: the item that raised a stop, and a competence as it is read. */
import { expect } from 'chai';
import { compileProtocol } from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { opening, shippedProtocol } from '../support/imaging.ts';
import { minute, nurse, shippedDocument, technician } from '../support/protocol.ts';

const unitNumber = 'G051726123456';

describe('the item that raised a stop', () => {
  const blood = (facts: Readonly<Record<string, string>> = { unitNumber }) =>
    new Bedside(opening(facts), shippedProtocol('transfusion'))
      .does('patient.arrived')
      .does('item.wristband.sensed', { value: '9990012345' }, nurse)
      .does('item.statesName.attested', { value: 'both' });
  const standing = (bedside: Bedside, step: string, region: string) =>
    bedside
      .checklist()
      .steps.find(({ id }) => id === step)
      ?.standing.find((one) => one.region === region);

  it('is said where it lapsed, with the number of the thing and what to do with it', () => {
    const bedside = blood();
    bedside.does('item.leftStorage.measured', { value: bedside.at - 29 * minute }).waits(2 * minute);
    expect(standing(bedside, 'equipment', 'kit')?.cause).to.deep.equal({
      item: 'leftStorage',
      happened: 'lapsed',
      thing: unitNumber,
      act: 'Do not transfuse it. Return it to the laboratory and ask for a replacement.',
    });
    const nameless = blood({});
    nameless.does('item.leftStorage.measured', { value: nameless.at - 29 * minute }).waits(2 * minute);
    expect(standing(nameless, 'equipment', 'kit')?.cause).to.not.have.property('thing');
  });

  it('is still said when there is no replacement: the thing is still there', () => {
    const bedside = blood();
    bedside.does('item.leftStorage.measured', { value: bedside.at - 29 * minute }).waits(2 * minute);
    bedside.does('equipment.unavailable');
    const kit = standing(bedside, 'equipment', 'kit');
    expect(kit).to.include({ says: 'Stop: equipment not available' });
    expect(kit?.cause).to.include({ item: 'leftStorage', happened: 'lapsed', thing: unitNumber });
    expect(standing(blood().does('equipment.unavailable'), 'equipment', 'kit')).to.not.have.property('cause');
  });

  it('is said where an answer raised it, in another step too', () => {
    const component = blood({ unitNumber, component: 'plasma' }).does('item.component.attested', { value: 'redCells' });
    expect(standing(component, 'identity', 'match')).to.deep.include({
      says: 'Stop: identity does not match',
      cause: { item: 'component', happened: 'answered' },
    });
  });

  it('is nobody where a person reported it, and over with the stop', () => {
    const reported = blood().does('equipment.faulted', { reason: 'Filter torn' }, technician);
    expect(standing(reported, 'equipment', 'kit')).to.not.have.property('cause');
    const bedside = blood();
    bedside.does('item.leftStorage.measured', { value: bedside.at - 29 * minute }).waits(2 * minute);
    bedside.does('equipment.replaced');
    expect(standing(bedside, 'equipment', 'kit')).to.deep.equal({
      region: 'kit',
      state: 'fit',
      says: 'No fault reported',
      bad: false,
    });
  });
});

describe('the name of a competence', () => {
  const says = (document: ReturnType<typeof shippedDocument>) => {
    const compiled = compileProtocol(document);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
    const bedside = new Bedside(opening({ contrast: 'none' }), compiled.protocol)
      .does('patient.arrived')
      .does('item.wristband.sensed', { value: '9990012345' });
    const view = bedside
      .checklist()
      .steps.flatMap(({ items }) => items)
      .find(({ id }) => id === 'doorCheck');
    return view?.why;
  };

  it('is as the protocol has it read, and as it is spelt where the protocol says nothing', () => {
    expect(says(shippedDocument('mri'))).to.equal('This takes somebody registered for MR Level 2.');
    const { competences: _named, ...without } = shippedDocument('mri');
    expect(says(without)).to.equal('This takes somebody registered for mr level 2.');
  });
});
