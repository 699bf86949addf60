/** One machine in XState and, as the SCXML that is written of it, in SCION: the same events and waits, and where both are. */
import { createActor, type AnyStateMachine, type AnyStateNode, SimulatedClock } from 'xstate';
import { outlineOf, scxml } from '../../../lab/index.ts';
import { Scion } from '../../support/scion.ts';

export interface Step {
  readonly event?: { readonly type: string };
  readonly waitMs?: number;
}

type Decide = (guard: string, event: Step['event']) => boolean;

export class TwoInterpreters {
  readonly text: string;
  readonly #actor;
  readonly #clock = new SimulatedClock();
  readonly #others: readonly Scion[];
  readonly #ids: ReadonlyMap<AnyStateNode, string>;
  #failed: unknown = null;

  readonly #decide: Decide;

  /** @param decide what code decides about an event (or about time that passes), by its name in the document */
  constructor(machine: AnyStateMachine, decide: Decide = () => false, input?: unknown) {
    this.#decide = decide;
    this.text = scxml(outlineOf(machine)).text;
    this.#ids = new Map(nodesIn(machine.root).map((node) => [node, node.id]));
    this.#actor = createActor(machine, { clock: this.#clock, input, logger: () => {} } as never);
    this.#actor.subscribe({ error: (error) => (this.#failed = error) });
    this.#actor.start();
    this.#raiseFailure();
    // Both readings of how far a transition reaches: the W3C's, and SCION's own, which is XState's.
    this.#others = [true, false].map((w3c) => new Scion(this.text, { w3c }));
  }

  take({ event, waitMs }: Step): void {
    for (const { guards } of this.#others)
      for (const name of Object.keys(guards)) guards[name] = this.#decide(name, event);
    if (event !== undefined) {
      this.#actor.send(event as never);
      this.#raiseFailure();
      for (const other of this.#others) other.take(event.type);
    }
    if (waitMs === undefined) return;
    // Its clock gives whatever falls due on the way the instant at its end.
    for (let passed = 0; passed < waitMs; passed++) this.#clock.increment(1);
    this.#raiseFailure();
    for (const other of this.#others) other.wait(waitMs);
  }

  /** Where XState is. */
  get where(): string {
    const { _nodes } = this.#actor.getSnapshot() as { _nodes: readonly AnyStateNode[] };
    return _nodes
      .map(({ id }) => id)
      .sort()
      .join(' ');
  }

  /** Null when all are in the same states; else who is where. */
  get difference(): string | null {
    const { _nodes, status } = this.#actor.getSnapshot() as { _nodes: readonly AnyStateNode[]; status: string };
    const own = new Set(this.#ids.values());
    const root = [...this.#ids.values()][0];
    const here = (ids: readonly string[]): string =>
      ids
        .filter((id) => own.has(id) && id !== root)
        .sort()
        .join(' ');
    const expected = here(_nodes.map(({ id }) => id));
    for (const [index, { configuration }] of this.#others.entries()) {
      const has = configuration.includes(`${root}.ended`) && status === 'done' ? expected : here(configuration);
      if (has !== expected)
        return `XState (${status}): ${expected}\nSCION ${index === 0 ? 'as the W3C says' : 'by itself'}: ${has}`;
    }
    return null;
  }

  #raiseFailure(): void {
    if (this.#failed !== null) throw this.#failed;
  }
}

export const nodesIn = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesIn),
];

/** The events of a list that some state hears. */
export function heardOf(machine: AnyStateMachine, events: readonly string[]): readonly string[] {
  const descriptors = new Set(nodesIn(machine.root).flatMap((node) => [...node.transitions.keys()]));
  const hears = (descriptor: string, event: string): boolean =>
    descriptor === event ||
    descriptor === '*' ||
    (descriptor.endsWith('.*') && `${event}.`.startsWith(descriptor.slice(0, -1)));
  return events.filter((event) => [...descriptors].some((descriptor) => hears(descriptor, event)));
}
