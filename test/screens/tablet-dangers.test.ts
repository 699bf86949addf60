/** What a tired person must not misread: a stop in sight, how old a value may be, what is overridden, who may look second. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
const glasses = [
  { width: 800, height: 1280 },
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
];

describe('a stop', () => {
  for (const glass of glasses)
    it(`stays in sight on ${glass.width} by ${glass.height}, whatever is scrolled or opened`, async () => {
      const page = await opened('real-blood-lapsed');
      await page.setViewportSize(glass);
      expect(await page.evaluate(stopHidden)).to.deep.equal([]);
      const main = page.getByRole('main');
      expect((await main.boundingBox())?.height, 'room for the work').to.be.greaterThan(200);
      await main.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      expect(await page.evaluate(stopHidden)).to.deep.equal([]);
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Nothing but 0.9 % saline' })
        .getByRole('button')
        .first()
        .click();
      await page.locator('[aria-current=step] h3').waitFor();
      expect(await page.evaluate(stopHidden)).to.deep.equal([]);
      await page.getByRole('button', { name: /^Stop/ }).click();
      await page.getByRole('dialog').waitFor();
      const [stop, sheet] = await Promise.all([
        page.locator('[role=alert]').boundingBox(),
        page.getByRole('dialog').boundingBox(),
      ]);
      expect(sheet?.y, 'a sheet begins below the stop').to.be.at.least((stop?.y ?? 0) + (stop?.height ?? 999));
    });

  it('of a unit that was out too long names the unit, says what happened and what to do', async () => {
    const page = await opened('real-blood-lapsed');
    const says = await page.getByRole('alert').innerText();
    expect(says).to.include('Stop: unit out of storage too long');
    expect(says).to.match(
      /G051726123456\s+Do not transfuse it\. Return it to the laboratory and ask for a replacement\./,
    );
    expect(says).to.match(/Unit left controlled storage at \d\d:\d\d\. Good for 30 min, until \d\d:\d\d\./);
    expect(says).to.include('Replacement is here');
    expect(says).to.not.match(/kit|fault/);
    expect(await page.getByText('Measure again').count(), 'a better time for the same bag').to.equal(0);
    expect(await page.locator('[aria-current=step] h3').count(), 'nothing else is put into the hand').to.equal(0);
  });

  it('of several is each in sight, on either side of the glass', async () => {
    for (const glass of glasses) {
      const page = await opened('real-blood-stops');
      await page.setViewportSize(glass);
      expect(await page.getByRole('alert').count()).to.equal(3);
      expect(await page.evaluate(stopHidden), `${glass.width}`).to.deep.equal([]);
      expect((await page.getByRole('main').boundingBox())?.height, 'room for the work').to.be.greaterThan(120);
    }
  });
});

describe('when a sample was taken', () => {
  const typed = async (date: string): Promise<Page> => {
    const page = await opened('real-endoscopy-inr');
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    for (const key of ['1', 'Point', '2']) await press(key);
    await page.getByRole('button', { name: 'Next: when was the blood taken' }).click();
    await press('Earlier');
    for (const key of date) await page.getByRole('button', { name: key, exact: true }).click({ delay: 90 });
    return page;
  };
  const inHand = (page: Page) => page.locator('[aria-current=step]');

  it('is asked with the item and how old it may be, before anything is typed', async () => {
    const says = await inHand(await typed('')).innerText();
    expect(says).to.match(/^INR$/m);
    expect(says).to.include('At most 7 days old at the start.');
  });

  it('is said to be too old before it is recorded', async () => {
    expect(await inHand(await typed('151126')).innerText()).to.include(
      'Older than 7 days already. You can record it, but it does not count.',
    );
    // Half past the hour of the start, a week before: it counts now, and not at the start.
    expect(await inHand(await typed('1611260800')).innerText()).to.match(/It counts until .* only, and the start is/);
    expect(await inHand(await typed('2211261000')).innerText()).to.not.match(/Older than|It counts until/);
  });

  it('keeps the typed day in sight beside the time, the wrong one too', async () => {
    for (const [date, time] of [
      ['311126', ''],
      ['151126', '0655'],
    ] as const) {
      const page = await typed(`${date}${time}`);
      await page.getByLabel(`Typed so far: ${date}`, { exact: true }).waitFor();
      await page.getByLabel(time === '' ? 'Nothing typed yet' : `Typed so far: ${time}`, { exact: true }).waitFor();
    }
    await (await typed('311126')).getByText('There is no such day. Type it again.').waitFor();
  });
});

describe('an override', () => {
  it('shows the value that is overridden, when it was taken, and what was wanted', async () => {
    const sheet = (await opened('real-ct-egfr&open=egfr.overridden')).getByRole('dialog');
    const says = await sheet.innerText();
    expect(says).to.include('28 mL/min/1.73 m²').and.include('45 mL/min/1.73 m² or more');
    expect(says).to.match(/of 20 NOV 2026/);
    expect(says.indexOf('28 mL')).to.be.lessThan(says.indexOf('Why?'));
  });
});

describe('a second check that takes a competence', () => {
  it('says so before anybody answers: on the row, on the pad, on its sheet', async () => {
    const page = await opened('real-mri-second');
    await page.getByText('Not you: someone else, registered for MR Level 2').waitFor();
    await page.getByText('You first. Then someone registered for MR Level 2.').waitFor();
    await (
      await opened('real-mri-second&open=activeImplant')
    )
      .getByText('It must be someone other than J. Kim, registered for MR Level 2.')
      .waitFor();
  });

  it('greys who never may, with the reason, and offers who may', async () => {
    const page = await opened('real-mri-second&open=activeImplant');
    const person = (name: string) => page.getByRole('dialog').getByRole('button', { name });
    for (const [name, why] of [
      ['A. Osei', 'not registered for MR Level 2'],
      ['B. Nunez', 'not for a nurse'],
      ['E. Lund', 'not for a clinical engineer'],
    ] as const) {
      expect(await person(name).getAttribute('aria-disabled'), name).to.equal('true');
      expect(await person(name).innerText()).to.include(why);
      // Pressed all the same, as a finger would.
      await person(name).click({ force: true });
      expect(await page.getByText(`PIN of ${name}`).count(), name).to.equal(0);
    }
    await person('T. Marsh').click();
    await page.getByText('PIN of T. Marsh').waitFor();
  });
});

it('an exception is kept in sight with the unit a ward writes', async () => {
  const notes = (await opened('real-mri-weight')).getByRole('list', { name: 'To be kept in sight' });
  expect(await notes.innerText())
    .to.include('Weight: 212 kg')
    .and.include('28 mL/min/1.73 m²');
});

describe('who is acting, and what is not approved', () => {
  it('says who took the tablet, in the strip', async () => {
    await (await opened('worklist-took')).getByText('is acting now. Items from here are yours.').waitFor();
    expect(await (await opened('worklist')).getByText('is acting now').count()).to.equal(0);
  });

  it('says "Not approved here" on the list, on what the list asks, and beside a wrong wristband', async () => {
    const list = await opened('worklist-unapproved');
    expect(await list.getByText('Not approved here').count()).to.equal(1);
    expect(await list.getByRole('listitem').filter({ hasText: 'Not approved here' }).innerText()).to.include('ROE');
    await (await opened('list-ask')).getByRole('dialog').getByText('Not approved here').waitFor();
    const wrong = await opened('wrong-unapproved');
    expect(await wrong.getByRole('alertdialog').getByText('Not approved here').count()).to.equal(1);
    expect(await (await opened('worklist')).getByText('Not approved here').count()).to.equal(0);
  });
});

/** In the page: stops that are cut off by the glass, or covered. */
function stopHidden(): readonly string[] {
  const stops = [...document.querySelectorAll('[role=alert]')];
  if (stops.length === 0) return ['there is none'];
  return stops.flatMap((stop) =>
    [...stop.querySelectorAll('h2, p, button')].flatMap((part) => {
      if (!part.checkVisibility()) return [];
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const says = part.textContent.slice(0, 30);
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return [`cut off: ${says}`];
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return stop.contains(there) ? [] : [`covered: ${says}`];
    }),
  );
}
