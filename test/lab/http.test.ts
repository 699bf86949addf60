/**
 * The same paths against the HTTP API. A sample by seed; `WARDREADY_LAB_SEED` chooses another, and
 * `WARDREADY_LAB=all` plays every path.
 */
import { expect } from 'chai';
import { play, walkthrough } from '../../lab/index.ts';
import { type HttpDriver, httpDriver } from './http-driver.ts';
import { shippedPaths } from './shipped.ts';
import { shuffled } from './shuffle.ts';

const everything = process.env['WARDREADY_LAB'] === 'all';
const seed = Number(process.env['WARDREADY_LAB_SEED'] ?? 20_261_122);
const most = everything ? Number.POSITIVE_INFINITY : 30;

describe('the paths against the HTTP API', () => {
  let driver: HttpDriver;
  before(async () => (driver = await httpDriver()));
  after(() => driver.end());

  it(`${everything ? 'all of them' : `a sample (seed ${seed})`}`, async function () {
    this.timeout(everything ? 1_200_000 : 240_000);
    const paths = shuffled(shippedPaths(), seed).slice(0, most);
    const failures: string[] = [];
    const counts = { passed: 0, steps: 0, skipped: 0 };
    for (const path of paths) {
      const played = await play(path, driver);
      if (played.kind === 'failed') failures.push(walkthrough(path, played));
      else if (played.kind === 'skipped') counts.skipped += 1;
      else {
        counts.passed += 1;
        counts.steps += path.steps.length;
      }
    }
    process.stdout.write(
      `      ${counts.passed} paths of ${counts.steps} steps; ${counts.skipped} cannot be asked for over HTTP\n`,
    );
    expect(counts.passed).to.be.greaterThan(10);
    if (failures.length > 0)
      throw new Error(`${failures.length} paths fail (seed ${seed}):\n${failures.slice(0, 5).join('\n\n')}`);
  });
});

describe('a check broken in the server is found by a path', () => {
  it('everybody acts as the charge nurse', async function () {
    this.timeout(240_000);
    const driver = await httpDriver();
    try {
      const { preparations } = driver.web.services;
      const submit = preparations.submit.bind(preparations);
      Object.assign(preparations, {
        submit: (...[message, actor, may]: Parameters<typeof submit>) =>
          submit(message, { ...actor, role: 'chargeNurse' }, may),
      });
      const found = await firstFailing(driver);
      expect(found, 'a path that fails').to.be.a('string');
      process.stdout.write(`${String(found).replace(/^/gm, '        ')}\n`);
    } finally {
      await driver.end();
    }
  });
});

async function firstFailing(driver: HttpDriver): Promise<string | null> {
  for (const path of [...shippedPaths()].sort((a, b) => a.steps.length - b.steps.length)) {
    const played = await play(path, driver);
    if (played.kind === 'failed') return walkthrough(path, played);
  }
  return null;
}
