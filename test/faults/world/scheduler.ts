/**
 * Time in a simulation: events in the order of their instants, and between two of them everything that promises still
 * had to do. Nothing here looks at a real clock, so the same events come in the same order on every machine.
 */

export interface Scheduler {
  /** Simulated milliseconds since the beginning. */
  now(): number;
  /** Runs `work` so much later; the answer takes it back. */
  after(ms: number, work: () => void): () => void;
  /** Goes on until this instant; events at it are run too. */
  until(instant: number): Promise<void>;
  readonly events: () => number;
}

interface Event {
  readonly at: number;
  readonly turn: number;
  work: (() => void) | null;
}

export function createScheduler(): Scheduler {
  const heap: Event[] = [];
  let now = 0;
  let turn = 0;
  let events = 0;
  return {
    now: () => now,
    after(ms, work) {
      const event: Event = { at: now + Math.max(0, ms), turn: (turn += 1), work };
      push(heap, event);
      return () => {
        event.work = null;
      };
    },
    async until(instant) {
      // What was begun before the first event, too.
      await settled();
      for (let next = heap[0]; next !== undefined && next.at <= instant; next = heap[0]) {
        pop(heap);
        if (next.work === null) continue;
        now = Math.max(now, next.at);
        events += 1;
        next.work();
        await settled();
      }
      now = Math.max(now, instant);
    },
    events: () => events,
  };
}

/** Promises are done before the loop turns; nothing in a simulation waits for anything else. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (before(heap[parent]!, event)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
    if (before(last, heap[child]!)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
}
