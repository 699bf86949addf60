/**
 * The fourth handle, in a real browser against the real window's server: rules are deleted one after another, each walk
 * is played to its end on the tablet, and put back all holds again. How long each took is printed, not asserted.
 */
import { expect } from 'chai';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { Demo } from '../../server/demo/demo.ts';
import { layCable } from '../../server/demo/proxy.ts';
import { wardProcess } from '../../server/demo/ward-process.ts';
import { serveWindow } from '../../server/demo/window.ts';
import { launchBrowser } from '../support/browser.ts';
import { shippedDocument } from '../support/protocol.ts';

const host = '127.0.0.1';

/** A rule, what is no longer true without it, and what the tablet shows at the end: all of it at once. */
const cases: readonly (readonly [rule: string, broken: string, tablet: readonly RegExp[]])[] = [
  [
    'While identity does not match, nobody works with the patient.',
    'While identity does not match nobody works',
    [/identity does not match/i],
  ],
  [
    'Nobody works with a patient who said no, in an emergency neither.',
    'An emergency does not bypass a patient who said no',
    [/^Handed over/],
  ],
  [
    'No consent stands while it is in doubt whether the patient can decide.',
    'No consent stands while capacity is in doubt',
    [/can the patient decide/i],
  ],
  [
    'The second check of “Arm to use” is by another person.',
    'Whoever gave the first answer',
    [/^Arm to use$/, /^RIGHT$/],
  ],
  ['A patient is handed over only when ready.', 'Nobody is handed over who is not ready', [/^Handed over \d/]],
  ['When a patient arrives, somebody must take them.', 'Once a patient is here somebody has them', [/nobody yet/]],
  ['Not ready while the preparation is held.', 'Nobody is ready while the preparation is held', [/^Held/]],
  ['Not ready in an emergency.', 'Nobody is ready in an emergency', [/^Emergency$/, /Hand.over(?! in)/]],
  [
    'Not ready while the patient is away.',
    'Nobody is ready while they are away',
    [/^Away since/, /^Ready/, /Hand.over(?! in)/],
  ],
  [
    'Not ready without “Sharps bin within reach, not filled above its fill line”.',
    'Ready means that every',
    [/^Ready/, /Hand.over(?! in)/, /^WITHIN REACH$/, /^OUT OF REACH OR FULL$/],
  ],
  [
    'Not ready without “Tubes laid out, counted”.',
    'Ready means that every',
    [/^Ready/, /Hand.over(?! in)/, /^Tubes laid out, counted$/, /2 of 3 done/],
  ],
  [
    'Somebody stays told until the faulty equipment is replaced.',
    'A stop is never without somebody being told',
    [/Stop: equipment fault/],
  ],
];

describe('a rule deleted in the window', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let end: () => Promise<void>;
  const asked: string[] = [];
  const took: number[] = [];

  before(async () => {
    const cable = await layCable(host, 0, { host, port: 1 });
    // A ward that is off: the window goes on without it, and nothing of a deleted rule may reach it.
    const demo = new Demo(`http://${host}:1`, wardProcess(`http://${host}:1`, {}), cable);
    const opening = { tabletUrl: 'about:blank', wallUrl: 'about:blank', wallOrigin: `http://${host}:1`, signIns: [] };
    server = await serveWindow(demo, host, 0, opening, [shippedDocument()]);
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1366, height: 650 }, serviceWorkers: 'block' });
    page = await context.newPage();
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(`http://${host}:${(server.address() as AddressInfo).port}/window?theme=light`);
    await page.getByRole('group', { name: 'A rule' }).getByRole('button', { name: 'Delete one' }).click();
    end = async () => {
      await browser.close();
      await cable.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  after(async () => {
    await end?.();
    const sorted = [...took].sort((a, b) => a - b);
    process.stdout.write(
      `      ${took.length} rules deleted, the walk on the screen after ${took.map((s) => s.toFixed(1)).join(', ')} s; median ${sorted[sorted.length >> 1]?.toFixed(1)} s\n`,
    );
  });

  // What one case leaves is not the next one's.
  afterEach(async () => {
    const back = page.getByRole('button', { name: 'Put the rule back' });
    if ((await back.count()) > 0) await back.click();
  });

  const status = () => page.getByRole('status');
  const tablet = (): FrameLocator => page.frameLocator('iframe[src^="/window/played"]');

  for (const [rule, broken, shows] of cases)
    it(`leads to a walk that plays on the tablet: ${rule}`, async () => {
      await page.getByRole('button', { name: rule, exact: true }).click();
      const walk = page.getByRole('region', { name: 'How it comes about' });
      await walk.waitFor({ timeout: 90_000 });
      took.push(Number(/found in ([\d.]+) s/.exec((await status().textContent()) ?? '')?.[1]));
      expect(took.at(-1)).to.be.greaterThan(0);
      const said = await page.getByText('No longer true').textContent();
      expect(said).to.include(broken);
      // By its name: a number alone says nothing to anybody.
      expect(said).to.match(/It may lead to: \p{L}[^()·]{5,} \(H\d\d\)/u);
      expect(await page.getByText('its clocks went another way').count()).to.equal(0);
      const steps = walk.getByRole('listitem');
      await tablet().getByText('Rule deleted. Not a real patient.').waitFor();
      await steps.last().getByRole('button').click();
      for (const each of shows)
        await tablet().getByText(each).filter({ visible: true }).first().waitFor({ timeout: 10_000 });
      expect(await tablet().locator('[inert]').count()).to.equal(1);

      await page.getByRole('button', { name: 'Put the rule back' }).click();
      await page.getByText(/^Holds: \d+ invariants/).waitFor({ timeout: 90_000 });
      expect(await page.locator('iframe[src^="/window/played"]').count()).to.equal(0);
    });

  it('plays by itself from the first step to the last', async () => {
    await page.getByRole('button', { name: 'When a patient arrives, somebody must take them.' }).click();
    const walk = page.getByRole('region', { name: 'How it comes about' });
    await walk.getByRole('button', { name: 'Play again' }).waitFor();
    expect(await walk.getByRole('listitem').last().getAttribute('aria-current')).to.equal('step');
    await page.getByRole('group', { name: 'A rule' }).getByRole('button', { name: 'Put it back' }).click();
    await page.getByText(/^Holds: /).waitFor({ timeout: 90_000 });
  });

  it('reaches no server: nothing is asked but the page, its state, its documents, and what it says for the commentary', () => {
    const others = new Set(
      asked.filter(
        (one) =>
          !/^GET \/(window(\/state|\/protocols|\/played)?|assets\/.*|icon\.svg|manifest\.webmanifest|favicon\.ico|sw\.js)$/.test(
            one,
          ),
      ),
    );
    expect([...others].filter((one) => one !== 'GET blank')).to.deep.equal(['POST /window/note']);
  });
});
