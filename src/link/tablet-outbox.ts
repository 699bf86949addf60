/** This page's outbox: the pure one, with this device's storage, connection and clocks. */
import { useSyncExternalStore } from 'react';
import { v7 } from 'uuid';
import { connection } from './connection.ts';
import { deviceId, saveLastSync, savedLastSync } from './facts.ts';
import { createOutbox } from './outbox.ts';
import type { Answered, OutboxState } from './outbox-parts.ts';
import { tabletKeep } from './outbox-db.ts';
import { serverClock } from './server-clock.ts';

/** Other pages of this device hear who was answered; a browser without the channel has only this page. */
const pages = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('wardready-outbox');

export const outbox = createOutbox({
  keep: tabletKeep,
  send: (message) => connection.command(message),
  maySend: () => connection.joined() && connection.state() === 'live',
  clock: serverClock,
  device: deviceId,
  makeId: () => v7(),
  wall: () => Date.now(),
  later: (run, ms) => void setTimeout(run, ms),
  alone: (run) => ('locks' in navigator ? navigator.locks.request('wardready-outbox', run) : run()),
  tell: (answered) => pages?.postMessage(answered),
});

connection.onPulse(outbox.pulse);
connection.onJoined(outbox.wake);
connection.onStoreLost(outbox.offerAgain);
pages?.addEventListener('message', (event: MessageEvent<Answered>) => void outbox.told(event.data));

/** How old the last word of the server may seem after a reload. */
const rememberEveryMs = 30_000;
void savedLastSync().then((at) => at !== null && serverClock.remembered(at));
setInterval(() => {
  if (connection.state() === 'live') void saveLastSync(serverClock.lastSync());
}, rememberEveryMs);

export const useOutbox = (): OutboxState => useSyncExternalStore(outbox.subscribe, outbox.state);
