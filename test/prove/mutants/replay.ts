/**
 * A mutant walked at random by XState until one of its invariants is broken. Most of them are about a patient who is
 * ready, which nobody becomes by chance: walks begin as recorded mornings of the protocol as it is shipped do, disturbed
 * here and there, and go on from anywhere that one of them came to.
 */
import type { AnyStateNode } from 'xstate';
import type { Invariant } from '../../../lab/explore/prove.ts';
import { classesOf, type Classes } from '../../../lab/proofs/event-classes.ts';
import { isFiring, type ChartEvent, type EventClass, type Opening, type Protocol } from '../../../machines/index.ts';
import { Chance } from '../../support/chance.ts';
import { playMorning } from '../../support/mornings.ts';
import type { ChartMutant } from './chart-mutants.ts';
import { asked, hears } from './is-so.ts';
import { ByXState, type Event, type Stand } from './run-by-xstate.ts';

export interface Recorded {
  readonly opening: Opening;
  /** What people did and the server judged; deadlines come of the clock. */
  readonly taps: readonly ChartEvent[];
}
export interface Broken {
  readonly invariant: Invariant;
  /** The events that led there, deadlines among them. */
  readonly walk: readonly string[];
}
export interface Replayed {
  readonly broken: Broken | null;
  readonly steps: number;
  readonly states: number;
  /** Whether anybody was ready. */
  readonly ready: boolean;
}

/** Mornings of the protocol as it is shipped, in each of which the patient was ready at some time. */
export function recordedMornings(protocol: Protocol, seed: number, many: number): readonly Recorded[] {
  const recorded: Recorded[] = [];
  for (let n = 0; recorded.length < many; n++) {
    if (n > 100 * many) throw new Error(`In ${n} mornings of ${protocol.document.id} too few patients were ready.`);
    let told: Recorded | null = null;
    const { becameReady } = playMorning(protocol, seed + n, (opening, log) => {
      told = { opening, taps: log.filter((event) => !isFiring(event)) };
    });
    if (told !== null && becameReady === 1) recorded.push(told);
  }
  return recorded;
}

export function replayed(
  mutant: ChartMutant,
  invariants: readonly Invariant[],
  mornings: readonly Recorded[],
  stepsMax: number,
): Replayed {
  return new Replay(mutant, invariants, mornings).run(stepsMax);
}

class Found extends Error {}

class Replay {
  readonly #mutant: ChartMutant;
  readonly #invariants: readonly { readonly invariant: Invariant; readonly isBroken: ReturnType<typeof asked> }[];
  readonly #isReady = asked({ guard: 'ready' });
  /** What a state of the chart hears from outside. */
  readonly #heard = new Map<object, readonly string[]>();
  readonly #mornings: readonly Recorded[];
  readonly #classes: Classes;
  readonly #chance: Chance;
  readonly #machine: ByXState;
  readonly #seen = new Set<string>();
  readonly #stands: Stand[] = [];
  readonly #readyStands: Stand[] = [];
  #steps = 0;
  #broken: Broken | null = null;

  constructor(mutant: ChartMutant, invariants: readonly Invariant[], mornings: readonly Recorded[]) {
    this.#mutant = mutant;
    this.#invariants = invariants.map((invariant) => ({ invariant, isBroken: asked(invariant.never) }));
    this.#mornings = mornings;
    this.#classes = classesOf(mutant.protocol);
    this.#chance = new Chance(mutant.seed ^ 0x5bd1_e995);
    this.#machine = new ByXState(mutant.protocol.machine, (mornings[0] as Recorded).opening);
  }

  run(stepsMax: number): Replayed {
    try {
      for (const morning of this.#mornings) this.#walk(morning, 0);
      while (this.#steps < stepsMax / 2) this.#walk(this.#chance.of(this.#mornings) as Recorded, 8);
      while (this.#steps < stepsMax) this.#wander();
    } catch (error) {
      if (!(error instanceof Found)) throw error;
    }
    return {
      broken: this.#broken,
      steps: this.#steps,
      states: this.#seen.size,
      ready: this.#readyStands.length > 0,
    };
  }

  /** A recorded morning; one tap in `often` is left out, repeated, put off or followed by something else. */
  #walk({ opening, taps }: Recorded, often: number): void {
    let now: Stand | null = this.#arrived(this.#machine.begin(opening));
    for (const tap of taps) {
      if (now === null) return;
      const disturbed = often > 0 && this.#chance.in(often);
      const how = disturbed ? this.#chance.below(4) : -1;
      if (how === 0) continue;
      if (how === 1) now = this.#something(now);
      if (now !== null && how === 2) now = this.#waited(now);
      if (now !== null) now = this.#sent(now, tap, Math.max(tap.at, now.at));
      if (now !== null && how === 3) now = this.#sent(now, tap, now.at + 1000);
    }
  }

  /** A few steps at random from somewhere that was come to; rather from where the patient was ready. */
  #wander(): void {
    const from = this.#chance.in(2) ? this.#readyStands : this.#stands;
    let now: Stand | null = this.#chance.of(from) ?? this.#chance.of(this.#stands) ?? null;
    for (let left = 1 + this.#chance.below(6); left > 0 && now !== null; left--)
      now = this.#chance.in(5) ? this.#waited(now) : this.#something(now);
  }

  /** Anything that somebody here hears, by anybody. */
  #something(now: Stand): Stand | null {
    const { near } = this.#mutant;
    const heard = [...new Set(now.snapshot._nodes.flatMap((node) => this.#hears(node)))];
    const closer = heard.filter((type) => near.includes(type));
    for (let tries = 0; tries < 8; tries++) {
      const type = this.#chance.of(closer.length > 0 && this.#chance.in(3) ? closer : heard);
      const payload = this.#chance.of(this.#classes.payloads[type ?? ''] ?? []);
      if (type === undefined || payload === undefined) continue;
      const at = now.at + this.#chance.below(60_000);
      const event = { type, class: payload.class, payload: this.#said(payload.class, at) };
      if (hears(now.snapshot, event)) return this.#sent(now, event, at);
    }
    return this.#waited(now);
  }

  #hears(node: AnyStateNode): readonly string[] {
    const known =
      this.#heard.get(node) ?? node.ownEvents.filter((type: string) => this.#mutant.protocol.events.has(type));
    this.#heard.set(node, known);
    return known;
  }

  /** The clock goes on until something is due. */
  #waited(now: Stand): Stand | null {
    return this.#stepped(() => this.#machine.fire(now, Infinity));
  }

  /** What is due by then comes first. */
  #sent(from: Stand, event: Event, at: number): Stand | null {
    let now = from;
    for (let fired = 0; fired < 20; fired++) {
      const next = this.#stepped(() => this.#machine.fire(now, at));
      if (next === null) return this.#stepped(() => this.#machine.send(now, event, at));
      now = next;
    }
    // A deadline that is due again at once, without end.
    return null;
  }

  #stepped(step: () => Stand | null): Stand | null {
    const next = step();
    if (next === null) return null;
    this.#steps++;
    return this.#arrived(next);
  }

  /** Somewhere new is kept, and looked at. */
  #arrived(stand: Stand): Stand {
    const key = JSON.stringify(stand.snapshot.value);
    if (this.#seen.has(key)) return stand;
    this.#seen.add(key);
    this.#stands.push(stand);
    if (this.#isReady(stand.snapshot)) this.#readyStands.push(stand);
    const found = this.#invariants.find(({ isBroken }) => isBroken(stand.snapshot));
    if (found === undefined) return stand;
    this.#broken = { invariant: found.invariant, walk: walkTo(stand) };
    throw new Found(found.invariant.id);
  }

  /** What such an event carries, for the assigns and the delays to have something to go by. */
  #said({ role, who }: EventClass, at: number): object {
    const by = { person: `${role}-${who}`, role, grant: `grant-${role}`, device: 'tablet' };
    return {
      by,
      evidence: { at, by: by.person, role, grant: by.grant, how: 'said', value: 'any' },
      reason: 'any',
      person: 'n1',
      start: at + this.#chance.below(7_200_000),
      lookAgainAt: at + this.#chance.below(1_800_000),
    };
  }
}

function walkTo(stand: Stand): readonly string[] {
  const walk: string[] = [];
  for (let at: Stand | null = stand; at?.by != null; at = at.from) {
    const { type, class: eventClass } = at.by;
    walk.unshift(eventClass === undefined ? type : `${type} ${JSON.stringify(eventClass)}`);
  }
  return walk;
}
