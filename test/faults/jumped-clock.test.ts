/** A node whose machine's clock is set while it runs: it is said, nothing falls due by it, and a tap has the time from before. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { Chance } from '../support/chance.ts';
import { until } from '../support/until.ts';
import { startDesk } from './real/sign-in.ts';
import { startRealWard, type RealWard } from './real/ward.ts';
import { createWitness } from './real/witness.ts';

const hourMs = 3_600_000;
interface Health {
  readonly ready: boolean;
  readonly clockHealthy: boolean;
  readonly clockDriftMs: number;
  readonly problems: readonly string[];
}

describe('a machine whose clock is set by hours', () => {
  const home = mkdtempSync(join(tmpdir(), 'wardready-clock-'));
  const hand = join(home, 'offset');
  const set = (offset: string): void => writeFileSync(hand, `${offset}\n`);
  let ward: RealWard;
  let browser: Browser;
  const health = async (): Promise<Health> => (await (await fetch(`${ward.urls[0]}/readyz`)).json()) as Health;
  const jumpedBy = async (ms: number): Promise<Health> => {
    const from = performance.now();
    const found = await until(
      'the jump is noticed',
      async () => {
        const now = await health();
        return !now.clockHealthy && Math.abs(now.clockDriftMs - ms) <= 2_000 && now;
      },
      30_000,
    );
    console.log(`      said ${Math.round(performance.now() - from)} ms after the clock was set`);
    return found;
  };

  before(async () => {
    set('+0s');
    browser = await launchBrowser();
    ward = await startRealWard({ store: 'embedded', nodes: 1, disk: 'any', env: faked(hand) });
  });
  after(async () => {
    await browser.close();
    await ward.end();
    rmSync(home, { recursive: true, force: true });
  });

  it('is noticed, said on a board that is connected, forwards and back, and nothing is recorded early', async () => {
    const witness = createWitness();
    const desk = await startDesk(ward.urls, new Chance(1), witness);
    await desk.open();
    // What falls due seconds after an opening has fallen due before the clock is touched.
    await pause(6_000);
    const before = await health();
    expect(before).to.include({ ready: true, clockHealthy: true });
    const wall = await browser.newPage();
    await wall.goto(`${ward.urls[0]}/wall/w4B`);
    await wall.getByText('Live', { exact: true }).waitFor();
    const said = wall.getByText('The server’s clock is wrong. Check times by the ward’s clock. Call IT.');
    expect(await said.count(), 'said while nothing is wrong').to.equal(0);

    set('+4h');
    const shown = said.waitFor({ timeout: 30_000 }).then(() => performance.now());
    const forward = await jumpedBy(4 * hourMs);
    const noticed = performance.now();
    console.log(
      `      on a board that was connected all along ${Math.round((await shown) - noticed)} ms after /readyz`,
    );
    expect(await wall.locator('header').getByText('Live').count(), 'the board is current all the same').to.equal(1);
    expect(forward.problems.join()).to.match(/jumped forward by 144\d\d s; .* Put the clock right/);
    // The worker looks twice a second.
    await pause(2_000);

    set('-4h');
    const back = await jumpedBy(-4 * hourMs);
    expect(back.problems.join()).to.match(/jumped back by 14[34]\d\d s/);
    await desk.open();

    set('+0s');
    await until('it is believed again', async () => (await health()).clockHealthy, 30_000);
    await said.waitFor({ state: 'detached', timeout: 30_000 });
    await ward.nodes[0]?.stop();

    const store = await ward.openStore();
    const instants: number[] = [];
    for (const preparation of await store.preparations())
      for (const { body } of await store.log(preparation)) {
        const { at, recordedAt } = JSON.parse(body) as { at: number; recordedAt: number };
        instants.push(at, recordedAt);
      }
    await store.close();
    expect(ward.errors().filter((line) => !line.includes('the clock of this machine'))).to.deep.equal([]);
    expect(instants.length).to.be.above(4);
    const [first, last] = [Math.min(...instants), Math.max(...instants)];
    expect(last - first, 'from the first to the last instant on record').to.be.below(hourMs);
    expect(Math.abs(Date.now() - last), 'the last instant, and now').to.be.below(hourMs);
  }).timeout(90_000);
});

/** What libfaketime wants; where its library is, its own program knows. The monotonic clock is left alone, as setting a clock leaves it. */
function faked(hand: string): Readonly<Record<string, string>> {
  const { stdout } = spawnSync(process.env['FAKETIME_PROGRAM'] ?? 'faketime', ['-f', '+0s', 'env'], {
    encoding: 'utf8',
  });
  const library = /^LD_PRELOAD=(.*)$/m.exec(stdout)?.[1];
  if (library === undefined) throw new Error('faketime does not say where its library is');
  return {
    LD_PRELOAD: library.replace('libfaketime.so', 'libfaketimeMT.so'),
    FAKETIME_TIMESTAMP_FILE: hand,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
