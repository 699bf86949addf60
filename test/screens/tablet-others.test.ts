/** Two people on one patient: what the other does is told, and neither turns the page nor moves what is under a finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { settlesAfterMs } from '../../src/tablet/use-step.ts';
import { endGallery, theGallery } from '../support/browser.ts';

declare global {
  var galleryNext: (() => void) | undefined;
}

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
const others = (page: Page): Promise<void> => page.evaluate(() => globalThis.galleryNext?.());
const places = (page: Page, where: string): Promise<readonly string[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(' ');
      }),
    where,
  );
const news = (page: Page) => page.getByRole('status').filter({ hasText: 'Kim' });

describe('a step that another person finishes', () => {
  it('stays on the screen and moves nothing, and who did it and when is said', async () => {
    const page = await opened('others-finish');
    // The screen is somebody's from the moment they touch it, or have had the time to read it.
    await page.waitForTimeout(settlesAfterMs + 200);
    const acts = await places(page, 'nav button, footer button');
    const [title] = await places(page, 'main h2');
    await others(page);
    await news(page).waitFor();
    expect(await news(page).innerText()).to.equal('J. Kim completed Hygiene 07:39. J. Kim completed Explain 07:39.');
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).to.equal('Hygiene');
    expect(await places(page, 'nav button, footer button')).to.deep.equal(acts);
    expect((await places(page, 'main h2'))[0]).to.equal(title);
  });

  it('is gone on from by a press where it would have been completed, and the news is put away by it', async () => {
    const page = await opened('others-finish');
    await page.waitForTimeout(settlesAfterMs + 200);
    await others(page);
    await news(page).waitFor();
    await page.getByRole('contentinfo').getByRole('button', { name: 'Go to Equipment' }).click();
    await page.getByRole('heading', { level: 2, name: 'Equipment for MRI' }).waitFor();
    expect(await news(page).count()).to.equal(0);
  });

  it('stays from the first touch on, however early that is', async () => {
    const page = await opened('others-finish');
    await page.mouse.click(400, 900);
    await others(page);
    await page.getByRole('button', { name: 'Go to Equipment' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).to.equal('Hygiene');
  });

  it('is followed while the screen opens, before anybody has seen it', async () => {
    const page = await opened('others-finish');
    await others(page);
    await page.getByRole('heading', { level: 2, name: 'Equipment for MRI' }).waitFor();
    expect(await news(page).count()).to.equal(0);
  });
});

describe('an item that another person answers while it is in hand', () => {
  it('gives the hand to the next, which takes no press for a second', async () => {
    const page = await opened('others-answer');
    const [before, after, taken] = await page.evaluate(async () => {
      const sheet = () => document.querySelector('[aria-current=step]');
      const name = () => sheet()?.querySelector('h3')?.textContent ?? '';
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const first = name();
      globalThis.galleryNext?.();
      while (name() === first) await frame();
      const button = sheet()?.querySelector('button')?.getBoundingClientRect();
      const hit = button === undefined ? null : document.elementFromPoint(button.x + 9, button.y + 9);
      return [first, name(), sheet()?.contains(hit) === true] as const;
    });
    expect(after).to.not.equal(before);
    expect(taken, 'pressed at once').to.equal(false);
    await page.waitForFunction(() => !(document.querySelector('[aria-current=step]') as HTMLElement).inert);
  });
});

/** In the page: what others do, and at once where each row is and whether a finger there would press something of the list. */
const whatMoves = (page: Page) =>
  page.evaluate(async () => {
    const rows = () => [...document.querySelectorAll<HTMLElement>('main [data-row]')];
    const placesNow = () => new Map(rows().map((row) => [row.dataset['row'] ?? '', row.getBoundingClientRect().top]));
    const before = placesNow();
    const text = document.querySelector('main')?.textContent;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    globalThis.galleryNext?.();
    while (document.querySelector('main')?.textContent === text) await frame();
    await frame();
    await frame();
    const glass = document.querySelector('main')?.getBoundingClientRect();
    const inHand = document.querySelector<HTMLElement>('[aria-current=step]')?.dataset['row'] ?? '';
    const now = placesNow();
    const moved = rows().flatMap((row) => {
      const id = row.dataset['row'] ?? '';
      const box = row.getBoundingClientRect();
      const [x, y] = [box.left + 60, Math.max(box.top, glass?.top ?? 0) + 12];
      if (Math.abs(box.top - (before.get(id) ?? -1)) <= 4 || y > Math.min(box.bottom, glass?.bottom ?? 0)) return [];
      return [{ id, pressed: row.contains(document.elementFromPoint(x, y)) }];
    });
    return { inHand, moved, place: [before.get(inHand), now.get(inHand)] };
  });

describe('what others answer above a finger', () => {
  it('leaves what is in hand, and all that is in sight, where it is, though lines above it say more', async () => {
    const { inHand, place, moved } = await whatMoves(await opened('others-grow'));
    expect(inHand).to.equal('weight');
    expect(place[1]).to.be.closeTo(place[0] ?? 0, 1);
    expect(moved).to.deep.equal([]);
  });

  it('leaves no row to be pressed for another: those that moved take no press for a second', async () => {
    const page = await opened('others-answer');
    const { moved } = await whatMoves(page);
    expect(moved.length, 'something moved').to.be.greaterThan(0);
    expect(moved.filter(({ pressed }) => pressed)).to.deep.equal([]);
    const reached = await page
      .getByRole('contentinfo')
      .getByRole('button', { name: 'Stop' })
      .evaluate((stop) => {
        const { x, y } = stop.getBoundingClientRect();
        return stop.contains(document.elementFromPoint(x + 20, y + 20));
      });
    expect(reached, 'Stop is pressed all the while').to.equal(true);
    await page.locator('main [data-row=more] button').click();
    await page.getByRole('dialog').waitFor();
  });
});

describe('a completion that the server did not take', () => {
  it('is said, and why', async () => {
    const page = await opened('refused');
    const said = 'Equipment was not completed. Check who the patient is first.';
    expect(await page.getByRole('status').allInnerTexts()).to.include(said);
  });
});
