/** A tablet with somebody signed in: the production outbox over a storage that stays, and a real socket to whichever node answers. */
import { v7 } from 'uuid';
import { wireFormat, type Checklist, type CommandMessage, type Reply, type Verdict } from '../../../machines/index.ts';
import { createOutbox } from '../../../src/link/outbox.ts';
import { createServerClock } from '../../../src/link/server-clock.ts';
import { unanswered } from '../../../src/link/waiting.ts';
import type { Chance } from '../../support/chance.ts';
import { happyPath } from '../../support/happy-path.ts';
import { createKeep } from '../world/keep.ts';
import { tapOf } from '../world/taps.ts';
import { createScreen, type Screen } from './screen.ts';
import { signIn, type SignedIn } from './sign-in.ts';
import type { Opened, Witness } from './witness.ts';

export interface Tablet {
  readonly screen: Screen;
  tap(on: Opened): Promise<void>;
  waiting(): number;
  /** Sends what was answered already once more, as it was: the newest of it, or a command of long ago. */
  sendAgain(): Promise<void>;
  /** Does not wait out an earlier failure. */
  wake(): void;
  close(): void;
}

export interface TabletParts {
  readonly index: number;
  readonly urls: readonly string[];
  readonly badge: string;
  readonly chance: Chance;
  readonly witness: Witness;
  /** How far the ordinary morning of a preparation has come, for all tablets. */
  readonly steps: Map<string, number>;
}

/** A tablet out of reach goes on, but nobody fills it in a second. */
const waitingMax = 6;

export async function startTablet(parts: TabletParts): Promise<Tablet> {
  const { index, urls, badge, chance, witness, steps } = parts;
  const device = `tablet-${index}-${v7()}`;
  const keep = createKeep();
  const clock = createServerClock();
  const seen = new Map<string, Checklist>();
  const answered: CommandMessage[] = [];
  let session: SignedIn = await signIn(urls, badge, device);
  let signingIn = false;
  let closed = false;

  const outbox = createOutbox({
    keep,
    send,
    maySend: () => !closed && screen.live(),
    clock,
    device: async () => device,
    makeId: () => v7(),
    wall: Date.now,
    later: (run, ms) => void setTimeout(() => !closed && run(), ms),
    alone: (run) => run(),
    tell: () => undefined,
  });
  const screen = createScreen({
    name: device,
    view: 'tablet',
    urls,
    chance,
    cookie: () => session.cookie,
    heard(at) {
      clock.heard(at);
      outbox.pulse();
    },
    joined: () => outbox.wake(),
    toldAnew: () => outbox.offerAgain(),
  });

  async function send(message: CommandMessage): Promise<Reply<Verdict>> {
    witness.asks(message);
    const reply = await screen.ask<Verdict>((wire) => wire.emitWithAck('command', message));
    witness.hears(message, reply);
    if (reply.ok) answered.push(message);
    else if (reply.problem.status === 401) void signInAgain();
    return reply;
  }

  /** The store lost the session: whoever holds the tablet signs in anew. */
  async function signInAgain(): Promise<void> {
    if (signingIn || closed) return;
    signingIn = true;
    session = await signIn(urls, badge, device).catch(() => session);
    signingIn = false;
    screen.restart();
  }

  return {
    screen,
    async tap({ preparation, number }) {
      if (unanswered(keep.all()).length >= waitingMax) return;
      const reply = await screen.ask<Checklist | null>((wire) =>
        wire.emitWithAck('watch', { format: wireFormat, preparation }),
      );
      if (reply.ok && reply.value !== null) seen.set(preparation, reply.value);
      const on = seen.get(preparation);
      if (on === undefined) return;
      const step = steps.get(preparation) ?? 0;
      const ahead =
        step >= happyPath.length
          ? 4 + chance.below(6)
          : chance.of([0, 0, 0, 0, 0, 0, 0, 1, 4 + chance.below(6), 4 + chance.below(6)])!;
      const { event, more } = tapOf(step, ahead, number, clock.now());
      const { digest, revision, head } = on;
      const says = { patient: '', bed: null, what: event, value: null, by: session.person };
      const draft = { preparation, event, ...more, base: { revision, head }, digest, grant: session.grant, says };
      if (ahead === 0) steps.set(preparation, step + 1);
      await outbox.add(draft, null, ({ kind }) => {
        // Tapped again later; what is refused again and again is left out sooner or later, and the morning goes on.
        const done = kind === 'accepted' || kind === 'alreadySo' || chance.in(4);
        if (ahead === 0 && !done) steps.set(preparation, Math.min(step, steps.get(preparation) ?? step));
      });
    },
    waiting: () => unanswered(keep.all()).length,
    async sendAgain() {
      const again = [answered.at(-1), chance.of(answered)].filter((one) => one !== undefined);
      for (const message of again) {
        const reply = await screen.ask<Verdict>((wire) => wire.emitWithAck('command', message));
        witness.hears(message, reply);
      }
    },
    wake: () => outbox.wake(),
    close() {
      closed = true;
      screen.close();
    },
  };
}
