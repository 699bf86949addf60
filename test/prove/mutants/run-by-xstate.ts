/**
 * A preparation run by XState's own `transition`, with a clock: what a mutant does, looked at without the prover.
 * Every step gives a new stand and leaves the old one as it was, so that many walks go on from one.
 */
import { type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';

export interface Event {
  readonly type: string;
  readonly class?: object;
  readonly payload?: object;
}
interface Waiting {
  readonly id: string;
  readonly at: number;
  readonly generation: number;
}
export interface Stand {
  readonly snapshot: AnyMachineSnapshot;
  readonly at: number;
  /** What waits, in no order. */
  readonly waiting: readonly Waiting[];
  readonly generation: number;
  /** How it came to be; null for the first. */
  readonly by: Event | null;
  readonly from: Stand | null;
}

interface Act {
  readonly type: string;
  readonly params?: { readonly id?: string; readonly sendId?: string; readonly delay?: number };
}
interface Scope {
  actionExecutor: (act: Act) => void;
}
interface Pure {
  getInitialSnapshot(scope: Scope, input: object): AnyMachineSnapshot;
  transition(snapshot: AnyMachineSnapshot, event: Event & { readonly at: number }, scope: Scope): AnyMachineSnapshot;
  options?: { maxIterations?: number };
}

/** What a deadline says of itself, as the server sends it. */
const byTheServer = { class: { role: 'system', who: 'other', value: 'none' }, payload: {} };

export class ByXState {
  readonly #pure: Pure;
  readonly #scope: Scope;
  readonly #acts: Act[] = [];

  constructor(machine: AnyStateMachine, opening: object) {
    this.#pure = machine as unknown as Pure;
    // A mutant may go round for ever; XState is told when to give up.
    this.#pure.options = { ...this.#pure.options, maxIterations: 200 };
    // One scope for all steps: XState's public `transition` builds an actor a call.
    this.#scope = (createActor(machine, { input: opening }) as unknown as { readonly _actorScope: Scope })._actorScope;
    this.#scope.actionExecutor = (act) => void this.#acts.push(act);
  }

  begin(opening: { readonly at: number }): Stand {
    this.#acts.length = 0;
    const snapshot = this.#pure.getInitialSnapshot(this.#scope, opening);
    return this.#stand({ waiting: [], generation: 0 }, snapshot, { at: opening.at, by: null, from: null });
  }

  /** What a person does now. Whatever was due by then must have been fired. */
  send(from: Stand, event: Event, at: number): Stand {
    this.#acts.length = 0;
    const snapshot = this.#pure.transition(from.snapshot, { payload: {}, ...event, at }, this.#scope);
    return this.#stand(from, snapshot, { at, by: event, from });
  }

  /** The deadline that is due next, at its instant: of two at once the older first. Null when none is due by `until`. */
  fire(from: Stand, until: number): Stand | null {
    const [due] = from.waiting.toSorted((a, b) => a.at - b.at || a.generation - b.generation);
    if (due === undefined || due.at > until) return null;
    const left = { ...from, waiting: from.waiting.filter((one) => one !== due) };
    return { ...this.send(left, { type: due.id, ...byTheServer }, due.at), from };
  }

  #stand(
    before: Pick<Stand, 'waiting' | 'generation'>,
    snapshot: AnyMachineSnapshot,
    now: Pick<Stand, 'at' | 'by' | 'from'>,
  ): Stand {
    let { waiting, generation } = before;
    for (const { type, params } of this.#acts.splice(0)) {
      if (type === 'xstate.cancel') waiting = waiting.filter(({ id }) => id !== params?.sendId);
      else if (type === 'xstate.raise' && params?.delay !== undefined) {
        // A timer that is given no number ends at once.
        const delay = Number.isNaN(params.delay) ? 0 : Math.max(0, params.delay);
        const id = params.id ?? '';
        waiting = [...waiting.filter((one) => one.id !== id), { id, at: now.at + delay, generation: ++generation }];
      }
    }
    return { snapshot, waiting, generation, ...now };
  }
}
