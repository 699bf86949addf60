/** Whoever is reached over Socket.IO gets the same message, byte for byte but the ids, and answers the same way. */
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { wireFormat, type CommandMessage, type Reply, type Verdict } from '../../machines/index.ts';
import type { Workload } from './workloads.ts';

/** What a server says when it is asked where it is. */
export interface Reached {
  readonly url: string;
  readonly cookie: string;
  readonly grant: string;
  readonly device: string;
  readonly digest: string;
}

export const connectAll = (url: string, cookie: string, many: number): Promise<readonly Socket[]> =>
  Promise.all(
    Array.from({ length: many }, async () => {
      const socket = io(url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        ...(cookie === '' ? {} : { extraHeaders: { cookie } }),
      });
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return socket;
    }),
  );

/** The preparation, and the number on the patient's wristband. */
export type Patient = readonly [preparation: string, number: string];

let sequence = 0;
/** A tap made now. Its base is the patient as begun: nobody else taps on them, so nothing it reads has changed. */
export function messageOf(
  workload: Workload,
  to: Pick<Reached, 'grant' | 'device' | 'digest'>,
  [preparation, number]: Patient,
  index: number,
): CommandMessage {
  const command = workload.commands[index];
  if (command === undefined) throw new Error(`there is no tap ${index}`);
  const now = Date.now();
  return {
    format: wireFormat,
    id: v7(),
    preparation,
    event: command.event,
    ...(command.value === undefined
      ? {}
      : { value: command.event === 'item.wristband.sensed' ? number : command.value }),
    grant: to.grant,
    device: { id: to.device, seq: (sequence += 1) },
    digest: to.digest,
    base: { revision: index + 1, head: '0'.repeat(64) },
    previous: null,
    wallTime: now,
    lastSync: now,
    elapsed: 0,
  };
}

export async function tapOn(socket: Socket, message: CommandMessage): Promise<void> {
  const reply = (await socket.timeout(60_000).emitWithAck('command', message)) as Reply<Verdict>;
  if (!reply.ok || reply.value.kind !== 'accepted')
    throw new Error(`${message.event} was not accepted: ${JSON.stringify(reply)}`);
}
