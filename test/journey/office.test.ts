/**
 * What is decided away from a bed, in a real browser on a real server: two people approve a protocol, training is
 * registered and ended, a thing is lent out, and a lot is recalled by somebody who saw first whom it opens again.
 */
import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { does, fitPump, openInfusion, pumpProtocol, types } from '../server/equipment/scene.ts';
import { shippedDocument } from '../support/protocol.ts';
import { TestClock } from '../support/ward.ts';
import { startWeb, type Web } from '../support/web.ts';
import { Screens } from './browser.ts';

/** Kept for the record when asked to; otherwise where nobody commits them. */
const pictures = process.env['JOURNEY_KEEP'] === '1' ? join('docs', 'evidence', 'office') : join('.cache', 'office');

describe('what is decided away from a bed', () => {
  let web: Web;
  let screens: Screens;
  let page: Page;

  before(async function () {
    this.timeout(60_000);
    mkdirSync(pictures, { recursive: true });
    web = await startWeb({
      clock: new TestClock(null),
      equipmentTypes: types,
      protocols: [shippedDocument('mri'), pumpProtocol()],
    });
    screens = await Screens.open();
    page = await screens.device(1440, 900);
    page.setDefaultTimeout(15_000);
  });
  after(async () => {
    await screens?.close();
    await web?.end();
  });

  const side = (): Locator => page.getByRole('complementary');
  const said = (): Locator => side().getByRole('status').filter({ hasText: /./ });
  const kept = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
  async function signsIn(path: string, badge: string): Promise<void> {
    await page.goto(`${web.url}${path}`);
    const out = page.getByRole('button', { name: 'Sign out' });
    const door = page.getByText('Scan your badge', { exact: true });
    await out
      .or(door)
      .or(page.getByText(/^Live /))
      .first()
      .waitFor();
    // A page that has no way out of its own is left by the office's.
    if (!(await door.isVisible())) {
      await page.goto(`${web.url}/protocols`);
      await out.click();
      await door.waitFor();
      await page.goto(`${web.url}${path}`);
      await door.waitFor();
    }
    await page.keyboard.press('Control+b');
    await page.keyboard.type(`${badge}\n`);
    await door.waitFor({ state: 'hidden' });
  }
  const approveButton = () => side().getByRole('button', { name: /^Approve this document/ });
  const cannot = async (button: Locator): Promise<boolean> => (await button.getAttribute('aria-disabled')) === 'true';

  it('begins preparations on a protocol once two people, signed in as themselves, approved it', async () => {
    const digest = web.server.protocols.current('mri')?.digest ?? '';
    const approvals = async () => (await web.server.protocols.approvals(digest)).map(({ person }) => person);
    await signsIn('/protocols', 'BADGE-OSEI');
    await page.getByRole('button', { name: 'MRI scan' }).click();
    await side().getByText('read all of it').waitFor();
    expect((await side().getByText(digest.slice(0, 8)).textContent())?.replaceAll(' ', '')).to.equal(digest);
    expect(await cannot(approveButton()), 'for a technician').to.equal(true);
    await side().getByText('This takes the charge nurse or a proceduralist').waitFor();

    await signsIn('/protocols', 'BADGE-ITO');
    await page.getByRole('button', { name: 'MRI scan' }).click();
    await approveButton().click();
    await said().filter({ hasText: 'You approved it' }).waitFor();
    expect(await approvals()).to.deep.equal(['c-ito']);
    await side().getByText('You approved it. It takes another person').waitFor();
    expect(await cannot(approveButton()), 'for the same person').to.equal(true);
    await kept('same-person');
    await approveButton().click({ force: true });
    expect(await approvals(), 'pressed all the same').to.deep.equal(['c-ito']);
    expect(await web.server.protocols.approved(digest)).to.equal(false);

    await signsIn(`/protocols/${digest}`, 'BADGE-MARSH');
    await side().getByText('C. Ito, ').waitFor();
    await approveButton().click();
    await side().getByText('Two people approved it').waitFor();
    expect(await approvals()).to.deep.equal(['c-ito', 't-marsh']);
    expect(await web.server.protocols.approved(digest)).to.equal(true);
    await kept('approved');
  }).timeout(90_000);

  it('shows what is otherwise in the next version, and approves neither for the other', async () => {
    const document = shippedDocument('mri');
    const times = { ...document.times, egfrFor: { ...document.times['egfrFor']!, is: '7 d' } };
    const next = await web.server.protocols.add({ ...document, version: '1.0.1', times });
    await signsIn(`/protocols/${next.digest}`, 'BADGE-ITO');
    await side().getByText('times.egfrFor.is').waitFor();
    await side().getByText('30 d', { exact: true }).waitFor();
    await side().getByText('7 d', { exact: true }).waitFor();
    await side().getByText('Nobody has approved it').waitFor();
    await kept('next-version');
  }).timeout(60_000);

  it('registers what somebody is trained for until a day, and ends it with a reason', async () => {
    const held = async () => (await web.people.staff.competences('b-nunez', web.clock.now())).includes('mrLevel2');
    await signsIn('/training/b-nunez', 'BADGE-ITO');
    const form = side().getByRole('form', { name: 'Register training' });
    await form.getByLabel('What for').selectOption({ label: 'MR Level 2' });
    await form.getByRole('button', { name: 'Register' }).click();
    await form.getByText('This is no day').waitFor();
    expect(await held(), 'without a last day').to.equal(false);
    const until = form.getByRole('group', { name: 'Until the end of' });
    await until.getByLabel('Day').fill('31');
    await until.getByLabel('Month').selectOption({ label: 'MAR' });
    await until.getByLabel('Year').fill('2031');
    await form.getByRole('button', { name: 'Register' }).click();
    await side().getByText('until the end of 31 MAR 2031').waitFor();
    expect(await held()).to.equal(true);
    await kept('training');
    await side().getByRole('button', { name: 'End MR Level 2 now' }).click();
    await side().getByLabel('Why it ends').fill('Course not repeated');
    await side().getByRole('button', { name: 'End MR Level 2 now' }).last().click();
    await side().getByText('MR Level 2 ended: Course not repeated').waitFor();
    expect(await held()).to.equal(false);

    await page.goto(`${web.url}/training/c-ito`);
    await side().getByText('Nobody registers their own training').waitFor();
    expect(await cannot(side().getByRole('button', { name: /^Register/ }))).to.equal(true);
  }).timeout(60_000);

  it('lends a thing out, and recalls its lot only after saying whom that opens again', async () => {
    await fitPump(web as never, 'P-1', 'L7');
    await fitPump(web as never, 'P-2', 'L8');
    const ward = { desk: web.server.preparations, clock: web.clock } as never;
    const preparation = await openInfusion(ward);
    expect((await does(ward, preparation, 'item.pump.sensed', 'P-1')).kind).to.equal('accepted');
    const pump = async () =>
      (await web.server.preparations.checklist(preparation, { person: 'x', role: 'nurse', grant: 'x' } as never))?.steps
        .flatMap(({ items }) => items)
        .find(({ id }) => id === 'pump')?.status;
    expect(await pump()).to.equal('satisfied');

    await signsIn('/equipment/P-2', 'BADGE-ITO');
    await side().getByRole('button', { name: 'Lent out' }).click();
    await side().getByLabel('To which ward').selectOption({ index: 1 });
    await side().getByRole('button', { name: 'Lent out' }).last().click();
    await side()
      .getByText(/^Lent to /)
      .or(side().getByText(/Lent to/))
      .first()
      .waitFor();
    expect(web.services.equipment.book.page('P-2')).to.include({ lent: true });

    await page.goto(`${web.url}/equipment/P-1`);
    await side().getByRole('button', { name: 'Recall lot L7' }).click();
    await side().getByText('1 patient being prepared has it in hand and is opened again.').waitFor();
    await kept('recall');
    expect(await pump(), 'before it is sent').to.equal('satisfied');
    await side().getByRole('button', { name: 'Recall lot L7' }).last().click();
    await side().getByText('Fill this in').waitFor();
    expect(await pump(), 'without a reason').to.equal('satisfied');
    await side().getByLabel('Why it is recalled').fill('Battery may burn');
    await side().getByRole('button', { name: 'Recall lot L7' }).last().click();
    await side().getByText('Recalled', { exact: true }).first().waitFor();
    for (let tries = 0; tries < 100 && (await pump()) !== 'pending'; tries++) await page.waitForTimeout(50);
    expect(await pump(), 'afterwards').to.equal('pending');
    expect(web.services.equipment.book.page('P-2')).to.include({ standing: 'inService' });
  }).timeout(60_000);

  it('no screen complained', () => expect(screens.troubles).to.deep.equal([]));
});
