/** A port that is taken is said at once and by its number, with what to type; nothing is begun before. */
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { portsFree } from '../../server/demo/ports.ts';

const host = '127.0.0.1';

describe('the ports of the demonstration', () => {
  it('are named when one of them is taken, whichever it is', async () => {
    const holder = createServer().listen(0, host);
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    try {
      const said = await portsFree(host, [0, port, 0]).then(
        () => 'nothing',
        (error: Error) => error.message,
      );
      expect(said).to.include(`Port ${port} is in use`).and.include('WARDREADY_PORT=4200 npm start');
    } finally {
      holder.close();
      await once(holder, 'close');
    }
    await portsFree(host, [0, port, port, 0]);
  });
});
