/** The real window's server before a ward that is off, and a browser on its page: what the window does by itself. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { Demo } from '../../server/demo/demo.ts';
import { layCable } from '../../server/demo/proxy.ts';
import { wardProcess } from '../../server/demo/ward-process.ts';
import { serveWindow } from '../../server/demo/window.ts';
import { launchBrowser } from './browser.ts';

const host = '127.0.0.1';

export interface QuietWindow {
  readonly page: Page;
  readonly browser: Browser;
  readonly url: string;
  /** Everything the page asked for: `GET /window/state`. */
  readonly asked: readonly string[];
  /** Nothing answers on its address any more, as when `npm start` is ended. */
  readonly stop: () => Promise<void>;
  readonly end: () => Promise<void>;
}

export async function quietWindow(documents: readonly unknown[]): Promise<QuietWindow> {
  const cable = await layCable(host, 0, { host, port: 1 });
  const demo = new Demo(`http://${host}:1`, wardProcess(`http://${host}:1`, {}), cable);
  const opening = { tabletUrl: 'about:blank', wallUrl: 'about:blank', wallOrigin: `http://${host}:1`, signIns: [] };
  const server: Server = await serveWindow(demo, host, 0, opening, documents);
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1366, height: 650 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const url = `http://${host}:${(server.address() as AddressInfo).port}/window?theme=light`;
  await page.goto(url);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    page,
    browser,
    url,
    asked,
    stop,
    end: async () => {
      await browser.close();
      await cable.close();
      await stop();
    },
  };
}
