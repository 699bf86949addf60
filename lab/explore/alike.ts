/**
 * Which events do the same, as far as some transitions go: every guard of those that hear one answers alike, and what they
 * raise does the same in turn. A nurse and a technician who may both tick a box need not both be tried.
 */
import type { Transition } from './chart.ts';
import { keyOf } from './condition.ts';
import { conditionOf } from './guards.ts';
import { seenBy, type Happening } from './happening.ts';
import type { Hears } from './hearing.ts';
import type { Influence } from './influence.ts';
import type { Ground } from './model.ts';
import { Once } from './once.ts';
import { raisedBy } from './raised-by.ts';
import type { Run } from './run.ts';
import { canonical } from './values.ts';
import { wholeRun } from './where.ts';

export class Alike {
  readonly #ground: Ground;
  readonly #influence: Influence;
  readonly #run: Run;
  /** A guard's answer to an event is asked for once, however often the chart is seen. */
  readonly #guards = new Once<number>();
  /** A guard's answer as a number: it may be long. */
  readonly #numbers = new Map<string, number>();
  readonly #raised = new Once<readonly Happening[] | null>();

  constructor(ground: Ground, influence: Influence) {
    this.#ground = ground;
    this.#influence = influence;
    this.#run = wholeRun(ground.chart);
  }

  /** Equal for events that do the same to those who are looked at. */
  key(event: Happening, hearing: Hears): string {
    // What an assign makes of an event is in the context afterwards.
    return this.#ground.contexts.ignored ? this.#of(event, hearing, []) : canonical(event, 'event');
  }

  #of(event: Happening, hearing: Hears, above: readonly string[]): string {
    // What comes round to itself is told apart by all there is to it.
    if (above.includes(event.type)) return canonical(event, 'event');
    const within = [...above, event.type];
    const parts: (string | number)[] = [event.type];
    for (const [, listed] of hearing.of(event.type).own)
      for (const transition of listed) {
        const raised = this.#raisedBy(transition, event);
        if (raised === null) return canonical(event, 'event');
        parts.push(this.#guard(transition, event), ...raised.map((one) => this.#of(one, hearing, within)));
      }
    return `(${parts.join(' ')})`;
  }

  #guard(transition: Transition, event: Happening): number {
    return this.#guards.of(event, transition, () => {
      const key = keyOf(conditionOf(transition.guard, event, this.#run, this.#ground.contexts));
      const number = this.#numbers.get(key) ?? this.#numbers.size;
      this.#numbers.set(key, number);
      return number;
    });
  }

  #raisedBy(transition: Transition, event: Happening): readonly Happening[] | null {
    return this.#raised.of(event, transition, () => {
      const found: Happening[] = [];
      for (const action of this.#influence.actionsOf(transition)) {
        const { raised } = raisedBy(action, this.#ground.chart.machine, [seenBy('an action', event)]);
        if (raised === null) return null;
        found.push(...raised);
      }
      return found;
    });
  }
}
