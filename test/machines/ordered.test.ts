/** What an order says of an item, or that it says nothing: silence is never read as "none". */
import { expect } from 'chai';
import { Bedside } from '../support/bedside.ts';

describe('an item that the order says something of', () => {
  const seen = (facts: Readonly<Record<string, string>>) => {
    const asked = new Bedside({ order: { number: 'ORD-1', version: 1, facts } });
    return asked
      .checklist()
      .steps.flatMap(({ items }) => items)
      .flatMap(({ id, ordered }) => (ordered === undefined ? [] : [`${id}: ${ordered}`]));
  };
  it('shows it as the order has it', () => {
    expect(seen({ tubes: '2 EDTA, 1 serum' })).to.deep.equal(['tubeCount: Tubes ordered: 2 EDTA, 1 serum']);
  });
  it('says that the order is silent, and what to do, where it is', () => {
    for (const facts of [{}, { tubes: '' }, { tubes: ' ' }, { tubes: 'unknown' }])
      expect(seen(facts), JSON.stringify(facts)).to.deep.equal([
        'tubeCount: The order does not say which tubes. Read the request form, or ask the laboratory.',
      ]);
  });
});
