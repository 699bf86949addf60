/** A web server that is asked to end, and does: nobody keeps it open with one more question, or with half of one. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Milliseconds } from '../../machines/index.ts';

/** What is still being answered then is cut off; a supervisor kills after eight seconds or so (`server/main.ts`). */
const graceMs: Milliseconds = 4_000;

export interface Ending {
  /** From now on a connection ends with the answer it waits for. */
  begin(): void;
}

/** Node’s own `close` waits for a connection that is kept alive as long as somebody asks on it. */
export function endingOf(http: Server): Ending {
  const open = new Set<Socket>();
  let ending = false;
  http.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  http.prependListener('request', (request, response) => {
    if (ending) response.setHeader('Connection', 'close');
    response.once('finish', () => void (ending && request.socket.end()));
  });
  return {
    begin() {
      ending = true;
      http.closeIdleConnections();
      const late = setTimeout(() => open.forEach((socket) => socket.destroy()), graceMs);
      http.once('close', () => clearTimeout(late));
    },
  };
}
