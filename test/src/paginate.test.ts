import { expect } from 'chai';
import fc from 'fast-check';
import { paginate } from '../../src/print/paginate.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe('pages of paper', () => {
  const block = fc.record({ height: fc.integer({ min: 1, max: 1_200 }), leads: fc.boolean() });
  it(`hold every block once and in order, never more than fits, and no heading at the foot (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 60 }), fc.integer({ min: 100, max: 1_000 }), (blocks, room) => {
        const pages = paginate(blocks, room);
        expect(pages.flat()).to.deep.equal(blocks.map((_block, index) => index));
        for (const [number, page] of pages.entries()) {
          const height = page.reduce((sum, index) => sum + (blocks[index]?.height ?? 0), 0);
          // Only what cannot be parted may be too tall: a heading with what follows it.
          const parts = page.filter((index) => blocks[index]?.leads !== true).length;
          if (height > room) expect(parts, 'blocks on a page that is too full').to.be.at.most(1);
          const last = page.at(-1);
          if (number + 1 < pages.length && last !== undefined) expect(blocks[last]?.leads).to.equal(false);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('are one, and empty, when there is nothing', () => {
    expect(paginate([], 100)).to.deep.equal([[]]);
  });
});
