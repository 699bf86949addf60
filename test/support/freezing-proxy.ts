/**
 * A TCP proxy in front of one Redis, which can freeze its replicas' links and nothing else: a link that is frozen stays open
 * and carries nothing, like a network that drops everything. Stopping the replica would not do: what the primary had sent
 * would wait for it in the kernel.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface FreezingProxy {
  readonly port: number;
  /** From now on no byte reaches a replica, nor an answer of one the primary. */
  freeze(): void;
  /** Replicas may connect anew; what was on its way is lost. */
  thaw(): void;
  end(): Promise<void>;
}

/** Only a replica says this. */
const replicaSays = /REPLCONF|PSYNC/;

export async function startFreezingProxy(port: number, target: number): Promise<FreezingProxy> {
  const sockets = new Set<Socket>();
  const links = new Set<() => void>();
  let frozen = false;

  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    let isLink = false;
    const cut = (): void => {
      near.destroy();
      far.destroy();
      links.delete(cut);
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => undefined);
      // Whoever is on the other side of a frozen link hears nothing, not even that it ended.
      socket.on('close', () => {
        sockets.delete(socket);
        if (!(frozen && isLink)) cut();
      });
    }
    near.on('data', (bytes) => {
      if (!isLink && replicaSays.test(bytes.toString('latin1'))) {
        isLink = true;
        links.add(cut);
      }
      if (!(frozen && isLink)) far.write(bytes);
    });
    far.on('data', (bytes) => void (frozen && isLink ? null : near.write(bytes)));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port,
    freeze: () => void (frozen = true),
    thaw() {
      frozen = false;
      for (const cut of [...links]) cut();
    },
    async end() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
