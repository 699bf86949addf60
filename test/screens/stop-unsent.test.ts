/** Out of reach of the server, a stop that was tapped on this tablet: a stop on the patient and in the list. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> => {
  const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
  await page.setViewportSize({ width: 1180, height: 820 });
  return page;
};
const words = (text: string): string => text.replace(/\s+/g, ' ');

describe('a stop that is saved on this tablet and not sent', () => {
  it('stands in red below the name, and on the line', async () => {
    const page = await opened('real-stop-here');
    const band = page.getByRole('alert');
    expect(words(await band.innerText())).to.match(
      /Stop: patient refuses Stopped \d\d:\d\d by A\. Osei\. Saved on this tablet, not sent yet\./,
    );
    const colours = await band.evaluate((element) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.background = 'var(--stop-fill)';
      const both = [getComputedStyle(element).backgroundColor, getComputedStyle(probe).backgroundColor];
      probe.remove();
      return both;
    });
    expect(colours[0]).to.equal(colours[1]);
    expect(await page.getByRole('navigation', { name: 'Steps' }).getByRole('img').getAttribute('aria-label')).to.match(
      /at Consent/,
    );
  });

  it('offers no answer: nothing in hand, and nothing white that answers an item', async () => {
    const page = await opened('real-stop-here');
    for (const step of ['Equipment', 'Identity', 'Consent']) {
      await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step }).click();
      expect(await page.locator('[aria-current=step] h3').count(), step).to.equal(0);
    }
    expect(await page.getByRole('contentinfo').getByRole('button', { name: /^Stop/ }).isEnabled()).to.equal(true);
  });

  it('claims no readiness, and leads back to the two wristbands', async () => {
    const page = await opened('real-ready-stop-here');
    const text = words(await page.locator('body').innerText());
    expect(text).to.match(
      /Stop: identity does not match Stopped \d\d:\d\d by A\. Osei\. Saved on this tablet, not sent yet\./,
    );
    expect(text).to.not.match(/Was ready|Ready until|Wristband matched|No open mismatch/);
    await page.getByRole('button', { name: 'Show the two wristbands again' }).waitFor();
  });

  it('says once it is sent when it was tapped, by whom, when it was sent, and the end of the other wristband', async () => {
    const page = await opened('real-stop-late');
    expect(words(await page.getByRole('alert').innerText())).to.match(
      /Stop: identity does not match Another wristband was scanned Stopped \d\d:\d\d by M\. Featherstonehaugh-Marjoribanks, sent \d\d:\d\d\. The wristband had another number: …321\./,
    );
  });

  it('is a stop in the list too, and says that it is not sent', async () => {
    const page = await opened('worklist-stopped-here');
    await page.getByRole('button', { name: /^Ward \d+/ }).click();
    const row = async (bed: string) => {
      const stop = page.getByRole('button', { name: new RegExp(`^Stop bed ${bed},`) });
      return words(await page.getByRole('listitem').filter({ has: stop }).innerText());
    };
    expect(await row('12'))
      .to.contain('Stop: patient refuses')
      .and.contain('1 not sent yet');
    expect(await row('14'))
      .to.contain('Stop: identity does not match')
      .and.contain('1 not sent yet');
    expect(await row('14')).to.not.match(/ready/i);
  });
});
