/** The notices of a tablet, by a clock that the test moves: how long each stands, and what takes it away. */
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { noticeForMs } from '../../src/tablet/use-notice.ts';
import { launchBrowser } from '../support/browser.ts';
import { oneScript } from '../support/one-script.ts';
import type {} from './notice-page.tsx';

describe('what a tablet says in passing', () => {
  let browser: Browser;
  let script: string;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    script = await oneScript(join(import.meta.dirname, 'notice-page.tsx'));
  });
  after(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
    // From here on the page's time stands still but for what the test lets pass.
    await page.clock.install({ time: 1_000_000 });
    await page.clock.pauseAt(1_000_500);
    await page.setContent('<body></body>');
    await page.addScriptTag({ content: script });
    await at('bed-3');
  });
  afterEach(() => page?.close());

  const at = (where: string) => page.locator('#at', { hasText: where }).waitFor();
  const passes = (ms: number) => page.clock.runFor(ms);
  const says = async (): Promise<readonly string[]> =>
    (await page.getByRole('status').allInnerTexts()).map((text) => text.replace(/\s*Close this message$/, ''));
  const say = async (words: string | null, paper = false): Promise<void> => {
    await page.evaluate(([said, keeps]) => globalThis.tablet.say(said, keeps ? { untilClosed: true } : {}), [
      words,
      paper,
    ] as const);
    // What waits on the page's own clock is let through; nothing here takes that long.
    await passes(20);
  };
  const goes = async (to: string | null): Promise<void> => {
    await page.evaluate((where) => globalThis.tablet.go(where), to);
    await passes(20);
    await at(to ?? 'list');
  };
  /** Somebody scans, and the answer comes when it comes. */
  const asks = () => page.evaluate(() => void (globalThis.tablet.late = globalThis.tablet.say));
  const isAnswered = async (words: string | null, paper = false): Promise<void> => {
    await page.evaluate(([said, keeps]) => globalThis.tablet.late(said, keeps ? { untilClosed: true } : {}), [
      words,
      paper,
    ] as const);
    await passes(20);
  };

  it('stands until its time is over, and not longer', async () => {
    await say('first');
    await passes(noticeForMs - 500);
    expect(await says()).to.deep.equal(['first']);
    await passes(600);
    expect(await says()).to.deep.equal([]);
  });

  it('gives its place to the next, which has its whole time', async () => {
    await say('first');
    await passes(noticeForMs - 500);
    await say('second');
    await passes(noticeForMs - 500);
    expect(await says()).to.deep.equal(['second']);
    await passes(600);
    expect(await says()).to.deep.equal([]);
  });

  it('goes when it is pressed away, and when what came next has nothing to say', async () => {
    await say('first');
    await page.getByRole('button').click();
    expect(await says()).to.deep.equal([]);
    await say('second');
    await say(null);
    expect(await says()).to.deep.equal([]);
  });

  it('goes when its screen is left, and is not there on coming back', async () => {
    await say('first');
    await goes(null);
    expect(await says()).to.deep.equal([]);
    await goes('bed-3');
    expect(await says()).to.deep.equal([]);
  });

  it('that comes late is said where it was asked, and not where the person has gone', async () => {
    await asks();
    await isAnswered('in time');
    expect(await says()).to.deep.equal(['in time']);
    await asks();
    await goes('bed-19');
    await isAnswered('too late');
    expect(await says()).to.deep.equal([]);
    await goes('bed-3');
    expect(await says()).to.deep.equal([]);
  });

  it('that comes late takes nothing away from the screen the person has gone to', async () => {
    await asks();
    await goes('bed-19');
    await say('of bed 19');
    await isAnswered('too late');
    expect(await says()).to.deep.equal(['of bed 19']);
    await isAnswered(null);
    expect(await says()).to.deep.equal(['of bed 19']);
  });

  it('stands until it is pressed away where it must be written on paper, whatever comes after it', async () => {
    await say('write this', true);
    await say('a scan');
    await say(null);
    await passes(3 * noticeForMs);
    expect(await says()).to.deep.equal(['write this']);
    await goes(null);
    expect(await says()).to.deep.equal(['write this']);
    await page.getByRole('button').click();
    expect(await says()).to.deep.equal([]);
  });

  it('waits its turn where more than one must be written on paper, and the same one is there once', async () => {
    await say('write this', true);
    await say('and this', true);
    await say('write this', true);
    expect(await says()).to.deep.equal(['write this']);
    await page.getByRole('button').click();
    expect(await says()).to.deep.equal(['and this']);
    // The same place twice within 400 ms is a glove, and is not heard.
    await passes(500);
    await page.getByRole('button').click();
    expect(await says()).to.deep.equal([]);
  });

  it('is shown wherever the person is when what they tapped before they left was not kept', async () => {
    await asks();
    await goes(null);
    await isAnswered('write this', true);
    expect(await says()).to.deep.equal(['write this']);
  });
});
