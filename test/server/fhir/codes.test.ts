/** The codes that orders and results come with: the shipped map and the shipped protocols speak of the same things. */
import { expect } from 'chai';
import { readProtocols } from '../../../server/documents/protocols.ts';
import { typesFromFile } from '../../../server/equipment/types.ts';
import { fhirMapFromFile } from '../../../server/interop/fhir-map.ts';

const { read } = await readProtocols('protocols', null);
const documents = read.map(({ protocol }) => protocol.document);
const items = read.flatMap(({ protocol }) => [...protocol.items.values()].map(({ item }) => item));

/** The last digit of a LOINC code is its check digit (Luhn). */
function isLoinc(code: string): boolean {
  if (!/^\d{1,7}-\d$/.test(code)) return false;
  const sum = [...code.replace('-', '')].toReversed().reduce((total, digit, index) => {
    const twice = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}

describe('the shipped codes', () => {
  it('lead from each order to a protocol that is shipped', async () => {
    const { procedures } = await fhirMapFromFile('protocols/fhir/codes.yaml');
    expect(procedures.map(({ protocol }) => protocol)).to.have.members([
      'venepuncture',
      'mri',
      'ctContrast',
      'transfusion',
    ]);
    expect(documents.map(({ id }) => id)).to.include.members(procedures.map(({ protocol }) => protocol));
  });

  it('of results are LOINC: what a laboratory files under them answers the item', () => {
    const codes = items.flatMap(({ id, answer }) =>
      'result' in answer && answer.result !== undefined ? [`${id} ${answer.result}`] : [],
    );
    expect([...new Set(codes)].sort()).to.deep.equal(['egfr 98979-8', 'inr 6301-6']);
    for (const code of codes) expect(isLoinc(code.split(' ')[1] ?? ''), code).to.equal(true);
    expect(isLoinc('98979-7')).to.equal(false);
  });

  it('name no thing that the equipment log has no type for: nobody could be ready', async () => {
    const { types } = await typesFromFile('equipment/types.yaml');
    const asked = items.flatMap(({ answer }) => ('asset' in answer ? [answer.asset] : []));
    expect(asked).to.include('mriScanner');
    expect([...types.keys()]).to.include.members(asked);
  });
});
