/**
 * A length of network cable that can be cut: bytes wait, nothing is closed, as when a tablet walks out of Wi-Fi.
 * `navigator.onLine` and the socket's own state say nothing then; only silence does.
 */
import { createServer, connect, type Server, type Socket } from 'node:net';

export interface Cable {
  readonly port: number;
  readonly cut: boolean;
  /** Cuts it, or joins it again; what waited goes on. */
  set(cut: boolean): void;
  close(): Promise<void>;
}

/** Joins a listening port to another on this machine. @param port 0 for any. */
export async function layCable(
  host: string,
  port: number,
  to: { readonly host: string; readonly port: number },
): Promise<Cable> {
  const ends = new Set<Socket>();
  let isCut = false;
  const hold = (socket: Socket): void => void (isCut ? socket.pause() : socket.resume());
  const server: Server = createServer((near) => {
    const far = connect(to.port, to.host);
    join(near, far);
    join(far, near);
    hold(near);
    hold(far);
  });
  const join = (from: Socket, into: Socket): void => {
    ends.add(from);
    from.setNoDelay(true);
    from.on('data', (bytes) => void into.write(bytes));
    from.on('error', () => into.destroy());
    from.on('close', () => {
      ends.delete(from);
      into.destroy();
    });
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    get cut() {
      return isCut;
    },
    set(cut) {
      isCut = cut;
      ends.forEach(hold);
    },
    close() {
      ends.forEach((end) => end.destroy());
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
