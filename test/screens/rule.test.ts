/**
 * The fourth handle, in a real browser against the real window's server: rules are deleted one after another, each walk
 * is played to its end on the tablet, and put back all holds again. How long each took is printed, not asserted.
 */
import { expect } from 'chai';
import type { FrameLocator, Page } from 'playwright-core';
import { shippedDocument } from '../support/protocol.ts';
import { quietWindow, type QuietWindow } from '../support/quiet-window.ts';

/** A rule, what can happen without it, and what the tablet shows at the end: all of it at once. */
const cases: readonly (readonly [rule: string, can: string, tablet: readonly RegExp[]])[] = [
  [
    'While identity does not match, nobody works with the patient.',
    'Work can go on while it is not settled who the patient is.',
    [/identity does not match/i],
  ],
  [
    'Nobody works with a patient who said no, in an emergency neither.',
    'A patient who said no can be handed over all the same',
    [/^Handed over/],
  ],
  [
    'Consent does not count while it is in doubt whether the patient can decide.',
    'Consent can count while nobody knows',
    [/can the patient decide/i],
  ],
  [
    'The second check of “Arm to use” is by another person.',
    '“Arm to use”: one person can give both answers.',
    [/^Arm to use$/, /^RIGHT$/],
  ],
  ['A patient is handed over only when ready.', 'A patient who is not ready can be handed over.', [/^Handed over \d/]],
  [
    'When a patient arrives, somebody must take them.',
    'A patient can be here with nobody looking after them',
    [/nobody yet/],
  ],
  ['Not ready while the preparation is held.', 'The tablet can say Ready while the patient is on hold.', [/^Held/]],
  ['Not ready in an emergency.', 'The tablet can say Ready in an emergency', [/^Emergency$/, /Hand.over(?! in)/]],
  [
    'Not ready while the patient is away.',
    'The tablet can say Ready while the patient is away',
    [/^Away since/, /^Ready/, /Hand.over(?! in)/],
  ],
  [
    'Not ready without “Sharps bin within reach, not filled above its fill line”.',
    '“Sharps bin within reach, not filled above its fill line”: it can be missing, and the tablet still says Ready.',
    [/^Ready/, /Hand.over(?! in)/, /^WITHIN REACH$/, /^OUT OF REACH OR FULL$/],
  ],
  [
    'Not ready without “Tubes laid out, counted”.',
    '“Tubes laid out, counted”: it can be missing, and the tablet still says Ready.',
    [/^Ready/, /Hand.over(?! in)/, /^Tubes laid out, counted$/, /2 of 3 items done/],
  ],
  [
    'The wall asks for help until the faulty equipment is replaced.',
    'A stop can stand without anybody being told.',
    [/Stop: equipment fault/],
  ],
];

/** What nobody on a ward says; the one line for the QA engineer has them. */
const wordsOfTheLab = /invariant|override item|hard item|states seen|stays told|capacity|H\d\d|\bI\d\d/i;

describe('a rule deleted in the window', () => {
  let window: QuietWindow;
  let page: Page;
  const took: number[] = [];

  before(async () => {
    // Its ward is off: the window goes on without it, and nothing of a deleted rule may reach it.
    window = await quietWindow([shippedDocument()]);
    ({ page } = window);
    await page.getByRole('group', { name: 'A rule' }).getByRole('button', { name: 'Delete one' }).click();
  });
  after(async () => {
    await window?.end();
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
  const sheet = () => page.getByRole('region', { name: 'Delete a rule' });
  const tablet = (): FrameLocator => page.frameLocator('iframe[src^="/window/played"]');

  for (const [rule, can, shows] of cases)
    it(`leads to a walk that plays on the tablet: ${rule}`, async () => {
      await page.getByRole('button', { name: rule, exact: true }).click();
      const walk = page.getByRole('region', { name: 'How it can happen' });
      await walk.waitFor({ timeout: 90_000 });
      took.push(Number(/found in ([\d.]+) s/.exec((await status().textContent()) ?? '')?.[1]));
      expect(took.at(-1)).to.be.greaterThan(0);
      const said = await page.getByRole('group', { name: 'What can happen now' }).innerText();
      expect(said).to.include(can);
      expect(said).to.match(/For the patient: \p{Lu}[^:]{20,}\.$/u);
      const exact = await sheet().getByText('For the QA engineer').innerText();
      // By its name: a number alone says nothing to anybody.
      expect(exact).to.match(
        /[A-Z]\d+ broken: “.{20,}” · \p{L}[^()·]{5,} \(H\d\d\) · .*\d+ invariants, [\d,]+ states/u,
      );
      const others = await sheet().evaluate((node) => {
        const copy = node.cloneNode(true) as HTMLElement;
        for (const note of copy.querySelectorAll('[role=note]')) note.remove();
        return copy.textContent ?? '';
      });
      expect(others).to.include('Deleted: ').and.not.match(wordsOfTheLab);
      expect(await page.getByText('its clocks went another way').count()).to.equal(0);
      const steps = walk.getByRole('listitem');
      await tablet().getByText('What could happen without the rule. Not a real patient.').waitFor();
      await tablet().getByText('A replay, not live').waitFor();
      await steps.last().getByRole('button').click();
      const taps = (await steps.allInnerTexts()).filter((step) => /\d taps "/.test(step)).length;
      const place = await walk.getByRole('heading').locator('span').innerText();
      expect(place).to.include(` of ${taps}`);
      if (taps === (await steps.count()) - 1) expect(place).to.equal(`Tap ${taps} of ${taps}`);
      await tablet().getByText(place, { exact: true }).waitFor();
      expect(await tablet().getByText('Live', { exact: true }).count()).to.equal(0);
      for (const each of shows)
        await tablet().getByText(each).filter({ visible: true }).first().waitFor({ timeout: 10_000 });
      expect(await tablet().locator('[inert]').count()).to.equal(1);

      await page.getByRole('button', { name: 'Put the rule back' }).click();
      await page.getByText(/^All \d+ safety promises are kept/).waitFor({ timeout: 90_000 });
      expect(await page.locator('iframe[src^="/window/played"]').count()).to.equal(0);
    });

  it('tells the commentary how long it took, and promises nothing', async () => {
    const noted = page.waitForRequest((request) => request.url().endsWith('/window/note'));
    await page.getByRole('button', { name: 'When a patient arrives, somebody must take them.' }).click();
    expect((await noted).postDataJSON())
      .to.have.property('figure')
      .that.matches(/^\d+\.\d s$/);
    await page.getByRole('button', { name: 'Put the rule back' }).click();
    await page.getByText(/^All \d+ safety promises are kept/).waitFor({ timeout: 90_000 });
  });

  it('plays by itself from the first step to the last', async () => {
    await page.getByRole('button', { name: 'When a patient arrives, somebody must take them.' }).click();
    const walk = page.getByRole('region', { name: 'How it can happen' });
    await walk.getByRole('button', { name: 'Play again' }).waitFor();
    expect(await walk.getByRole('listitem').last().getAttribute('aria-current')).to.equal('step');
    expect(await walk.getByRole('button', { name: 'Next step' }).count(), 'there is none').to.equal(0);
    await walk.getByRole('button', { name: 'The last step' }).waitFor();
    await walk.getByRole('button', { name: 'Step back' }).click();
    await walk.getByRole('button', { name: 'Next step' }).waitFor();
    await page.getByRole('group', { name: 'A rule' }).getByRole('button', { name: 'Put it back' }).click();
    await page.getByText(/^All \d+ safety promises are kept/).waitFor({ timeout: 90_000 });
  });

  it('reaches no server: nothing is asked but the page, its state, its documents, and what it says for the commentary', () => {
    const others = new Set(
      window.asked.filter(
        (one) =>
          !/^GET \/(window(\/state|\/protocols|\/played)?|assets\/.*|icon\.svg|manifest\.webmanifest|favicon\.ico|sw\.js)$/.test(
            one,
          ),
      ),
    );
    expect([...others].filter((one) => one !== 'GET blank')).to.deep.equal(['POST /window/note']);
  });
});
