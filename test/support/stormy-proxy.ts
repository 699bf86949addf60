/** A TCP proxy with bad weather: by chance it delays what passes, loses a reply, or cuts a connection in the middle of one. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Chance } from './chance.ts';

/** Between two harms nothing is harmed for so long: whoever asks three times, 100 ms apart, gets through. */
const calmMs = 350;
/** Of what passes when harm may come, one in so many is harmed: what writes is harmed more often than what asks. */
const harmedOneIn = { write: 2, other: 12 };
/** Every request that writes more than one thing is a call of a function of ours. */
const writes = 'wardready_';
/** Longest wait of one chunk, either way. */
const delayMaxMs = 8;

export interface StormyProxy {
  readonly port: number;
  /** What was done so far. `before`: the request never arrived. `lost`: it arrived, no byte of the answer did. `half`: a part did. */
  readonly harm: { readonly delayed: number; readonly before: number; readonly lost: number; readonly half: number };
  end(): Promise<void>;
}

/** In front of a server on `target`, on a spare loopback port. What chance does follows from `seed`; when it does it, from the machine. */
export async function startStormyProxy(target: number, seed: number): Promise<StormyProxy> {
  const chance = new Chance(seed);
  const sockets = new Set<Socket>();
  const harm = { delayed: 0, before: 0, lost: 0, half: 0 };
  let calmUntil = performance.now() + calmMs;
  const mayHarm = (writing: boolean): boolean =>
    performance.now() > calmUntil && chance.in(writing ? harmedOneIn.write : harmedOneIn.other);
  const harmed = (what: 'before' | 'lost' | 'half'): void => {
    harm[what] += 1;
    calmUntil = performance.now() + calmMs;
  };

  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    let writing = false;
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    passOn(near, (chunk) => {
      writing = chunk.includes(writes);
      if (mayHarm(writing) && chance.in(3)) {
        harmed('before');
        cut();
      } else far.write(chunk);
    });
    passOn(far, (chunk) => {
      if (!mayHarm(writing)) return void near.write(chunk);
      const half = chunk.length > 1 && chance.in(2);
      harmed(half ? 'half' : 'lost');
      if (half) near.end(chunk.subarray(0, 1 + chance.below(chunk.length - 1)));
      else near.destroy();
      far.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  /** Chunks of one direction, late by chance and never out of order. */
  function passOn(from: Socket, take: (chunk: Buffer) => void): void {
    let before = Promise.resolve();
    from.on('data', (chunk) => {
      const late = chance.in(4) ? 1 + chance.below(delayMaxMs) : 0;
      if (late > 0) harm.delayed += 1;
      before = before.then(async () => {
        if (late > 0) await new Promise((resolve) => setTimeout(resolve, late));
        take(chunk);
      });
    });
  }

  return {
    port: address.port,
    harm,
    async end() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
