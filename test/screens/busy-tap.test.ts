/** A tablet whose page was busy handles taps late and together: what was tapped twice counts by when it was tapped. */
import { expect } from 'chai';
import type { CDPSession, Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const key = '1';

interface Pad {
  readonly cdp: CDPSession;
  readonly x: number;
  readonly y: number;
}

async function opened(): Promise<{ readonly page: Page; readonly pad: Pad }> {
  const page = await (await theGallery()).open({ screen: 'tablet', state: 'number' }, 'light', { again: true });
  const box = await page.getByRole('button', { name: key, exact: true }).boundingBox();
  if (box === null) throw new Error('No key on the glass');
  const cdp = await page.context().newCDPSession(page);
  return { page, pad: { cdp, x: box.x + box.width / 2, y: box.y + box.height / 2 } };
}

/** A tap that happened at this instant, whenever the page comes to it. */
const tap = ({ cdp, x, y }: Pad, atMs: number): Promise<unknown> =>
  Promise.all(
    (['mousePressed', 'mouseReleased'] as const).map((type, index) =>
      cdp.send('Input.dispatchMouseEvent', {
        type,
        x,
        y,
        button: 'left',
        clickCount: 1,
        timestamp: (atMs + index * 20) / 1000,
      }),
    ),
  );

/** The page does nothing for so long; what is tapped meanwhile waits. */
const standStill = (page: Page, forMs: number): Promise<void> =>
  page.evaluate((ms) => {
    setTimeout(() => {
      const until = performance.now() + ms;
      while (performance.now() < until);
    });
  }, forMs);

const typed = (page: Page): Promise<string | null> =>
  page.locator('[role=status][aria-label^="Typed"]').getAttribute('aria-label');

describe('two taps on one key of a busy tablet', () => {
  it('are two where the finger came back, although they are handled in one moment', async () => {
    const { page, pad } = await opened();
    await standStill(page, 700);
    const first = Date.now();
    await Promise.all([tap(pad, first), tap(pad, first + 180)]);
    expect(await typed(page)).to.equal('Typed so far: 11 kg');
  });

  it('are one where it was a glove, although they are handled apart', async () => {
    const { page, pad } = await opened();
    const first = Date.now();
    await tap(pad, first);
    await standStill(page, 400);
    await tap(pad, first + 60);
    expect(await typed(page)).to.equal('Typed so far: 1 kg');
  });
});
