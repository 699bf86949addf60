/** The demonstration's server as a process: it is said to run while it answers, and not before. */
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wardProcess } from '../../server/demo/ward-process.ts';

/** A port that was free a moment ago. */
const sparePort = (): Promise<number> =>
  new Promise((resolve) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const address = holder.address();
      holder.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

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
});
