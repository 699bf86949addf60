/** The peers' edges with no work behind them: node:http, and a bare ws. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { answerQuestions } from '../durability/processes.ts';

const answer = JSON.stringify({
  ok: true,
  value: { kind: 'accepted', revision: 1, head: '0'.repeat(64), at: Date.now(), late: false },
});
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end(answer));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) =>
  socket.on('message', () => socket.send(answer)),
);
answerQuestions({ start: async () => ({ url: `http://127.0.0.1:${server.address().port}` }) });
