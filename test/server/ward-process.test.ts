/** The demonstration's server as a process: it is said to run while it answers, and not before. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { wardProcess } from '../../server/demo/ward-process.ts';

/** A port that was free a moment ago. */
const sparePort = (): Promise<number> =>
  new Promise((resolve) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const address = holder.address();
      holder.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** The processes that this one has started, `ps` aside. */
const childrenOf = (parent: number): readonly number[] => {
  const asked = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return asked.stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, of]) => (of === parent && pid !== undefined && pid !== asked.pid ? [pid] : []));
};

describe('the server of the demonstration', () => {
  it('is starting until it answers, then runs, and is dead once it is killed', async () => {
    const home = await mkdtemp(join(tmpdir(), 'wardready-process-'));
    const port = await sparePort();
    const base = `http://127.0.0.1:${port}`;
    const ward = wardProcess(base, {
      WARDREADY_DEMO: '1',
      WARDREADY_STORE: join(home, 'store'),
      WARDREADY_PORT: String(port),
    });
    const answers = () =>
      fetch(`${base}/livez`).then(
        ({ ok }) => ok,
        () => false,
      );
    try {
      expect(ward.stands).to.equal('dead');
      for (const time of ['first', 'second']) {
        const started = ward.start();
        expect(ward.stands, time).to.equal('starting');
        expect(await answers(), time).to.equal(false);
        await started;
        expect(ward.stands, time).to.equal('running');
        expect(await answers(), time).to.equal(true);
        ward.kill();
        expect(ward.stands, time).to.equal('dead');
      }
    } finally {
      ward.kill();
      await rm(home, { recursive: true, force: true });
    }
  });

  it('is silent, not running, once its process stands still', async () => {
    const home = await mkdtemp(join(tmpdir(), 'wardready-process-'));
    const port = await sparePort();
    const ward = wardProcess(`http://127.0.0.1:${port}`, {
      WARDREADY_DEMO: '1',
      WARDREADY_STORE: join(home, 'store'),
      WARDREADY_PORT: String(port),
    });
    const becomes = async (stands: string) => {
      for (let tries = 0; tries < 200 && ward.stands !== stands; tries++) await setTimeout(100);
      expect(ward.stands).to.equal(stands);
    };
    try {
      const before = childrenOf(process.pid);
      await ward.start();
      const [server] = childrenOf(process.pid).filter((pid) => !before.includes(pid));
      expect(server).to.be.a('number');
      process.kill(server ?? 0, 'SIGSTOP');
      await becomes('silent');
      process.kill(server ?? 0, 'SIGCONT');
      await becomes('running');
    } finally {
      ward.kill();
      await rm(home, { recursive: true, force: true });
    }
  });
});
