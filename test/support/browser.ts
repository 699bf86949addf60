/** A real browser on the gallery of screens: built once, served on a spare loopback port, all gone when the tests end. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { bedsides } from './tablet-bedsides.ts';

const screens = join(import.meta.dirname, '..', 'screens');

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Every address of the gallery, and the glass it is drawn for. */
export interface Shown {
  readonly screen:
    | 'tablet'
    | 'wall'
    | 'desk'
    | 'equipment'
    | 'window'
    | 'department'
    | 'protocols'
    | 'training'
    | 'print';
  readonly state: string;
}
const glass = {
  tablet: { width: 800, height: 1280 },
  wall: { width: 1920, height: 1080 },
  desk: { width: 1440, height: 900 },
  equipment: { width: 1440, height: 900 },
  window: { width: 1440, height: 900 },
  department: { width: 1440, height: 900 },
  protocols: { width: 1440, height: 900 },
  training: { width: 1440, height: 900 },
  print: { width: 900, height: 1240 },
} as const;
const situations = 'busy calm more-than-three empty stale gap marked connecting offline error';
const states = {
  tablet:
    'worklist worklist-needs worklist-needs-away worklist-away empty loading error notice not-here sign-in sign-in-away locked list-stop call wipe came-back ' +
    'step step&similar undo-complete undo-warning others-finish others-answer others-grow own-answer kinds kinds-kept held stopped ready ready-early ready-short was-ready ready-away matched-here opened-by-scan empty-step stop-sheet stop-refused look-first look-handover look-handover-away ready-warned look-handover-warned hold-sheet details second-check second-blind offline refused ' +
    'wrong wrong-gone wrong-typed wrong-stood wrong-away another another-away wrong-long wrong-short wrong-all choice number clock timer timer-away timer-long running running-away time-up time-up-away counted scan second ' +
    'real-endoscopy-inr real-endoscopy-scope real-endoscopy-scope-aside real-endoscopy-fasting real-mri-screening real-answered-since real-answered-since&open=correct&of=identity ' +
    'real-mri-weight real-ct real-ct-scanner real-blood-bag real-blood-bag&open=stop real-blood-stops real-limits ' +
    'real-limits&open=more real-offline-done real-stop-here real-ready-stop-here real-stop-late real-way-ready real-way-called real-way-left real-way-there real-elsewhere ' +
    'real-kept-elsewhere real-gone-exception real-gone-warned ' +
    'real-second-number real-consent-next real-consent-given real-tube-count real-tubes-not-said real-second-number&open=scopeCycle ' +
    'real-blood-lapsed real-blood-lapsed&open=stop real-ct-egfr&open=egfr.overridden real-mri-second ' +
    'real-mri-second&open=activeImplant worklist-took worklist-here worklist-stopped-here worklist-came worklist-left-ready worklist-left-here worklist-left-stopped worklist-long worklist-ends worklist-unapproved list-ask wrong-unapproved worklist&trouble=clock step&trouble=full step&trouble=full+lost+clock+lossy',
  equipment: 'list due checks thing fault measure move recall empty connecting error stale',
  wall: `${situations} busy&beds=20 busy&beds=40 more-than-three&beds=40 busy&bound stuck back widest widest-few widest-there widest-marked silent widest-silent busy&trouble=clock busy&trouble=lost calm&trouble=lossy busy&trouble=full+lost+clock+lossy more-than-three&trouble=clock`,
  desk: `${situations} busy&bed=7 busy&bed=7&night busy&bed=22 busy&bed=12 busy&beds=40&closed busy&add busy&closed busy&long&closed busy&offered busy&handOver empty&handOver busy&delay silent silent&bed=4 busy&trouble=clock busy&trouble=full+lost+clock+lossy`,
  department: `${situations.replace('more-than-three', 'thirty')} busy&open busy&trouble=lossy`,
  protocols: 'list open mine both role first reading error',
  training: 'list open self role refused',
  print: 'record short ward ward-empty error fetching',
  window: 'busy offline dead dead-cut silent starting error',
} as const;
export const shownOn = (screen: Shown['screen']): readonly Shown[] =>
  states[screen].split(' ').map((state) => ({ screen, state }));

/** A Chromium with a fresh profile that calls nobody; `close` ends it and removes the profile. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    // Chromium's sandbox refuses to run as root; for anybody else it stays on.
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
  const folders = named.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, named)).find(existsSync);
  if (found === undefined) throw new Error(`There is no ${named} to run; CHROMIUM says where it is`);
  return found;
}

let started: Promise<Gallery> | null = null;
/** One build, one browser and one page for all files; the first that asks starts them. */
export const theGallery = (): Promise<Gallery> => (started ??= Gallery.start());
/** For `after` outside every `describe`: mocha then runs it behind the last file. */
export async function endGallery(): Promise<void> {
  const ending = started;
  started = null;
  // One that did not start has failed every test already.
  const gallery = await ending?.catch(() => null);
  await gallery?.end();
}

export class Gallery {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #server: PreviewServer;
  readonly #folder: string;
  readonly #origin: string;
  #shown = '';
  #complaints: string[] = [];

  private constructor(page: Page, browser: Browser, server: PreviewServer, folder: string) {
    this.page = page;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
    this.#origin = new URL(server.resolvedUrls?.local[0] ?? '').origin;
    this.#listen();
  }

  static async start(): Promise<Gallery> {
    const folder = mkdtempSync(join(tmpdir(), 'wardready-gallery-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    // What the build of the same parts warns of is heard there, once.
    const config = { configFile: join(screens, 'vite.config.ts'), logLevel: 'error' } as const;
    await build({
      ...config,
      // React's development build says on the console what the other one keeps to itself.
      define: { 'process.env.NODE_ENV': '"development"', bedsidesPlayed: JSON.stringify(bedsides()) },
      build: {
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: ['index.html', 'tablet.html'].map((page) => join(screens, page)) },
      },
    });
    const server = await preview({
      ...config,
      build: { outDir: folder },
      preview: { host: '127.0.0.1', port: 0, strictPort: false },
    });
    const browser = await launchBrowser();
    // Without motion a colour is never measured on its way to another.
    const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
    // tsx names functions by a helper that the page does not have.
    await context.addInitScript('globalThis.__name = (named) => named');
    return new Gallery(await context.newPage(), browser, server, folder);
  }

  /** Shows a screen, drawn and in its own letters. The theme is changed in the page when nothing else differs. */
  async open({ screen, state }: Shown, theme: Theme, { again = false } = {}): Promise<Page> {
    const address = screen === 'tablet' ? `tablet.html?state=${state}` : `?screen=${screen}&state=${state}`;
    if (again || this.#shown !== address) {
      this.#shown = '';
      this.#complaints = [];
      await this.page.setViewportSize(glass[screen]);
      await this.page.goto(`${this.#origin}/${address}&theme=${theme}`);
      await this.page.waitForFunction(() => document.querySelector('#root > *, #tablet > *, [role=dialog]') !== null);
      await this.page.evaluate(async () => void (await document.fonts.ready));
      this.#shown = address;
    }
    await this.page.evaluate((next) => void (document.documentElement.dataset['theme'] = next), theme);
    return this.page;
  }

  /** What the page complained of, and whom it asked for something, since it was opened. */
  complaints(): readonly string[] {
    return this.#complaints;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #listen(): void {
    const complain = (what: string) => void this.#complaints.push(what);
    this.page.on('console', (message) => {
      // The browser's own wish; the page did not ask for it.
      if (message.location().url === `${this.#origin}/favicon.ico`) return;
      if (message.type() === 'error') complain(`console: ${message.text()}`);
    });
    this.page.on('pageerror', (error) => complain(`page error: ${error.message}`));
    this.page.on('websocket', (socket) => complain(`socket: ${socket.url()}`));
    this.page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== this.#origin) complain(`left the origin: ${request.url()}`);
    });
  }
}
