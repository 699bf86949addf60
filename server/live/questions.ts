/** What a screen may ask: to be shown a ward, and to be shown one patient. Each is allowed before anything is read out. */
import {
  helloSchema,
  watchSchema,
  type Checklist,
  type HelloAnswer,
  type Reply,
  type WardId,
} from '../../machines/index.ts';
import type { Desk } from '../preparations/desk.ts';
import { notSignedIn } from '../problems.ts';
import type { Services } from '../services.ts';
import { layoutOf } from '../site.ts';
import type { Announcer } from './announce.ts';
import { heartbeatMs, type FeedTail } from './feed-tail.ts';
import type { Silences } from './silence.ts';
import { noSuchPreparation, noSuchWard, parse, tooMany } from './problems.ts';
import type { View } from './ward-board.ts';
import type { Wire } from './wire.ts';

export interface Door {
  readonly services: Services;
  readonly desk: Desk;
  readonly announcer: Announcer;
  readonly tail: FeedTail;
  readonly silences: Silences;
}

/** A ward that is loaded may be dropped again before its first screen is in; then it is loaded again, so often. */
const loadsMax = 3;

/** Shows this socket a ward, from where it had come to. */
export async function hello(
  { services, announcer, tail, silences }: Door,
  socket: Wire,
  raw: unknown,
): Promise<Reply<HelloAnswer>> {
  const { people, site, store } = services;
  const read = parse(helloSchema, raw);
  if (!read.ok) return read;
  const { view, ward, from } = read.value;
  const allowed = people.authorize(socket.data.viewer, view === 'wall' ? 'seeWall' : 'seeBoard', { ward });
  if (!allowed.ok) return allowed;
  const layout = layoutOf(site, ward);
  if (layout === null) return { ok: false, problem: noSuchWard };
  const { mode } = await store.durability();
  // What was acknowledged before this question is in its answer, also if another node told this screen more than this one has heard.
  await tail.catchUp();
  let frame = announcer.answer(ward, view, from);
  for (let tries = 0; frame === null && tries < loadsMax; tries += 1) {
    await tail.between(() => announcer.load(ward, tail.position()));
    frame = announcer.answer(ward, view, from);
  }
  if (frame === null) return { ok: false, problem: tooMany };
  // Nothing is awaited between the rows and the room: the next frame follows exactly this one.
  if (socket.data.room !== null) void socket.leave(socket.data.room);
  socket.data.room = roomName(ward, view);
  void socket.join(socket.data.room);
  const { viewer } = socket.data;
  // A desk goes home with a patient open; it keeps no work.
  if (view !== 'tablet' || viewer === null) {
    socket.data.tie?.gone(true);
    socket.data.tie = null;
  } else if (socket.connected) socket.data.tie ??= silences.tie(viewer.device);
  return { ok: true, value: { layout, frame, heartbeatMs, durability: mode, version: services.version } };
}

/** Shows this socket a patient's checklist, and again whenever it changes; null closes it. */
export async function watch(
  { services: { people }, desk, announcer }: Door,
  socket: Wire,
  raw: unknown,
): Promise<Reply<Checklist | null>> {
  const read = parse(watchSchema, raw);
  if (!read.ok) return read;
  const { preparation } = read.value;
  socket.data.leave();
  socket.data.tie?.holds(null);
  if (preparation === null) return { ok: true, value: null };
  const { viewer } = socket.data;
  if (viewer === null) return { ok: false, problem: notSignedIn };
  const about = await desk.whereabouts(preparation);
  const allowed = people.authorize(viewer, 'seeChecklist', about ?? { ward: null });
  if (!allowed.ok) return allowed;
  if (about === null) return { ok: false, problem: noSuchPreparation };
  const { person, role, id: grant, device } = viewer;
  const stop = announcer.watch({
    preparation,
    grant: viewer,
    may: (now) => people.authorize(viewer, 'seeChecklist', now).ok,
    tell: (checklist) => void socket.emit('checklist', checklist),
  });
  socket.data.leave();
  socket.data.leave = stop;
  socket.data.tie?.holds(preparation);
  if (!socket.connected) stop();
  return { ok: true, value: await desk.checklist(preparation, { person, role, grant, device }) };
}

export const roomName = (ward: WardId, view: View): string => `${view}:${ward}`;
