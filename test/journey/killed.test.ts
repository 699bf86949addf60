/**
 * The same morning with the server killed under it, again and again, on each store: what was acknowledged is there,
 * once; deadlines that fell due while it was dead are recorded once; and every screen recovers by itself. Whether the
 * hands that play it get through the whole morning is said, not demanded: they have a nurse's patience, not a test's.
 */
import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { importList } from './import.ts';
import { playMorning } from './script.ts';
import { Screens, type Told } from './browser.ts';
import { type JourneyWard, startJourneyWard } from './ward.ts';
import { readLogs, type LoggedPreparation } from './record.ts';

/** Kills in one morning; the figure the promise is shown with. */
const killsWanted = 20;
/** Between two kills: enough for a restart and some work, too little for anybody to notice a pattern. */
const gapMs = { least: 2_500, most: 7_000 };
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

/** Mornings tried until one is played to its end: what hands that gave up did counts all the same. */
const morningsMax = 2;

for (const kind of ['embedded', 'redis'] as const) {
  describe(`a morning with ${killsWanted} kills on the ${kind} store (seed ${seed})`, () => {
    const mornings: Morning[] = [];
    const all = <Of>(of: (morning: Morning) => readonly Of[]): readonly Of[] => mornings.flatMap(of);
    before(async function () {
      this.timeout(1_500_000);
      const chance = seeded(seed);
      while (mornings.length < morningsMax && mornings.at(-1)?.finished !== true)
        mornings.push(await morningKilled(kind, chance));
    });

    it('killed the server as often as it says', () => {
      for (const { kills } of mornings) expect(kills).to.equal(killsWanted);
    });

    it('brought every screen back by itself', () => {
      for (const { live } of mornings) expect(live).to.deep.equal([true, true, true]);
    });

    it('has every acknowledged tap once', () => {
      const accepted = all(({ told }) => told).filter(({ verdict }) => verdict.kind === 'accepted');
      expect(accepted.length).to.be.greaterThan(15);
      for (const { message, verdict } of accepted) {
        const written = all(({ logs }) => logs)
          .flatMap(({ entries }) => entries)
          .filter(({ command }) => command === message.id);
        expect(written.length, `${message.event} of ${message.id}`).to.be.greaterThan(0);
        const acts = written.filter(({ type }) => type === message.event || type.endsWith('.enteredLate'));
        expect(acts.length, `${message.event} of ${message.id} is there ${acts.length} times`).to.equal(1);
        expect(written.some(({ revision }) => revision === verdict.revision)).to.equal(true);
      }
    });

    it('gave one verdict to each command, however often it was sent', () => {
      const verdicts = new Map<string, string>();
      for (const { message, verdict } of all(({ told }) => told)) {
        const before = verdicts.get(message.id);
        if (before !== undefined) expect(JSON.stringify(verdict)).to.equal(before);
        verdicts.set(message.id, JSON.stringify(verdict));
      }
    });

    it('recorded each deadline that fell due once, at its instant', () => {
      let fired = 0;
      for (const { entries } of all(({ logs }) => logs)) {
        const firings = entries
          .filter(({ type }) => type.startsWith('xstate.after.'))
          .map(({ type, at }) => `${type} ${at}`);
        expect(new Set(firings).size).to.equal(firings.length);
        fired += firings.length;
      }
      expect(fired).to.be.greaterThan(5);
    });

    it('recorded every deadline that fell due, and no other', () => {
      for (const { preparation, entries, expected } of all(({ logs }) => logs)) {
        const firings = entries
          .filter(({ type }) => type.startsWith('xstate.after.'))
          .map(({ type, at }) => `${type} ${at}`);
        expect(firings, preparation).to.deep.equal(expected);
      }
    });

    it('replays every log to the state that was kept, over an unbroken chain', () => {
      for (const { preparation, broken, replayed, kept } of all(({ logs }) => logs)) {
        expect(broken, preparation).to.equal(null);
        expect(replayed, preparation).to.equal(kept);
      }
    });

    it('left no page with an error of its own', () => expect(all(({ troubles }) => troubles)).to.deep.equal([]));
  });
}

interface Morning {
  readonly kills: number;
  readonly finished: boolean;
  /** Of each screen whether it came back by itself. */
  readonly live: readonly boolean[];
  readonly told: readonly Told[];
  readonly logs: readonly LoggedPreparation[];
  readonly troubles: readonly string[];
}

async function morningKilled(kind: 'embedded' | 'redis', chance: () => number): Promise<Morning> {
  const ward = await startJourneyWard(kind);
  try {
    return await playedOn(ward, kind, chance);
  } finally {
    await ward.end();
  }
}

async function playedOn(ward: JourneyWard, kind: string, chance: () => number): Promise<Morning> {
  // Longer than the kills go on: what they get in the way of is done behind them.
  const screens = await Screens.open({ patienceMs: 180_000 });
  let kills = 0;
  let finished = false;
  let over = false;
  let begun = false;
  const nemesis = (async () => {
    // The list is imported first: a command line that loses its server says so, and is typed again.
    while (!over && kills < killsWanted) {
      await pause(gapMs.least + chance() * (gapMs.most - gapMs.least), () => over);
      if (over || !begun) continue;
      kills += 1;
      await ward.killAndRestart();
    }
  })();
  try {
    await playMorning({
      url: ward.url,
      screens,
      imports: (text, dates) => importList(ward, text, dates),
      moment: async (name, pages) => {
        begun = true;
        if (name !== 'stuck') return;
        mkdirSync('.cache/journey', { recursive: true });
        for (const [screen, page] of Object.entries(pages))
          await page.screenshot({ path: `.cache/journey/killed-${kind}-${screen}.png` });
      },
    });
    finished = true;
  } catch (error) {
    process.stdout.write(`      the hands gave up: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  // The morning may be over before the last kill: the ward goes on being killed with its screens open.
  await nemesis;
  over = true;
  const live = await Promise.all(screens.pages.map(cameBack));
  process.stdout.write(
    `      ${kills} kills, ${screens.told.length} answers; the morning was ${finished ? 'played to its end' : 'broken off'}\n`,
  );
  const { told, troubles } = screens;
  await screens.close();
  await ward.stop();
  return { kills, finished, live, told, logs: await readLogs(ward), troubles };
}

/** Whether a screen says that it is heard. */
async function cameBack(page: Page): Promise<boolean> {
  const says = page
    // The desk says the time after the word. The veil names the word too, in bold.
    .getByText(/^Live( \d\d:\d\d:\d\d)?$/)
    .and(page.locator(':not(strong)'))
    // Neither the stop of a wrong wristband nor a locked tablet has the word: each offers this only where it is heard.
    .or(page.getByRole('button', { name: /^Scan the wristband again/ }))
    .or(page.locator('button:not([data-cannot])').filter({ hasText: 'B. Nunez' }));
  return says
    .first()
    .waitFor({ timeout: 90_000 })
    .then(
      () => true,
      () => false,
    );
}

async function pause(ms: number, over: () => boolean): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until && !over()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Chance from a seed (mulberry32), so that a failing run's kills can be asked for again. */
function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
