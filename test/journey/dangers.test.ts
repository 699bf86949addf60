/** Each shipped protocol played to handed over in a real browser, with a mistake that would hurt in the middle of it. */
import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Screens } from './browser.ts';
import { importList } from './import.ts';
import { DeskHands, TabletHands, WallHands } from './hands.ts';
import { Preparing } from './dangers-hands.ts';
import { addsPatient } from './dangers-desk.ts';
import { dangers, type Scene } from './dangers.ts';
import { orders, sampleList } from './dangers-orders.ts';
import { approves, equips, sendsOrders, startDangersWard } from './dangers-ward.ts';
import type { JourneyWard } from './ward.ts';

/** Kept for the record when asked to; otherwise where nobody commits them. */
const pictures = process.env['JOURNEY_KEEP'] === '1' ? join('docs', 'evidence', 'dangers') : join('.cache', 'dangers');

describe('five moments where a mistake would hurt', () => {
  const now = Date.now();
  const kept: string[] = [];
  let ward: JourneyWard;
  let screens: Screens;
  let scene: Scene;

  before(async function () {
    this.timeout(120_000);
    mkdirSync(pictures, { recursive: true });
    ward = await startDangersWard();
    screens = await Screens.open();
    await approves(ward.url);
    await equips(ward.url, now);
    await sendsOrders(ward.url, now);
    expect(await importList(ward, sampleList(now), 'dmy')).to.match(/opened 1/);
    const tablet = new TabletHands(await screens.device(800, 1280));
    const desk = new DeskHands(await screens.device(1440, 900));
    const wall = new WallHands(await screens.device(1920, 1080));
    scene = { tablet, desk, wall, moment };
    // Half of what a test may take: what is stuck is said while there is time to take its picture.
    for (const { page } of [tablet, desk, wall]) page.setDefaultTimeout(30_000);
    await wall.opens(ward.url);
    await desk.signIn(ward.url, 'BADGE-ITO');
    await tablet.signIn(ward.url, 'BADGE-OSEI');
    await addsPatient(desk, orders.blood, 'transfusion', now);
  });
  after(async () => {
    await screens?.close();
    await ward?.end();
    process.stdout.write(`      ${kept.length} pictures kept in ${pictures}: ${kept.join(', ')}\n`);
  });

  for (const [name, { title, plan }] of Object.entries(dangers)) {
    it(title, async () => {
      const order = orders[name as keyof typeof dangers];
      const preparing: Preparing = new Preparing(
        scene.tablet,
        order,
        plan({ ...scene, order, preparing: () => preparing }),
      );
      try {
        await preparing.toTheEnd();
        await scene.wall.shows(order.bed, 'Gone');
      } catch (error) {
        await moment(`stuck-${name}`, { tablet: scene.tablet.page, desk: scene.desk.page });
        // The next patient is not kept waiting by a sheet that was left open.
        await scene.tablet.page.goto(`${ward.url}/tablet`);
        throw error;
      }
    }).timeout(240_000);
  }

  it('no screen complained', () => expect(screens.troubles).to.deep.equal([]));

  async function moment(name: string, pages: Readonly<Record<string, Page>>): Promise<void> {
    for (const [screen, page] of Object.entries(pages)) {
      kept.push(`${name}-${screen}`);
      await page.screenshot({ path: join(pictures, `${name}-${screen}.png`) });
      if (process.env['DANGERS_SAY'] === '1')
        writeFileSync(join(pictures, `${name}-${screen}.txt`), await page.locator('body').innerText());
    }
  }
});
