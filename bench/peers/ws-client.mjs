/** So many bare sockets; `tap` sends on one and waits for the answer. */
import { WebSocket } from 'ws';

export async function openSockets(url, many) {
  const sockets = Array.from({ length: many }, () => new WebSocket(url, { perMessageDeflate: false }));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
  return {
    tap: (client, text) =>
      new Promise((resolve) => {
        sockets[client].once('message', resolve);
        sockets[client].send(text);
      }),
    close: () => sockets.forEach((socket) => socket.close()),
  };
}
