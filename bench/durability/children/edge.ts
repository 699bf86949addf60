/** The same edge as WardReady's gateway, with nothing behind it but what it is given. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { CommandMessage, Reply, Verdict } from '../../../machines/index.ts';
import type { Reached } from '../over-socket.ts';

export async function openEdge(take: (message: CommandMessage) => Promise<Reply<Verdict>>): Promise<Reached> {
  const http = createServer();
  const io = new Server(http, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    perMessageDeflate: false,
  });
  io.on('connection', (socket) =>
    socket.on('command', (message: CommandMessage, ask: (reply: Reply<Verdict>) => void) => {
      take(message).then(ask, (error: unknown) => {
        console.error(error);
        socket.disconnect();
      });
    }),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cookie: '',
    grant: 'bench',
    device: 'bench-tablet',
    digest: '0'.repeat(64),
  };
}

/** As long as a real one. */
export const yes = ({ id }: CommandMessage, revision = 1): Reply<Verdict> => ({
  ok: true,
  value: { kind: 'accepted', command: id, revision, head: '0'.repeat(64), at: Date.now(), late: false },
});

let begun = 0;
export const newPatients = (many: number): readonly (readonly [string, string])[] =>
  Array.from({ length: many }, () => [`patient-${(begun += 1)}`, '9990012345'] as const);
