/** What people do with their hands on each screen, found by the words they read. */
import type { Locator, Page } from 'playwright-core';

/** A wedge scanner that was set up to begin with STX and to end with Enter. */
async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+b');
  await page.keyboard.type(`${text}\n`);
}

export class TabletHands {
  readonly page: Page;
  #badge = '';
  /** The answer given last, which may come back when the server was away as it was given. */
  #last: { readonly item: string; readonly label: string } | null = null;
  constructor(page: Page) {
    this.page = page;
  }

  async signIn(url: string, badge: string): Promise<void> {
    await this.page.goto(`${url}/tablet`);
    await this.page.getByText('Scan your badge', { exact: true }).waitFor();
    await this.scan(badge);
    this.#badge = badge;
    await this.#button(/^Ward \d+/).waitFor();
  }

  async scan(text: string): Promise<void> {
    await scan(this.page, text);
  }

  /** From wherever, to one patient's screen. */
  async opens(name: string): Promise<void> {
    await this.toList();
    await this.#button(/^Ward \d+/).click();
    await this.page
      .getByRole('button', { name: new RegExp(`^\\S* ?${name}`) })
      .first()
      .click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }
  async toList(): Promise<void> {
    const leave = this.#button(/^Back to list/);
    if (await leave.first().isVisible()) await leave.first().click();
    await this.#button(/^Ward \d+/).waitFor();
  }

  /** Connected, and everything tapped so far was answered: what somebody waits for before they call to the desk. */
  async settled(): Promise<void> {
    const live = this.page.getByRole('button', { name: /^Live [\d:]+\s*(\d+ came back: read it)?$/ });
    const locked = this.page.getByText('Scan your badge', { exact: true });
    await live.or(locked).first().waitFor();
    // Whoever waits for a server to come back finds the tablet locked.
    if (await locked.isVisible()) await this.scan(this.#badge);
    await live.waitFor();
  }

  async step(short: string): Promise<void> {
    const stop = this.page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: short, exact: true });
    // The same place twice within 400 ms is a glove, and is not heard: somebody looks, and presses again.
    for (let tries = 0; tries < 5 && (await stop.getAttribute('aria-pressed')) !== 'true'; tries++) {
      await stop.click();
      await this.page.waitForTimeout(450);
    }
  }
  /** A button on the screen, or under "More for this patient". */
  async does(verb: string): Promise<void> {
    await this.settled();
    // A stop has its verb beside it, above all that scrolls.
    const parts = this.page.getByRole('main').or(this.page.getByRole('alert'));
    const here = parts.getByRole('button', { name: verb, exact: true });
    if (await appears(here)) return here.click();
    await this.#button('More for this patient').click();
    await this.page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
  }
  /** What the patient decided, and a hand-over: the verb, a look at what will be on record, and the verb again. */
  async records(verb: string): Promise<void> {
    await this.does(verb);
    await this.page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
  }
  async answers(item: string, label: string): Promise<void> {
    const open = this.current(item).getByRole('button', { name: label, exact: true });
    // An expired item keeps its place in the list until somebody takes it up again.
    const takeUp = this.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: item })
      .getByRole('button', { name: /again$/ });
    await this.#comes(open.or(takeUp));
    if (await takeUp.isVisible()) await takeUp.click();
    await open.click();
    this.#last = { item, label };
  }
  /** Four figures on the clock pad. */
  async types(item: string, figures: string): Promise<void> {
    const keys = this.current(item);
    // A finger, not a machine: the same key twice within a tenth of a second is a drop of gel.
    for (const figure of figures) await keys.getByRole('button', { name: figure, exact: true }).click({ delay: 150 });
    await keys.getByRole('button', { name: /^Record (today |yesterday )\d/ }).click();
  }
  async starts(item: string): Promise<void> {
    await this.answers(item, 'Start');
  }
  /** Another person, on the same tablet, who is not shown the first answer. */
  async checksSecond(item: string, badge: string, label: string): Promise<void> {
    const start = this.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: item })
      .getByRole('button', { name: 'Start check' });
    await this.#comes(start);
    await start.click();
    await this.page.getByText('Second check').first().waitFor();
    const answer = this.page.getByRole('dialog').getByRole('button', { name: label, exact: true });
    // A badge that was scanned while nobody answered is scanned again.
    for (let tries = 0; tries < 12 && !(await appears(answer)); tries++) {
      await this.settled();
      await this.scan(badge);
    }
    await answer.click();
  }
  /** The open item, grown into its sheet. */
  current(item: string): Locator {
    return this.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name: item }) });
  }
  /** The line of an item that is not the current one: what it says of itself. */
  line(item: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name: item });
  }
  async completes(next: string | null): Promise<void> {
    // Nobody completes two steps within half a second; a glove does touch the same place twice, and that is not heard.
    await this.page.waitForTimeout(450);
    const complete = this.page
      .getByRole('contentinfo')
      .getByRole('button', { name: /^Complete step/, disabled: false });
    await this.#comes(complete);
    await complete.click();
    if (next !== null) await this.page.getByRole('heading', { level: 2, name: next }).waitFor();
  }
  /** Two taps: Stop, then what it is. */
  async stops(
    what: string,
    from: Locator = this.page.getByRole('contentinfo').getByRole('button', { name: 'Stop' }),
  ): Promise<void> {
    await from.click();
    await this.page.getByRole('dialog').getByRole('button', { name: what }).click();
  }

  /** What comes next; when the last answer came back instead, it is given again, as somebody who looks would. */
  async #comes(next: Locator): Promise<void> {
    for (let tries = 0; tries < 12 && !(await appears(next)); tries++) {
      await this.settled();
      if (this.#last === null || (await next.first().isVisible())) continue;
      const { item, label } = this.#last;
      const again = this.current(item).getByRole('button', { name: label, exact: true });
      if (await again.isVisible()) await again.click();
    }
    await next.first().waitFor();
  }

  #button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first();
  }
}

/** Whether it comes into view soon: what is there at once is there within a second. */
const appears = (locator: Locator): Promise<boolean> =>
  locator
    .first()
    .waitFor({ timeout: 1500 })
    .then(
      () => true,
      () => false,
    );

export class DeskHands {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async signIn(url: string, badge: string): Promise<void> {
    await this.page.goto(`${url}/desk/w4B`);
    await this.page.getByText('Scan your badge', { exact: true }).waitFor();
    await scan(this.page, badge);
    await this.page.getByRole('button', { name: 'Add a patient' }).waitFor();
  }
  async opens(name: string): Promise<void> {
    await this.page.getByRole('table').getByRole('button', { name }).first().click();
    await this.panel().getByRole('heading', { level: 2, name }).waitFor();
  }
  panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Patient' });
  }
  /** An action of the panel, its form filled by label, and its verb confirmed. */
  async does(verb: string, fill: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.page.getByText(/^Live/).first().waitFor();
    await this.panel()
      .getByRole('region', { name: 'What you can do' })
      .getByRole('button', { name: verb, exact: true })
      .click();
    for (const [label, value] of Object.entries(fill)) {
      const field = this.panel().getByLabel(label, { exact: true }).first();
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
      else await field.fill(value);
    }
    const confirm = this.panel().getByRole('button', { name: verb, exact: true });
    if (Object.keys(fill).length > 0) await confirm.last().click();
  }
  row(name: string): Locator {
    return this.page.getByRole('row', { name });
  }
}

export class WallHands {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async opens(url: string): Promise<void> {
    await this.page.goto(`${url}/wall/w4B`);
    await this.page.locator('header').getByText('Live', { exact: true }).waitFor();
  }
  /** Waits until a bed's row, or its line in the lane, says this: after what has to lapse first, and on the page that turns up then. */
  async shows(bed: string, says: string | RegExp): Promise<void> {
    await this.#row(bed, says).waitFor({ timeout: 120_000 });
  }
  /** Whether it says so before somebody would look after it. */
  soonShows(bed: string, says: string | RegExp): Promise<boolean> {
    return this.#row(bed, says)
      .waitFor({ timeout: 20_000 })
      .then(
        () => true,
        () => false,
      );
  }
  #row(bed: string, says: string | RegExp): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`Bed\\s*${bed}(?!\\d)`) })
      .filter({ hasText: says })
      .first();
  }
}
