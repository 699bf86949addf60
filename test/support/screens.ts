/** What is at the other end of the socket: a screen that shows a ward, and a tablet that taps. */
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import {
  wireFormat,
  type BoardRow,
  type Checklist,
  type ClientToServer,
  type CommandMessage,
  type Frame,
  type HelloAnswer,
  type HelloMessage,
  type Position,
  type Reply,
  type ServerToClient,
  type Verdict,
  type WallRow,
} from '../../machines/index.ts';
import type { Preparations } from '../../server/preparations/service.ts';
import type { Actor } from '../../machines/index.ts';
import type { Grant } from '../../server/services.ts';
import { until } from './until.ts';

export class Screen {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly frames: Frame[] = [];
  readonly checklists: Checklist[] = [];
  readonly signedOut: string[] = [];
  /** Every byte that came, as text. */
  readonly heard: string[] = [];
  readonly rows = new Map<string, BoardRow | WallRow>();
  /** Frames that did not follow the one before. */
  gaps = 0;
  #position: Position | null = null;

  constructor(url: string, cookie: string | null) {
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(cookie === null ? {} : { extraHeaders: { cookie } }),
    });
    this.socket.on('frame', (frame) => this.#apply(frame));
    this.socket.on('checklist', (checklist) => void this.checklists.push(checklist));
    this.socket.on('signedOut', ({ says }) => void this.signedOut.push(says));
    this.socket.onAny((...heard: unknown[]) => void this.heard.push(JSON.stringify(heard)));
  }
  get position(): Position | null {
    return this.#position;
  }
  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }
  async show(view: HelloMessage['view'], ward = 'w4B', from: Position | null = null): Promise<Reply<HelloAnswer>> {
    const message = { format: wireFormat, view, ward, from } as const;
    // Taken as it comes and not after an await: a frame that comes with it in one piece follows it.
    const reply = await new Promise<Reply<HelloAnswer>>((resolve, reject) =>
      this.socket.timeout(30_000).emit('hello', message, (error, answer) => {
        if (error) return reject(error);
        if (answer.ok) this.#apply(answer.value.frame, true);
        resolve(answer);
      }),
    );
    this.heard.push(JSON.stringify(reply));
    return reply;
  }
  async watch(preparation: string | null): Promise<Reply<Checklist | null>> {
    const reply = await this.socket.timeout(30_000).emitWithAck('watch', { format: wireFormat, preparation });
    this.heard.push(JSON.stringify(reply));
    return reply;
  }
  /** Whatever a program may send, whether or not it is a message. */
  async ask(event: 'hello' | 'watch' | 'command', message: unknown): Promise<Reply<unknown>> {
    const reply: Reply<unknown> = await this.socket.timeout(30_000).emitWithAck(event, message as never);
    this.heard.push(JSON.stringify(reply));
    return reply;
  }
  readonly until = until;
  close(): void {
    this.socket.disconnect();
  }
  #apply(frame: Frame, answered = false): void {
    this.frames.push(frame);
    const follows =
      frame.previous !== null &&
      this.#position !== null &&
      frame.previous.offset === this.#position.offset &&
      frame.previous.hash === this.#position.hash;
    if (frame.kind === 'snapshot') this.rows.clear();
    else if (!follows && !answered) this.gaps += 1;
    for (const row of frame.rows) this.rows.set(row.preparation, row);
    for (const preparation of frame.gone) this.rows.delete(preparation);
    this.#position = frame.position;
  }
}

export interface TabletParts {
  readonly url: string;
  readonly clock: { now(): number };
  readonly cookie: string;
  readonly grant: Grant;
  readonly preparations: Preparations;
}

export class Tablet extends Screen {
  readonly grant: Grant;
  readonly cookie: string;
  readonly #clock: { now(): number };
  readonly #preparations: Preparations;
  #seq = 0;

  constructor({ url, clock, cookie, grant, preparations }: TabletParts) {
    super(url, cookie);
    this.grant = grant;
    this.cookie = cookie;
    this.#clock = clock;
    this.#preparations = preparations;
  }
  get actor(): Actor {
    const { person, role, id: grant, device } = this.grant;
    return { person, role, grant, device };
  }
  /** A tap made now on the newest checklist. `more` says otherwise. */
  async message(preparation: string, event: string, more: Partial<CommandMessage> = {}): Promise<CommandMessage> {
    const { id: grant, device } = this.grant;
    const seen = await this.#preparations.checklist(preparation, this.actor);
    const now = this.#clock.now();
    this.#seq += 1;
    return {
      format: wireFormat,
      id: v7(),
      preparation,
      event,
      grant,
      device: { id: device, seq: this.#seq },
      digest: seen?.digest ?? '',
      base: { revision: seen?.revision ?? 0, head: seen?.head ?? '' },
      previous: null,
      wallTime: now,
      lastSync: now,
      elapsed: 0,
      ...more,
    };
  }
  async send(message: CommandMessage): Promise<Reply<Verdict>> {
    return this.socket.timeout(30_000).emitWithAck('command', message);
  }
  async tap(preparation: string, event: string, more: Partial<CommandMessage> = {}): Promise<Verdict> {
    const reply = await this.send(await this.message(preparation, event, more));
    if (!reply.ok) throw new Error(`${reply.problem.type}: ${reply.problem.detail}`);
    return reply.value;
  }
}
