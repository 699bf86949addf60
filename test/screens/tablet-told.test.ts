/** What a nurse must be able to read off the tablet without asking: for what, whose, how far, and what a tag means. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
const words = async (text: Promise<string>): Promise<string> => (await text).replace(/\s+/g, ' ');
const band = async (state: string) => words((await opened(state)).locator('header').first().innerText());
const row = async (page: Page, name: string) =>
  words(page.getByRole('listitem').filter({ hasText: name }).first().innerText());

describe('the patient bar', () => {
  it('says for what the patient is prepared, and who has them', async () => {
    expect(await band('step')).to.contain('MRI Responsible: you');
    expect(await band('matched-here')).to.contain('MRI Responsible: nobody yet');
    expect(await band('real-blood-bag')).to.contain('Blood transfusion Responsible: A. Osei');
  });

  it('says what “Not approved here” means, where it is said', async () => {
    expect(await band('real-blood-bag')).to.contain(
      'Not approved here Two named people of this hospital have not approved this checklist yet. It is for practice, not for care.',
    );
    expect(await band('step')).to.not.contain('Not approved here');
  });
});

describe('what a patient decided', () => {
  it('is shown before it is recorded: for whom and what, by whom, as it stands; and Back records nothing', async () => {
    const page = await opened('kinds');
    const acts = () => page.evaluate(() => globalThis.galleryActs ?? []);
    const press = (where: 'main' | 'dialog', name: string) =>
      page.getByRole(where).getByRole('button', { name, exact: true }).click();
    await press('main', 'Record consent');
    const said = await words(page.getByRole('dialog').innerText());
    for (const part of ['Nothing is recorded yet', 'M. ROE', 'MRI', 'A. Osei', 'technician, 07:3', 'Not asked yet'])
      expect(said).to.contain(part);
    expect(await acts()).to.deep.equal([]);
    await press('dialog', 'Back');
    expect(await acts()).to.deep.equal([]);
    await page.waitForTimeout(450);
    await press('main', 'Record consent');
    await press('dialog', 'Record consent');
    await page.getByRole('button', { name: /^Undo/ }).waitFor();
    expect(await acts()).to.deep.equal(['consent.given ']);
  });

  it('has beside it what to ask, and where a no is recorded', async () => {
    const page = await opened('real-consent-next');
    await page.getByRole('main').getByRole('button', { name: 'Record consent', exact: true }).click();
    const said = await words(page.getByRole('dialog').innerText());
    expect(said).to.match(
      /Ask the patient: the first question.* “This is for: [A-Z].*\. Do you agree to have it\?” A second question comes after it/,
    );
    expect(said).to.contain('If the patient says no: Back, then Stop, Patient refuses.');
  });
});

describe('an answer that came back because others changed what it stood on', () => {
  it('says which, by whom and when, what it was, and what it is now', async () => {
    const page = await opened('came-back');
    const card = page.getByRole('listitem').filter({ hasText: 'does not count' }).first();
    expect(await card.locator('li').allInnerTexts()).to.deep.equal([
      'Call bulb rings when squeezed: was RANG, now DID NOT RING. J. Kim 07:34',
      'Start moved: was 08:00, now 08:20. C. Ito 07:35',
      'Equipment fault. B. Nunez 07:35',
    ]);
  });

  it('is called by words of its own: a patient needs somebody, a message came back', async () => {
    for (const state of ['came-back', 'worklist-needs']) {
      const said = await words((await opened(state)).locator('body').innerText());
      expect(said, state).to.match(/came back/i);
      expect(said, state).to.not.match(/needs? you|needs a person/i);
    }
  });
});

describe('who is called for help', () => {
  it('is said with the number they are rung on, and once who has none', async () => {
    const page = await opened('call');
    expect(await row(page, 'C. Ito')).to.equal('C. Ito, charge nurse 2441');
    const said = await words(page.getByRole('dialog').innerText());
    expect(said.match(/No number on record: Dr Ahlgren\. Ask the ward for them\./g)).to.have.length(1);
    expect(await words((await opened('wrong')).getByRole('alertdialog').innerText())).to.contain('C. Ito 2441');
  });
});

describe('a wristband that was scanned on the list', () => {
  it('is asked for again with the reason, and only where it opened the patient', async () => {
    const says = async (state: string) => words((await opened(state)).locator('[aria-current=step]').innerText());
    expect(await says('opened-by-scan')).to.contain(
      'Your first scan only opened this patient. Read the name above, then scan again to match it.',
    );
    expect(await says('scan')).to.not.contain('only opened');
  });
});

describe('the door, out of reach of the server', () => {
  /** Whoever's button is drawn as one that can be pressed. */
  const white = async (state: string) => {
    const people = (await opened(state)).getByRole('group', { name: 'People on this ward' }).getByRole('button');
    return people.evaluateAll((all) =>
      all.filter((one) => one.getAttribute('aria-disabled') !== 'true').map(({ textContent }) => textContent),
    );
  };

  it('is white for nobody but the one who locked it', async () => {
    expect(await white('locked')).to.deep.equal(['AOA. Osei']);
    expect(await white('sign-in-away')).to.deep.equal([]);
    expect(await white('sign-in')).to.have.length(5);
  });
});

describe('the list', () => {
  it('says for what each patient is prepared', async () => {
    const page = await opened('worklist');
    expect(await row(page, 'J. KAY')).to.contain('Venepuncture');
    expect(await row(page, 'R. OKO')).to.contain('Hernia, left');
  });

  it('says what this tablet has not sent, and what was last known beside it', async () => {
    const page = await opened('worklist-here');
    expect(await row(page, 'M. IVE')).to.contain('Patient is here 1 not sent yet Last known: Not arrived');
    expect(await row(page, 'M. ROE')).to.contain('Equipment done here 1 not sent yet Last known: Equipment');
    // What somebody must act on stays what it is.
    expect(await row(page, 'J. KAY')).to.contain('Stop: wrong wristband 1 not sent yet');
    expect(await row(page, 'P. LIM')).to.not.contain('Last known');
  });

  it('says until when somebody is ready, in the wall’s words, where that is before they are wanted', async () => {
    const page = await opened('worklist-ends');
    const rows = await page.getByRole('listitem').filter({ hasText: '08:30' }).allInnerTexts();
    const says = (part: string) => rows.map((text) => text.replace(/\s+/g, ' ')).filter((text) => text.includes(part));
    expect(rows).to.have.length(4);
    expect(says('Ready until 08:05 08:30')).to.have.length(1);
    expect(says('Ready with 2 exceptions until 07:55 08:30')).to.have.length(1);
    expect(rows.filter((text) => /Ready\s+2:2\d left\s+08:30/.test(text))).to.have.length(1);
    expect(says('Ready 08:30')).to.have.length(1);
    // Below the word, and not beside it in the room of the planned start.
    const lies = await page.locator('[class*=state]').evaluateAll(
      (all) =>
        all.filter((state) => {
          const range = document.createRange();
          range.selectNodeContents(state);
          const { right } = range.getBoundingClientRect();
          return right > (state.nextElementSibling?.getBoundingClientRect().left ?? 0);
        }).length,
    );
    expect(lies).to.equal(0);
  });

  it('says of who was left open what their row says: what is not sent, and that it is not approved', async () => {
    const left = (await opened('worklist-left-here')).getByRole('region', { name: 'Resume' });
    const says = await words(left.innerText());
    expect(says).to.contain('1 not sent yet').and.to.contain('Not approved here').and.to.contain('MRI');
    const plain = (await opened('worklist')).getByRole('region', { name: 'Resume' });
    expect(await words(plain.innerText())).to.not.match(/not sent yet|Not approved/);
  });

  for (const glass of [
    { width: 800, height: 1280 },
    { width: 1180, height: 820 },
  ])
    for (const state of ['worklist-long', 'worklist-here', 'worklist-left-here', 'worklist-ends'])
      it(`lets no word of ${state} stand outside of its row, on ${glass.width} by ${glass.height}`, async () => {
        const page = await opened(state);
        await page.setViewportSize(glass);
        const { rows, out } = await page.evaluate(() => {
          const all = [...document.querySelectorAll('main li, main section')];
          return {
            rows: all.length,
            out: all.flatMap((one) => {
              const box = one.getBoundingClientRect();
              const cells = [...one.querySelectorAll('*')].filter(({ childElementCount }) => childElementCount === 0);
              return cells
                .map((cell) => ({ text: cell.textContent, at: cell.getBoundingClientRect() }))
                .filter(
                  ({ at }) =>
                    at.left < box.left - 1 ||
                    at.right > box.right + 1 ||
                    at.top < box.top - 1 ||
                    at.bottom > box.bottom + 1,
                )
                .map(({ text }) => text);
            }),
          };
        });
        expect(rows).to.be.greaterThan(3);
        expect(out).to.deep.equal([]);
      });
});
