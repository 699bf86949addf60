/** The whole house once through, undisturbed, with a picture of every moment. */
import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Screens } from './browser.ts';
import { importList } from './import.ts';
import { playMorning } from './script.ts';
import { type JourneyWard, startJourneyWard } from './ward.ts';

/** Kept for the record when asked to; otherwise where nobody commits them. */
const pictures = process.env['JOURNEY_KEEP'] === '1' ? join('docs', 'evidence', 'journey') : join('.cache', 'journey');

describe('a morning on the ward', () => {
  let ward: JourneyWard;
  let screens: Screens;
  before(async () => {
    ward = await startJourneyWard('embedded');
    screens = await Screens.open();
  });
  after(async () => {
    await screens?.close();
    await ward?.end();
  });

  it('takes three patients from arrival to handed over, through what goes wrong', async () => {
    mkdirSync(pictures, { recursive: true });
    let moments = 0;
    await playMorning({
      url: ward.url,
      screens,
      imports: (text, dates) => importList(ward, text, dates),
      moment: async (name, pages) => {
        const number = String(++moments).padStart(2, '0');
        for (const [screen, page] of Object.entries(pages))
          await page.screenshot({ path: join(pictures, `${number}-${name}-${screen}.png`) });
      },
    });
    expect(moments).to.be.greaterThan(9);
    expect(screens.troubles).to.deep.equal([]);
    expect(screens.told.filter(({ verdict }) => verdict.kind === 'accepted').length).to.be.greaterThan(60);
  }).timeout(600_000);
});
