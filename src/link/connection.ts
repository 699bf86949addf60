/**
 * The one connection of a page: says hello, hears frames, carries commands.
 * Nothing is buffered and nothing is retried here: what must not be lost is in the outbox, and what a screen
 * missed is told again from its position. So there is no `retries` and no `volatile`, and every emit waits for a socket.
 */
import { io, type Socket } from 'socket.io-client';
import type {
  Checklist,
  ClientToServer,
  CommandMessage,
  Frame,
  HelloAnswer,
  HelloMessage,
  Position,
  Problem,
  Reply,
  ServerToClient,
  Verdict,
} from '../../machines/index.ts';
import { wireFormat } from '../../machines/index.ts';
import { heardServer } from '../ui/clock.ts';
import { linkStateAt, type LinkState } from './link-state.ts';
import { serverClock } from './server-clock.ts';
import { signal } from './signal.ts';

/** What a screen wants to see; asked again, from where it had come to, at every new connection. */
export interface Membership {
  readonly view: HelloMessage['view'];
  readonly ward: string;
  readonly from: () => Position | null;
  readonly answered: (answer: HelloAnswer) => void;
  readonly framed: (frame: Frame) => void;
  readonly refused: (problem: Problem) => void;
}

/** No answer came, or there is no socket: try later with the same id. */
export const unanswered: Problem = {
  type: '/problems/unanswered',
  title: 'No answer',
  status: 0,
  detail: 'The server did not answer. Work is kept here.',
};

const answerWithinMs = 5_000;
/** Often enough that a screen says "not connected" within two seconds of silence. */
const lookEveryMs = 250;

type Wire = Socket<ServerToClient, ClientToServer>;

let socket: Wire | null = null;
let member: Membership | null = null;
let joined = false;
/** That the store lost what was recorded last stands in the newest frame. */
let lost = false;
let startedAt = 0;
let state: LinkState = 'connecting';
let looking: ReturnType<typeof setInterval> | null = null;

const stateChanged = signal();
const becameJoined = signal();
const pulse = signal();
const frames = signal<Frame>();
const checklists = signal<Checklist>();
const storeLost = signal();
const signedOut = signal<{ readonly says: string }>();

export const connection = {
  /** Shows this ward on this page; returns how to leave it. */
  join(membership: Membership): () => void {
    member = membership;
    open();
    if (socket?.connected === true) void hello();
    return () => {
      if (member === membership) member = null;
    };
  },
  /** Somebody else signed in: the next handshake carries the new session. */
  restart(): void {
    if (socket === null) return;
    joined = false;
    socket.disconnect();
    socket.connect();
  },
  close(): void {
    socket?.disconnect();
    socket = null;
    joined = false;
    if (looking !== null) clearInterval(looking);
    looking = null;
  },
  state: (): LinkState => state,
  joined: (): boolean => joined && socket?.connected === true,
  watch: (preparation: string | null): Promise<Reply<Checklist | null>> =>
    ask((wire) => wire.emitWithAck('watch', { format: wireFormat, preparation })),
  command: (message: CommandMessage): Promise<Reply<Verdict>> => ask((wire) => wire.emitWithAck('command', message)),
  onState: stateChanged.on,
  /** After every successful hello: ask again for what this page watches. */
  onJoined: becameJoined.on,
  /** At every frame: the moment to send what waits. */
  onPulse: pulse.on,
  onFrame: frames.on,
  /** The store lost what was recorded last, once each time: what this page heard before may not be so any more. */
  onStoreLost: storeLost.on,
  onChecklist: checklists.on,
  onSignedOut: signedOut.on,
};

function open(): void {
  if (socket !== null) return;
  startedAt = performance.now();
  socket = io({
    transports: ['websocket'],
    autoConnect: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 1_500,
    randomizationFactor: 0.5,
  });
  socket.on('connect', () => void hello());
  socket.on('disconnect', () => {
    joined = false;
  });
  socket.on('frame', hear);
  socket.on('checklist', checklists.fire);
  socket.on('signedOut', signedOut.fire);
  looking ??= setInterval(look, lookEveryMs);
}

async function hello(): Promise<void> {
  const asking = member;
  if (asking === null) return;
  const reply = await ask<HelloAnswer>((wire) =>
    wire.emitWithAck('hello', { format: wireFormat, view: asking.view, ward: asking.ward, from: asking.from() }),
  );
  if (member !== asking) return;
  if (!reply.ok) {
    if (reply.problem !== unanswered) asking.refused(reply.problem);
    return;
  }
  joined = true;
  asking.answered(reply.value);
  heard(reply.value.frame);
  becameJoined.fire();
}

function hear(frame: Frame): void {
  // To everybody here the whole is told anew only when the store has another history.
  heard(frame, frame.kind === 'snapshot');
  member?.framed(frame);
  frames.fire(frame);
}

/** Any frame is a heartbeat, whatever is in it. */
function heard(frame: Frame, toldAnew = false): void {
  serverClock.heard(frame.at);
  heardServer(frame.at);
  look();
  pulse.fire();
  // Not at every snapshot: a page that joins is told everything too, and nothing was lost.
  const isLost = frame.trouble?.includes('lost') === true;
  if (isLost && (!lost || toldAnew)) storeLost.fire();
  lost = isLost;
}

function look(): void {
  const next = linkStateAt(serverClock.silence(), performance.now() - startedAt);
  if (next === state) return;
  state = next;
  stateChanged.fire();
}

async function ask<T>(emit: (wire: ReturnType<Wire['timeout']>) => Promise<Reply<T>>): Promise<Reply<T>> {
  if (socket === null || !socket.connected) return { ok: false, problem: unanswered };
  try {
    return await emit(socket.timeout(answerWithinMs));
  } catch {
    return { ok: false, problem: unanswered };
  }
}
