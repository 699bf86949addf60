/** What the wall and the desk say, and where: names, times, heads and veils. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery, type Shown } from '../support/browser.ts';
import { smallest, wordsOf } from './words.ts';

after(endGallery);

describe('a name on the desk', () => {
  const named = async () => (await opened({ screen: 'desk', state: 'busy&long&closed' })).locator('bdi');

  it('is whole where it is one of the demonstration’s, and otherwise ends in dots', async () => {
    const cut = await (
      await named()
    ).evaluateAll((all) =>
      all.flatMap((name) => {
        const { display, textOverflow } = getComputedStyle(name);
        return name.scrollWidth > name.clientWidth && display !== 'inline'
          ? [`${name.textContent} ${display} ${textOverflow}`]
          : [];
      }),
    );
    expect(cut).to.have.members([
      'A. D’ARCY, THE YOUNGER block ellipsis',
      'M. VAN DER BERGH-O’SULLIVAN block ellipsis',
    ]);
  });

  it('leaves the age and the sex after it, whole, also when it is written from the right', async () => {
    const after = await (
      await named()
    ).evaluateAll((all) =>
      all.map((name) => {
        const age = name.nextElementSibling?.getBoundingClientRect();
        const row = name.parentElement?.getBoundingClientRect();
        return (
          name.getBoundingClientRect().right <= (age?.left ?? 0) && (age?.right ?? Infinity) <= (row?.right ?? 0) + 0.5
        );
      }),
    );
    expect(after).to.have.length.greaterThan(15);
    expect(after.every(Boolean)).to.equal(true);
  });

  it('stands over the same name in the table below', async () => {
    const lefts = await (await named()).evaluateAll((all) => all.map((name) => name.getBoundingClientRect().left));
    expect(new Set(lefts.map(Math.round)).size).to.equal(1);
  });
});

describe('a bed that two have left', () => {
  for (const screen of ['wall', 'desk'] as const)
    it(`says when the last of them did, on the ${screen}`, async () => {
      const text = await (await opened({ screen, state: 'busy&again&closed' })).getByRole('main').innerText();
      expect(text).to.contain('Gone 07:20').and.not.contain('Gone 07:09');
    });
});

describe('what happened, on the desk', () => {
  it('stands by when it happened, and what was sent later says when', async () => {
    const page = await opened({ screen: 'desk', state: 'busy&bed=7' });
    const entries = page.getByRole('heading', { name: 'What happened' }).locator('xpath=../..').getByRole('listitem');
    const times = await entries.locator('time').allTextContents();
    expect(times).to.deep.equal(['07:24:10', '07:23:52', '07:21:30', '07:19:05', '07:18:41', '07:02:00']);
    expect(await entries.filter({ hasText: 'Sent 07:26.' }).locator('time').allTextContents()).to.deep.equal([
      '07:21:30',
    ]);
  });
});

describe('a name in a department', () => {
  it('that is written from the right stands before the age and the sex all the same', async () => {
    const page = await opened({ screen: 'department', state: 'busy&right' });
    const order = await page.evaluate(() => {
      const place = (text: Text, from: number, to: number): DOMRect => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, to);
        return range.getBoundingClientRect();
      };
      return [...document.querySelectorAll('[aria-pressed], section b')].flatMap((one) => {
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        const texts: Text[] = [];
        while (walker.nextNode()) texts.push(walker.currentNode as Text);
        const name = texts.find(({ data }) => data.includes('حداد'));
        const age = texts.find(({ data }) => /\d/.test(data));
        if (name === undefined || age === undefined) return [];
        const figures = age.data.search(/\d/);
        const first = name.data.indexOf('حداد');
        return [place(name, first, first + 4).right <= place(age, figures, figures + 1).left];
      });
    });
    expect(order).to.have.length.greaterThan(10).and.not.include(false);
  });
});

describe('a procedure on the desk', () => {
  it('is told from every other that the demonstration has', async () => {
    const page = await opened({ screen: 'desk', state: 'busy&long&closed' });
    const cut = await page
      .locator('tbody [data-column=procedure]')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
    expect(cut).to.have.length.below(2);
    expect(cut).to.not.include('Blood transfusion').and.not.include('Not approved here. Blood sample');
  });
});

describe('the desk’s table', () => {
  it('never cuts off that a consent is limited, however long the row’s other words are', async () => {
    for (const state of ['busy&closed', 'more-than-three']) {
      const page = await opened({ screen: 'desk', state });
      for (const width of [1440, 1366, 1280]) {
        await page.setViewportSize({ width, height: 768 });
        expect(await limitedSeen(page), `${state} on ${width}`).to.deep.equal([true, true]);
      }
    }
  });

  it('has its buttons whole above it on a narrow glass', async () => {
    const page = await opened({ screen: 'desk', state: 'busy&closed' });
    for (const width of [1440, 1366, 1280, 1200]) {
      await page.setViewportSize({ width, height: 768 });
      const bar = page.locator('main > div').first();
      const { top, bottom } = (await bar.evaluate((one) => one.getBoundingClientRect().toJSON())) as DOMRect;
      const inside = await bar.getByRole('button').evaluateAll(
        (all, room) =>
          all.map((button) => {
            const box = button.getBoundingClientRect();
            return box.top >= room.top && box.bottom <= room.bottom && button.scrollWidth <= button.clientWidth;
          }),
        { top, bottom },
      );
      expect(inside, String(width)).to.have.length(7).and.not.include(false);
    }
  });
});

const limitedSeen = (page: Page): Promise<readonly boolean[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('tbody td span')].flatMap((cell) => {
      const [text] = cell.childNodes;
      const from = text instanceof Text ? text.data.indexOf('limited') : -1;
      if (text === undefined || from === -1) return [];
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, from + 'limited'.length);
      return [range.getBoundingClientRect().right <= cell.getBoundingClientRect().right];
    }),
  );

describe('readiness that ends before it is wanted', () => {
  it('is said in one breath on a wall, and well away from the time it is wanted', async () => {
    for (const [state, said, start] of [
      ['busy', 'Ready until 08:05', '08:20'],
      ['widest-there', 'Ready till 07:45', '22:38'],
    ] as const) {
      const words = await wordsOf(await opened({ screen: 'wall', state }));
      const ends = words.find(({ text }) => text.endsWith(said.slice(-5)));
      const around = words.filter(({ top, left }) => Math.abs(top - (ends?.top ?? 0)) < 10 && left !== ends?.left);
      const ready = around.findLast(({ right }) => right <= (ends?.left ?? 0));
      expect(`${ready?.text} ${ends?.text}`, state).to.equal(said);
      expect((ends?.left ?? 0) - (ready?.right ?? 0), state).to.be.below(smallest / 2);
      const due = around.find(({ left }) => left >= (ends?.right ?? Infinity));
      expect([state, due?.text]).to.deep.equal([state, start]);
      expect((due?.left ?? 0) - (ends?.right ?? 0), state).to.be.above(smallest / 2);
    }
  });

  it('is not said of what is not current', async () => {
    const page = await opened({ screen: 'wall', state: 'stale' });
    expect(await page.getByText('was Ready').count()).to.be.greaterThan(0);
    expect(await page.getByText('until 08:05').count()).to.equal(0);
  });

  it('is never cut on the desk', async () => {
    const cell = (await opened({ screen: 'desk', state: 'busy' })).getByRole('cell', { name: 'until 08:05' });
    expect(await cell.evaluate((one) => one.scrollWidth <= one.clientWidth)).to.equal(true);
  });
});

describe('the head of a wall', () => {
  it('says how many are ready on every page, whatever else it has to say', async () => {
    for (const state of ['busy', 'more-than-three', 'widest', 'widest-marked']) {
      const head = (await opened({ screen: 'wall', state })).locator('header');
      expect(await head.innerText(), state).to.match(/\d+ ready/);
    }
  });
});

describe('the veil over a wall', () => {
  const says = async (state: string) => (await opened({ screen: 'wall', state })).getByRole('alert').innerText();

  it('says how old the last news is only while no news comes', async () => {
    expect(await says('stale')).to.match(/Last news 07:38:08, now \d+ s old\./);
    expect(await says('stuck'))
      .to.include('This screen had stopped.')
      .and.not.match(/\d s old/);
    expect(await says('back'))
      .to.include('News is coming again.')
      .and.not.match(/\d s old/);
  });

  it('sends nobody to a tablet that may be cut off from the same server', async () => {
    for (const state of ['stale', 'gap', 'offline', 'stuck', 'back'])
      expect(await says(state), state)
        .to.match(/Ask at the bedside/)
        .and.include('believe one only while it says Live')
        .and.not.match(/Go by the bedside tablet/);
  });
});

const opened = async (shown: Shown): Promise<Page> => (await theGallery()).open(shown, 'light');
