/** Filling a preparation in on the tablet is no more work than on paper, by the keystroke-level model of both. */
import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFiles } from '../machines/safety/bed.ts';
import { compare } from '../support/paper.ts';
import { paperPage } from '../support/paper-page.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'evidence', 'paper.md');

describe('a preparation on the tablet, against the printed form', () => {
  for (const file of shippedFiles) {
    it(`takes no more acts and readings, and no more modelled seconds: ${file}`, () => {
      const { tablet, paper, lines } = compare(file);
      expect(lines.length).to.be.greaterThan(8);
      expect(tablet.acts + tablet.readings, 'acts and readings').to.be.at.most(paper.acts + paper.readings);
      expect(tablet.seconds, 'modelled seconds').to.be.at.most(paper.seconds);
    });
  }

  it('is what docs/evidence/paper.md says', () => {
    const written = paperPage(shippedFiles.map(compare));
    if (process.env['PAPER_KEEP'] === '1') writeFileSync(page, written);
    expect(readFileSync(page, 'utf8'), 'PAPER_KEEP=1 npm test -- src writes it anew').to.equal(written);
  });
});
