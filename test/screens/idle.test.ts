/** A tablet left alone locks, by a clock that the test moves: in time, with a warning, and never under somebody's hands. */
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { idleInStepMs, idleOnListMs, warnBeforeMs } from '../../src/tablet/idle.ts';
import { launchBrowser } from '../support/browser.ts';
import { oneScript } from '../support/one-script.ts';
import { until } from '../support/until.ts';

/** What is looked at every so often is seen so much later. */
const lookMs = 500;

describe('a tablet left alone', () => {
  let browser: Browser;
  let script: string;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    script = await oneScript(join(import.meta.dirname, 'idle-page.tsx'));
  });
  after(() => browser?.close());
  afterEach(() => page?.close());

  const opened = async (where: 'list' | 'step' | 'running'): Promise<void> => {
    page = await browser.newPage();
    // From here on the page's time stands still but for what the test lets pass.
    await page.clock.install({ time: 1_000_000 });
    await page.clock.pauseAt(1_000_500);
    await page.setContent(`<body data-where="${where}"></body>`);
    await page.addScriptTag({ content: script });
    await page.locator('#locked').waitFor();
  };
  const passes = (ms: number) => page.clock.runFor(ms);
  const says = async (): Promise<readonly (string | null)[]> =>
    Promise.all(['#locked', '#left'].map((id) => page.locator(id).textContent()));
  const untouched = async (where: 'list' | 'step' | 'running'): Promise<void> => {
    await opened(where);
    expect(await says()).to.deep.equal(['0', 'not near']);
  };

  for (const [where, limitMs] of [
    ['list', idleOnListMs],
    ['step', idleInStepMs],
  ] as const)
    it(`locks after ${limitMs / 1000} seconds in the ${where}, says so ${warnBeforeMs / 1000} seconds before, and not sooner`, async () => {
      await untouched(where);
      await passes(limitMs - warnBeforeMs - 2 * lookMs);
      expect(await says()).to.deep.equal(['0', 'not near']);
      await passes(3 * lookMs);
      const [locked, left] = await says();
      expect([locked, Number(left) > 0]).to.deep.equal(['0', true]);
      await passes(warnBeforeMs - 2 * lookMs);
      expect((await says())[0]).to.equal('0');
      await passes(3 * lookMs);
      expect(Number((await says())[0])).to.be.greaterThan(0);
    });

  for (const [what, touch] of [
    ['a finger', () => page.mouse.click(5, 5)],
    ['a key', () => page.keyboard.press('a')],
    ['a wheel', () => page.mouse.wheel(0, 10)],
  ] as const)
    it(`begins to count anew at ${what}, also in the last second, and keeps what was typed`, async () => {
      await untouched('list');
      await page.locator('input').fill('81.5');
      await passes(idleOnListMs - 2 * lookMs);
      expect((await says())[1]).to.not.equal('not near');
      await touch();
      // A wheel is heard when the browser comes to it; the page's own clock does not move meanwhile.
      await until(`${what} is heard`, async () => (await says())[1] === 'not near');
      expect((await says())[0]).to.equal('0');
      await passes(idleOnListMs - warnBeforeMs - 2 * lookMs);
      expect(await says()).to.deep.equal(['0', 'not near']);
      await passes(warnBeforeMs + 3 * lookMs);
      expect(Number((await says())[0])).to.be.greaterThan(0);
      expect(await page.locator('input').inputValue()).to.match(/^81\.5/);
    });

  it('does not lock while a timer runs on its screen', async () => {
    await untouched('running');
    await passes(2 * idleInStepMs);
    expect(await says()).to.deep.equal(['0', 'not near']);
  });
});
