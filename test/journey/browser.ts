/** Real Chromium, and what its sockets said: every command that was sent, and every verdict that came back. */
import type { Browser, Page } from 'playwright-core';
import type { CommandMessage, Reply, Verdict } from '../../machines/index.ts';
import { launchBrowser } from '../support/browser.ts';

export interface Told {
  readonly message: CommandMessage;
  readonly verdict: Verdict;
}

export class Screens {
  readonly #browser: Browser;
  /** Everything that was acknowledged to any page, in order of arrival. */
  readonly told: Told[] = [];
  readonly troubles: string[] = [];
  readonly pages: Page[] = [];
  readonly #patienceMs: number;

  private constructor(browser: Browser, patienceMs: number) {
    this.#browser = browser;
    this.#patienceMs = patienceMs;
  }

  /** @param patienceMs how long hands wait for what they want to press before they give up */
  static async open({ patienceMs = 60_000 } = {}): Promise<Screens> {
    return new Screens(await launchBrowser(), patienceMs);
  }

  /** A device of its own: its own cookies, its own memory. */
  async device(width: number, height: number): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width, height },
      timezoneId: 'UTC',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    this.pages.push(page);
    page.setDefaultTimeout(this.#patienceMs);
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('websocket', (socket) => {
      const asked = new Map<string, CommandMessage>();
      socket.on('framesent', ({ payload }) => {
        const [, ack = '', body = ''] = /^42(\d+)(\[.*)$/s.exec(String(payload)) ?? [];
        if (body === '') return;
        const [event, message] = JSON.parse(body) as [string, CommandMessage];
        if (event === 'command') asked.set(ack, message);
      });
      socket.on('framereceived', ({ payload }) => {
        const [, ack = '', body = ''] = /^43(\d+)(\[.*)$/s.exec(String(payload)) ?? [];
        const message = asked.get(ack);
        if (message === undefined) return;
        const [reply] = JSON.parse(body) as [Reply<Verdict>];
        if (reply.ok) this.told.push({ message, verdict: reply.value });
      });
    });
    return page;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
