/**
 * Whether the running system does what was proved: each step that `decide` recorded is an edge of every graph that the
 * proof looked at, and of the graph of each region by itself. The proof's reading of a protocol is checked so, not trusted.
 */
import { type ChartEvent, isAt, isFiring, type Protocol, type State } from '../../machines/index.ts';
import type { Digit } from '../explore/chart.ts';
import { localOf, type Local } from '../explore/local.ts';
import { labelOf } from '../explore/model.ts';
import { findingOf, readyFor, type Ready } from '../explore/prove-reduced.ts';
import { everyMove } from '../explore/state.ts';
import { movesBy, type Stand } from '../explore/table.ts';
import { classesOf, type Classes } from './event-classes.ts';
import { protocolQuestion } from './question.ts';

type Where = Pick<State, 'value'>;

/** One graph: a protocol seen by some of its regions. */
interface Graph {
  readonly local: Local;
  readonly says: string;
  readonly states: ReadonlySet<string>;
  /** The trial of each event that can change these regions. */
  readonly trials: ReadonlyMap<string, number>;
  readonly edges: Map<string, ReadonlySet<string>>;
}

/** Graphs with more states than this are not kept whole: that a state is among them is not asked then. */
const statesMax = 3000;

export class Conformance {
  readonly graphs: readonly Graph[];
  readonly #ready: Ready;
  readonly #classes: Classes;

  constructor(protocol: Protocol, classes: Classes = classesOf(protocol)) {
    const { machine, ...question } = protocolQuestion(protocol);
    this.#classes = classes;
    this.#ready = readyFor(machine, { ...question, events: classes.payloads });
    const locals = new Map<string, Local>();
    const add = (local: Local): void => void locals.set(local.known.join(), local);
    for (const invariant of question.invariants ?? [])
      for (const { local } of findingOf(this.#ready, invariant).parts) if (local !== null) add(local);
    const { ground, influence } = this.#ready;
    ground.chart.digits.forEach((_digit, digit) => add(localOf(ground, influence, [digit])));
    this.graphs = [...locals.values()].filter(({ known }) => known.length > 0).map((local) => this.#graph(local));
  }

  /** What is not as it was proved, in words; null when all is. */
  differs(before: Where, event: ChartEvent, after: Where): string | null {
    const label = isFiring(event)
      ? event.type
      : labelOf(event.type, { class: this.#classes.standsFor(event.type, event.class) });
    const [from, to] = [this.#digits(before), this.#digits(after)];
    for (const graph of this.graphs) {
      const [here, there] = [at(graph.local, from), at(graph.local, to)];
      const trial = graph.trials.get(label);
      if (trial === undefined) {
        if (here.join() !== there.join())
          return `${label} moves ${graph.says} from ${here.join()} to ${there.join()}; it was proved not to`;
        continue;
      }
      if (graph.states.size > 0 && !graph.states.has(here.join()))
        return `${graph.says} was proved never to be ${here.join()}`;
      if (!this.#edges(graph, trial, here).has(there.join()))
        return `${label} leads ${graph.says} from ${here.join()} to ${there.join()}, which was not seen when it was proved`;
    }
    return null;
  }

  #graph(local: Local): Graph {
    const { states, whole } = everyMove(local.model, statesMax);
    const { chart } = this.#ready.ground;
    return {
      local,
      says: local.known.map((digit) => chart.digits[digit]?.of.path).join(', '),
      states: new Set(whole ? states.map(({ digits }) => digits.slice(0, -1).join()) : []),
      trials: new Map(local.alike.flatMap((listed, trial) => listed.map((one) => [one.label, trial] as const))),
      edges: new Map(),
    };
  }

  /** Where one event may lead the regions from here; staying is among it. */
  #edges({ local, edges }: Graph, trial: number, here: readonly number[]): ReadonlySet<string> {
    const key = `${trial} ${here.join()}`;
    const known = edges.get(key);
    if (known !== undefined) return known;
    const stand: Stand = { digits: [...here, 0], context: 0 };
    const found = movesBy(local.model, local.model.trials[trial] as never, trial, stand.digits, stand.context);
    const made = new Set(found.map(({ digits }) => digits.slice(0, -1).join()));
    edges.set(key, made);
    return made;
  }

  /** A state of the running machine as a row of digits. */
  #digits({ value }: Where): readonly number[] {
    return this.#ready.ground.chart.digits.map(({ values }: Digit) => {
      const found = values.findIndex((node) => node !== null && isAt(value, node.path));
      return Math.max(0, found);
    });
  }
}

const at = ({ known }: Local, digits: readonly number[]): readonly number[] =>
  known.map((digit) => digits[digit] as number);
