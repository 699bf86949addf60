/** A node that is asked to end does, whoever goes on asking: an update restarts it while screens are connected. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { startWard, type Ward } from '../support/ward.ts';

describe('a node that is asked to end', () => {
  let ward: Ward;
  beforeEach(async () => void (ward = await startWard()));
  afterEach(() => ward.end());

  /** A connection on which a question has begun: to Node it is in use, and `server.close` waits for it. */
  async function begun(question: string): Promise<{ readonly socket: Socket; readonly heard: () => string }> {
    const socket = connect(ward.server.address.port, '127.0.0.1');
    let heard = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => void (heard += bytes.toString()));
    await once(socket, 'connect');
    socket.write(question);
    await pause(50);
    return { socket, heard: () => heard };
  }

  it('answers what was asked and then nothing more, on a connection that is kept', async () => {
    const { socket, heard } = await begun('GET /livez HTTP/1.1\r\nHost: ward\r\n');
    const closed = ward.server.close();
    socket.on('data', () => void (socket.writable && socket.write('GET /livez HTTP/1.1\r\nHost: ward\r\n\r\n')));
    socket.write('\r\n');
    await Promise.all([closed, once(socket, 'close')]);
    expect(heard().match(/^HTTP\/1\.1 /gm)).to.have.length(1);
    expect(heard()).to.match(/^Connection: close/m);
  });

  it('ends although a question is never asked to its end', async () => {
    await begun('GET /livez HTTP/1.1\r\nHost: ward\r\n');
    await ward.server.close();
  });
});
