/** A TCP proxy that loses exactly the replies a test asks it to lose: the request arrives, the answer does not. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface LossyProxy {
  readonly port: number;
  /** The next request whose bytes contain `text` is passed on; its answer is thrown away and the connection cut. */
  loseReplyTo(text: string): void;
  /** How many replies were lost so far. */
  readonly lost: number;
  /** Cuts everything and stops listening. Safe to call twice. */
  end(): Promise<void>;
}

/** A proxy on a spare loopback port, in front of a server on `target`. */
export async function startLossyProxy(target: number): Promise<LossyProxy> {
  const sockets = new Set<Socket>();
  let wanted: string | null = null;
  let lost = 0;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    let losing = false;
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk) => {
      if (wanted !== null && chunk.includes(wanted)) {
        wanted = null;
        losing = true;
      }
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (!losing) return void near.write(chunk);
      lost += 1;
      near.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port,
    loseReplyTo: (text) => void (wanted = text),
    get lost() {
      return lost;
    },
    async end() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
