/** What the outbox is made of and what it shows; everything that touches the world is one of its parts. */
import type { Checklist, CommandMessage, PreparationId, Reply, Verdict } from '../../machines/index.ts';
import type { ServerClock } from './server-clock.ts';
import type { Card, Waiting } from './waiting.ts';

/** Durable storage, each call one transaction. */
export interface Keep {
  waiting(): Promise<Waiting[]>;
  cards(): Promise<Card[]>;
  add(build: (device: DeviceTurn) => Waiting, snapshot: Checklist | null): Promise<Waiting>;
  /** Answered: kept with its verdict until a checklist shows it, or dropped; with a card if somebody must read it. */
  settle(waiting: Waiting, end: { readonly keep: Verdict | null; readonly card: Card | null }): Promise<void>;
  read(card: string): Promise<void>;
  /** A checklist arrived: saved, and what it already shows is dropped. Returns the ids dropped. */
  landed(checklist: Checklist): Promise<readonly string[]>;
}

export interface DeviceTurn {
  readonly seq: number;
  readonly waiting: readonly Waiting[];
  readonly previousOf: (preparation: PreparationId) => string | null;
}

export interface OutboxState {
  readonly waiting: readonly Waiting[];
  readonly cards: readonly Card[];
  /** Accepted since this page opened, newest first. */
  readonly sent: readonly Waiting[];
}

export interface OutboxParts {
  readonly keep: Keep;
  readonly send: (message: CommandMessage) => Promise<Reply<Verdict>>;
  readonly maySend: () => boolean;
  readonly clock: ServerClock;
  readonly device: () => Promise<string>;
  readonly makeId: () => string;
  readonly wall: () => number;
  readonly later: (run: () => void, ms: number) => void;
  /** Only one page of this device sends at a time. */
  readonly alone: (run: () => Promise<void>) => Promise<void>;
  /** Tells the device's other pages that one was answered. */
  readonly tell: (answered: Answered) => void;
}

export interface Answered {
  readonly id: string;
  readonly verdict: Verdict | null;
}

/** Nothing more fits: people go on with paper, and the screen says so. */
export class OutboxFull extends Error {
  override readonly name = 'OutboxFull';
}
