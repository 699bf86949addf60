/** A real browser on the gallery of screens: built once, served on a spare loopback port, all gone when the tests end. */
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';

const screens = join(import.meta.dirname, '..', 'screens');

export type Theme = 'light' | 'dark';
export const themes: readonly Theme[] = ['light', 'dark'];
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A Chromium with a profile of its own that speaks to nobody; `close` ends it and removes the profile. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    // Chromium's sandbox refuses to run as root; anybody else keeps it.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function chromiumPath(): string {
  const named = process.env['CHROMIUM'] ?? 'chromium';
  const places = named.includes('/') ? [named] : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, named));
  const found = places.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`There is no ${named} to run; CHROMIUM says where it is`);
  return found;
}

/** The gallery's own page, and what it complained of since it was last opened. */
export class Gallery {
  readonly page: Page;
  readonly origin: string;
  readonly #browser: Browser;
  readonly #server: PreviewServer;
  readonly #folder: string;
  #complaints: string[] = [];

  private constructor(page: Page, browser: Browser, server: PreviewServer, folder: string) {
    this.page = page;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
    this.origin = new URL(server.resolvedUrls?.local[0] ?? '').origin;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#complaints.push(`page error: ${error.message}`));
    page.on('requestfailed', (request) => this.#complaints.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== this.origin) this.#complaints.push(`left the origin: ${request.url()}`);
    });
  }

  static async start(): Promise<Gallery> {
    const folder = mkdtempSync(join(tmpdir(), 'wardready-gallery-'));
    const config = { configFile: join(screens, 'vite.config.ts'), logLevel: 'warn', build: { outDir: folder } } as const;
    await build({
      ...config,
      // React's development build says on the console what the other one keeps to itself.
      define: { 'process.env.NODE_ENV': '"development"' },
      build: {
        ...config.build,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: { input: ['index.html', 'tablet.html'].map((page) => join(screens, page)) },
      },
    });
    const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 0 } });
    const browser = await launchBrowser();
    const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
    // tsx names every function it compiles by a helper that the page does not have.
    await context.addInitScript('globalThis.__name = (named) => named');
    return new Gallery(await context.newPage(), browser, server, folder);
  }

  /** Opens a screen and waits until it is drawn in its own letters. */
  async open(path: string, theme: Theme, size: Size): Promise<void> {
    await this.page.setViewportSize(size);
    this.#complaints = [];
    await this.page.goto(`${this.origin}/${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
    await this.page.waitForFunction(() => document.querySelector('#root > *, #tablet > *, [role=dialog]') !== null);
    await this.page.evaluate(async () => void (await document.fonts.ready));
  }

  complaints(): readonly string[] {
    return this.#complaints;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
