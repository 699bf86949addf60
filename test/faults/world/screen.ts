/** A board on a wall, or the ward on a tablet: it says hello, applies frames as `src/link` does, and asks again on a gap. */
import { wireFormat, type Frame } from '../../../machines/index.ts';
import { freshData, type Wire } from '../../../server/live/wire.ts';
import type { Grant } from '../../../server/services.ts';
import { applyFrame, rowsOfAnswer, type Applied, type WardRows } from '../../../src/link/ward-rows.ts';
import type { Row, Shown } from '../history/history.ts';
import type { Connected, Node } from './node.ts';
import type { World } from './world.ts';

export interface Screen {
  readonly name: string;
  readonly frames: readonly Shown[];
  rows(): readonly Row[];
  node(): Node | null;
  /** Connected, and heard since. */
  live(): boolean;
  connect(node: Node | null): void;
  cut(): void;
  /** Begins with nothing, as after F5. */
  reload(): void;
  freeze(ms: number): void;
}

export interface ScreenParts {
  readonly world: World;
  readonly name: string;
  readonly view: 'wall' | 'tablet';
  readonly grant: () => Grant | null;
  /** Where to go when the connection is gone. */
  readonly choose: () => Node | null;
  readonly heard?: (at: number) => void;
  readonly joined?: () => void;
}

const askAgainMs = 2_000;
const deadMs = 10_000;

export function createScreen({ world, name, view, grant, choose, heard, joined: onJoined }: ScreenParts): Screen {
  const { scheduler, chance, armed } = world;
  const frames: Shown[] = [];
  let ward: WardRows | null = null;
  let at: { readonly node: Node; readonly connected: Connected } | null = null;
  let gap = false;
  let joined = false;
  let heardAt = 0;
  let askedAt = 0;
  let frozenUntil = 0;
  let held: Frame | null = null;

  function take(applied: Applied, frame: Frame): void {
    if (applied.kind === 'gap') {
      const first = !gap;
      gap = true;
      if (first) ask();
      return;
    }
    gap = false;
    heardAt = scheduler.now();
    ({ ward } = applied);
    frames.push({ offset: ward.position.offset, rows: frame.rows.map(rowOf) });
    heard?.(frame.at);
  }

  function ask(): void {
    const to = at;
    if (to === null) return;
    askedAt = scheduler.now();
    const from = gap ? null : (ward?.position ?? null);
    void to.node.hello(to.connected, { format: wireFormat, view, ward: 'w4B', from }).then((reply) =>
      // The answer and the frames after it come over one connection, in order.
      deliver(to, () => {
        if (!reply.ok) return;
        const first = !joined;
        joined = true;
        take(rowsOfAnswer(ward, reply.value), reply.value.frame);
        if (first) onJoined?.();
      }),
    );
  }

  let lastArrival = 0;
  function deliver(to: typeof at, work: () => void): void {
    lastArrival = Math.max(lastArrival, scheduler.now() + 1 + chance.below(8), frozenUntil);
    scheduler.after(lastArrival - scheduler.now(), () => {
      if (at === to) work();
    });
  }

  function receive(to: typeof at, frame: Frame): void {
    const news = frame.rows.length + frame.gone.length > 0;
    if (news && armed.hits('frameDropped')) return;
    // One connection keeps its order. A patch out of it is a gap; a snapshot is taken as it comes, so it is never put out of it.
    if (news && frame.kind === 'patch' && held === null && armed.hits('frameReordered')) return void (held = frame);
    const times = news && armed.hits('frameDoubled') ? 2 : 1;
    const late = held;
    held = null;
    for (const one of [...Array.from({ length: times }, () => frame), ...(late === null ? [] : [late])])
      deliver(to, () => {
        if (ward !== null && joined && !gap) take(applyFrame(ward, one), one);
      });
  }

  function connect(node: Node | null): void {
    cut();
    if (node === null || !node.ready()) return;
    const data = { ...freshData(), viewer: grant() };
    const wire = { data, connected: true, join: () => undefined, leave: () => undefined, emit: () => true };
    const connected: Connected = {
      wire: wire as unknown as Wire,
      receive: (frame) => receive(mine, frame),
    };
    const mine = { node, connected };
    at = mine;
    joined = false;
    heardAt = scheduler.now();
    node.connect(connected);
    ask();
  }

  function cut(): void {
    at?.node.leave(at.connected);
    at = null;
    joined = false;
  }

  const mend = (): void => {
    scheduler.after(Math.max(500, world.downUntil - scheduler.now()), mend);
    const now = scheduler.now();
    if (now < frozenUntil) return;
    if (at === null || !at.node.ready() || now - heardAt > deadMs) {
      if (now - heardAt > 300 || at === null) connect(choose());
    } else if ((gap || !joined) && now - askedAt > askAgainMs) ask();
  };
  scheduler.after(100 + chance.below(400), mend);

  return {
    name,
    frames,
    rows: () => [...(ward?.rows.values() ?? [])].map(rowOf),
    node: () => at?.node ?? null,
    live: () => at !== null && at.node.alive() && joined && !gap && scheduler.now() >= frozenUntil,
    connect,
    cut,
    reload() {
      ward = null;
      gap = false;
      connect(choose());
    },
    freeze: (ms) => void (frozenUntil = scheduler.now() + ms),
  };
}

const rowOf = ({ preparation, revision, head }: Row): Row => ({ preparation, revision, head });
