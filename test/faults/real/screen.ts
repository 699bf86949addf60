/** A screen on a real socket: connects to any node that answers, applies frames with `src/link`, and asks again on a gap. */
import { io, type Socket } from 'socket.io-client';
import {
  wireFormat,
  type ClientToServer,
  type Frame,
  type HelloAnswer,
  type Problem,
  type Reply,
  type ServerToClient,
} from '../../../machines/index.ts';
import { applyFrame, rowsOfAnswer, type Applied, type WardRows } from '../../../src/link/ward-rows.ts';
import type { Chance } from '../../support/chance.ts';
import type { Row, Shown } from '../history/history.ts';

type Wire = Socket<ServerToClient, ClientToServer>;

export interface Screen {
  readonly name: string;
  readonly frames: readonly Shown[];
  rows(): readonly Row[];
  /** Connected, joined, and without a gap. */
  live(): boolean;
  /** What came back, or that nothing did. */
  ask<T>(emit: (wire: ReturnType<Wire['timeout']>) => Promise<Reply<T>>): Promise<Reply<T>>;
  /** Connects anew: another session, or another node. */
  restart(): void;
  close(): void;
}

export interface ScreenParts {
  readonly name: string;
  readonly view: 'wall' | 'tablet';
  readonly urls: readonly string[];
  readonly chance: Chance;
  readonly cookie: () => string | null;
  readonly heard?: (at: number) => void;
  readonly joined?: () => void;
  /** Everything was told anew to a screen that had it. */
  readonly toldAnew?: () => void;
}

/** As `src/link/connection.ts` and `src/link/ward-feed.ts` wait. */
const answerWithinMs = 5_000;
const deadSocketMs = 10_000;
const askAgainMs = 2_000;
/** Sooner than a browser would: a round has little time. */
const againMs = { least: 30, more: 150 };

export const unheard: Problem = { type: '/problems/no-answer', title: 'No answer', status: 0, detail: 'Sent again.' };

export function createScreen({
  name,
  view,
  urls,
  chance,
  cookie,
  heard,
  joined: onJoined,
  toldAnew,
}: ScreenParts): Screen {
  const frames: Shown[] = [];
  let wire: Wire | null = null;
  let ward: WardRows | null = null;
  let joined = false;
  let gap = false;
  let heardAt = performance.now();
  let askedAt = 0;
  let closed = false;

  function take(applied: Applied, frame: Frame): void {
    const again = frame.kind === 'snapshot' && ward !== null;
    if (applied.kind === 'gap') {
      const first = !gap;
      gap = true;
      if (first) void hello();
      return;
    }
    gap = false;
    heardAt = performance.now();
    ({ ward } = applied);
    frames.push({ offset: ward.position.offset, rows: frame.rows.map(rowOf) });
    heard?.(frame.at);
    if (again) toldAnew?.();
  }

  async function hello(): Promise<void> {
    const asking = wire;
    askedAt = performance.now();
    const from = gap ? null : (ward?.position ?? null);
    const reply = await ask<HelloAnswer>((to) =>
      to.emitWithAck('hello', { format: wireFormat, view, ward: 'w4B', from }),
    );
    if (asking !== wire || !reply.ok) return;
    const first = !joined;
    joined = true;
    take(rowsOfAnswer(ward, reply.value), reply.value.frame);
    if (first) onJoined?.();
  }

  async function ask<T>(emit: (to: ReturnType<Wire['timeout']>) => Promise<Reply<T>>): Promise<Reply<T>> {
    if (wire === null || !wire.connected) return { ok: false, problem: unheard };
    try {
      return await emit(wire.timeout(answerWithinMs));
    } catch {
      return { ok: false, problem: unheard };
    }
  }

  function connect(): void {
    drop();
    if (closed) return;
    const session = cookie();
    const one: Wire = io(urls[chance.below(urls.length)] ?? '', {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(session === null ? {} : { extraHeaders: { cookie: session } }),
    });
    wire = one;
    heardAt = performance.now();
    const again = (): void => {
      if (wire !== one) return;
      drop();
      setTimeout(() => wire === null && connect(), againMs.least + chance.below(againMs.more));
    };
    one.on('connect', () => void (wire === one && hello()));
    one.on('disconnect', again);
    one.on('connect_error', again);
    one.on('frame', (frame) => {
      if (wire === one && ward !== null && joined && !gap) take(applyFrame(ward, frame), frame);
    });
  }

  function drop(): void {
    const one = wire;
    wire = null;
    joined = false;
    one?.disconnect();
  }

  const mend = setInterval(() => {
    const now = performance.now();
    if (wire !== null && now - heardAt > deadSocketMs) connect();
    else if (wire?.connected === true && (gap || !joined) && now - askedAt > askAgainMs) void hello();
  }, 250);
  connect();

  return {
    name,
    frames,
    rows: () => [...(ward?.rows.values() ?? [])].map(rowOf),
    live: () => wire?.connected === true && joined && !gap,
    ask,
    restart: connect,
    close() {
      closed = true;
      clearInterval(mend);
      drop();
    },
  };
}

const rowOf = ({ preparation, revision, head }: Row): Row => ({ preparation, revision, head });
