/**
 * A recall over two hundred patients with the server killed in the middle of it, on each store: when it is back, exactly
 * those who held the lot are open again, each told once, and none of them was shown ready in between.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { v7 } from 'uuid';
import type { BoardRow } from '../../../machines/index.ts';
import { lotClaims } from '../../../server/equipment/claims.ts';
import { openEmbeddedStore } from '../../../server/store/embedded.ts';
import { openRedisStore } from '../../../server/store/redis.ts';
import type { Store } from '../../../server/store/store.ts';
import { type RedisServer, sparePort, startRedisServer } from '../../support/redis-server.ts';
import { site, startWard, TestClock, type Ward } from '../../support/ward.ts';
import { Browser } from '../../support/web.ts';
import { anInfusion, does, engineer, pumpProtocol, types } from './scene.ts';

const [recalledMany, othersMany] = [200, 20];
const importer = { person: 'import', role: 'system', grant: 'system-import', device: 'system-import' } as const;
const options = { protocols: [pumpProtocol('tray')], equipmentTypes: types };

for (const kind of ['embedded', 'redis'] as const) {
  describe(`a recall over ${recalledMany} preparations, killed in the middle, on the ${kind} store`, () => {
    let redis: RedisServer | null = null;
    let ward: Ward;
    let child: ChildProcess | null = null;
    let recalled: readonly string[] = [];
    let others: readonly string[] = [];

    before(async function () {
      this.timeout(120_000);
      redis = kind === 'redis' ? await startRedisServer() : null;
      const where = redis === null ? {} : { redis: redis.url };
      ward = await startWard({ ...options, ...where, clock: new TestClock(null) });
      const open = async (many: number) => {
        const outcome = await ward.desk.apply(
          Array.from({ length: many }, () => anInfusion(ward)),
          importer,
        );
        if (outcome.kind !== 'applied') throw new Error(outcome.says);
        return outcome.preparations;
      };
      recalled = await open(recalledMany);
      others = await open(othersMany);
      const trays = [...recalled, ...others].map((preparation) => ({
        page: `T-${preparation}`,
        report: {
          happened: 'registered',
          type: 'venepunctureKit',
          title: 'Tray',
          lot: recalled.includes(preparation) ? 'L7' : 'L8',
        } as const,
      }));
      expect((await ward.server.equipment.book.write(v7(), trays, engineer)).kind).to.equal('written');
      await Promise.all(
        [...recalled, ...others].map(async (preparation) => {
          for (const [event, value] of [
            ['patient.arrived'],
            ['responsibility.taken'],
            ['item.tray.sensed', `T-${preparation}`],
            ['step.equipment.completed'],
          ] as const)
            expect((await does(ward, preparation, event, value)).kind).to.equal('accepted');
        }),
      );
      await ward.stop();
    });
    after(async () => {
      child?.kill('SIGKILL');
      await redis?.end();
    });

    const opened = (): Promise<Store> =>
      redis === null
        ? openEmbeddedStore({ directory: join(ward.directory, 'store'), clock: Date.now })
        : openRedisStore({ url: redis.url, site: site.id });
    const rows = async (browser: Browser): Promise<readonly BoardRow[]> =>
      (await browser.get<{ readonly rows: readonly BoardRow[] }>('/wards/w4B/rows')).body.rows;

    it('opens exactly the holders again, once each, and shows none of them ready meanwhile', async function () {
      this.timeout(120_000);
      const port = await sparePort();
      const start = async (): Promise<Browser> => {
        child = await serve(ward, port, redis?.url ?? join(ward.directory, 'store'));
        const browser = new Browser(`http://127.0.0.1:${port}`, v7(), new TestClock(null));
        const { status } = await browser.signIn({ badge: 'BADGE-LUND' });
        expect(status).to.equal(200);
        return browser;
      };
      let browser = await start();
      const ready = (await rows(browser)).filter(({ status }) => status.kind === 'ready');
      expect(ready).to.have.length(recalledMany + othersMany);

      const store = await opened();
      const holders = async () => (await store.claims(lotClaims('L7'))).length;
      const answer = await browser.post('/equipment-recalls', { id: v7(), lot: 'L7', reason: 'Needles blunt' });
      expect(answer.status, answer.text).to.equal(200);
      while ((await holders()) > recalledMany * 0.7) await new Promise((resolve) => setTimeout(resolve, 2));
      await killed(child);
      const left = await holders();
      expect(left, 'the kill came after the last was told').to.be.greaterThan(0);

      browser = await start();
      for (;;) {
        const waiting = await holders();
        const shown = (await rows(browser)).filter(({ status }) => status.kind === 'ready');
        expect(shown.map(({ preparation }) => preparation).sort()).to.deep.equal([...others].sort());
        if (waiting === 0) break;
      }
      for (let tries = 0; tries < 100; tries += 1) {
        const { body } = await browser.get<{ readonly entries: readonly { readonly happened: string }[] }>(
          `/equipment/${encodeURIComponent('lot:L7')}`,
        );
        if (body.entries[0]?.happened === 'calledBack') break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await killed(child);
      await store.close();
      await looksBack(left);
    });

    /** What the records say, read by a node that was not there. */
    async function looksBack(left: number): Promise<void> {
      const again = await startWard({
        ...options,
        ...(redis === null ? {} : { redis: redis.url }),
        clock: new TestClock(null),
        directory: ward.directory,
        master: ward.master,
      });
      const told = async (preparation: string): Promise<number> =>
        (await again.desk.history(preparation)).filter(({ type }) => type === 'item.tray.recalled').length;
      expect(new Set(await Promise.all(recalled.map(told)))).to.deep.equal(new Set([1]));
      expect(new Set(await Promise.all(others.map(told)))).to.deep.equal(new Set([0]));
      await again.server.equipment.book.fresh();
      expect(again.server.equipment.book.pending()).to.have.length(0);
      process.stdout.write(`      killed with ${left} of ${recalledMany} still to tell\n`);
      await again.end();
    }
  });
}

async function serve(ward: Ward, port: number, store: string): Promise<ChildProcess> {
  const protocols = join(ward.directory, 'protocols');
  mkdirSync(protocols, { recursive: true });
  // JSON is YAML: every reader of these takes it as it is.
  writeFileSync(join(protocols, 'infusion.yaml'), JSON.stringify(pumpProtocol('tray')));
  writeFileSync(join(ward.directory, 'site.yaml'), JSON.stringify(site));
  writeFileSync(join(ward.directory, 'key'), `${ward.master.toString('hex')}\n`, { mode: 0o600 });
  const child = spawn(process.execPath, ['--import=tsx', 'server/main.ts'], {
    env: {
      ...process.env,
      WARDREADY_DEMO: '1',
      WARDREADY_SITE: join(ward.directory, 'site.yaml'),
      WARDREADY_STORE: store,
      WARDREADY_KEY_FILE: join(ward.directory, 'key'),
      WARDREADY_PROTOCOLS: protocols,
      WARDREADY_PORT: String(port),
      WARDREADY_HOST: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const out of [child.stdout, child.stderr]) out?.on('data', (bytes: Buffer) => void (said += bytes.toString()));
  for (let tries = 0; tries < 400 && child.exitCode === null; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${port}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not start: ${said.slice(-1500)}`);
}

function killed(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
