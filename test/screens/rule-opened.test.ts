/** The fourth handle beside a tablet with a patient open, all of it real: the window, a ward's server, its tablet. */
import { expect } from 'chai';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { Demo } from '../../server/demo/demo.ts';
import { patients } from '../../server/demo/patients.ts';
import { signInAs } from '../../server/demo/person.ts';
import { bloodSample } from '../../server/demo/protocols.ts';
import { layCable, type Cable } from '../../server/demo/proxy.ts';
import { serveWindow } from '../../server/demo/window.ts';
import { launchBrowser } from '../support/browser.ts';
import { shippedDocument } from '../support/protocol.ts';
import { startWeb, type Web } from '../support/web.ts';

const host = '127.0.0.1';
const minute = 60_000;

describe('the rules in the window, beside an open patient', () => {
  let web: Web;
  let cable: Cable;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let preparation = '';
  before(async () => {
    cable = await layCable(host, 0, { host, port: 1 });
    const nothing = async () => undefined;
    const demo = new Demo(
      `http://${host}:1`,
      { stands: 'running', start: nothing, kill: () => undefined, stop: nothing },
      cable,
    );
    const opening = { tabletUrl: 'about:blank', wallUrl: 'about:blank', wallOrigin: `http://${host}:1`, signIns: [] };
    // The last is what it begins with where nobody is open: not the patient's.
    server = await serveWindow(demo, host, 0, opening, [shippedDocument(), shippedDocument('mri')]);
    const window = `http://${host}:${(server.address() as AddressInfo).port}`;
    web = await startWeb({ http: { webDirectory: resolve('dist/web'), frameAncestors: [window] } });
    const charge = await signInAs(web.url, 'BADGE-ITO', 'demo-desk-2', { next: v7 });
    const { protocol, facts } = bloodSample(false);
    await charge.post('/preparations', {
      ward: 'w4B',
      bed: '3',
      protocol,
      start: Math.ceil(web.clock.now() / minute) * minute + 30 * minute,
      patient: patients[0],
      order: { number: 'T1', facts },
    });
    const [row] = await charge.rows('w4B');
    preparation = row?.preparation ?? '';
    opening.tabletUrl = `${web.url}/tablet?demo&badge=BADGE-OSEI`;
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto(`${window}/window?theme=light`);
  });
  after(async () => {
    await browser?.close();
    await web?.end();
    await cable.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const chosen = async (): Promise<string> => {
    await page.getByRole('group', { name: 'A rule' }).getByRole('button', { name: 'Delete one' }).click();
    return page.getByRole('combobox', { name: 'Protocol' }).inputValue();
  };
  const close = (): Promise<void> =>
    page.getByRole('region', { name: 'Delete a rule' }).getByRole('button', { name: 'Back to the ward' }).click();

  it('are of no patient’s protocol while none is open', async () => {
    expect(await chosen()).to.equal('mri');
    await close();
  });

  it('begin with the protocol of whoever is open on the tablet, and another may be chosen', async () => {
    const tablet = page.frameLocator('iframe[title=Tablet]');
    await page.frame({ url: /\/tablet\?/ })?.goto(`${web.url}/tablet/${preparation}?demo`);
    await tablet.getByRole('heading', { level: 1, name: 'M. ROE' }).waitFor();
    expect(await chosen()).to.equal('venepuncture');
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('mri');
    await page
      .getByRole('button', { name: /MR Level 2|Pacemaker/ })
      .first()
      .waitFor();
    await close();
  });
});
