/**
 * An SCXML document run by SCION's interpreter: read by a real XML parser, and stepped by a clock that the test turns.
 * SCION reads SCXML itself only through packages that do not install on Node 20, so the reading is here.
 */
import scion from '@scion-scxml/core';
import { SaxesParser } from 'saxes';

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: Tag[];
}

/** Throws where the text is not well-formed XML. */
export function readXml(text: string): Tag {
  const open: Tag[] = [{ name: '', attributes: {}, inside: [] }];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const written = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, value.value]));
    const tag: Tag = { name, attributes: written, inside: [] };
    open.at(-1)?.inside.push(tag);
    open.push(tag);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [document] = open[0]?.inside ?? [];
  if (document === undefined) throw new Error('there is nothing in it');
  return document;
}

export const tagsIn = (tag: Tag): readonly Tag[] => [tag, ...tag.inside.flatMap(tagsIn)];

interface Sent {
  readonly event: string;
  readonly id: string | undefined;
  readonly at: number;
}

export class Scion {
  readonly #chart: scion.Statechart;
  /** What the document leaves to whoever runs it. */
  readonly guards: Record<string, boolean>;
  #now = 0;
  #waiting: Sent[] = [];

  /** @param w3c whether a transition leaves what the recommendation says; SCION by itself stays inside a parallel state */
  constructor(text: string, { w3c }: { readonly w3c: boolean }) {
    const document = readXml(text);
    const data = tagsIn(document).filter(({ name }) => name === 'data');
    const values = data.map(({ attributes }) => evaluate(attributes['expr'] ?? 'null', {}) as unknown);
    const scope = Object.fromEntries(data.map(({ attributes }, index) => [attributes['id'] ?? '', values[index]]));
    this.guards = (scope['guards'] ?? {}) as Record<string, boolean>;
    const isIn = (id: string): boolean => this.#chart.isIn(id);
    const reader = new Reader(
      { ...scope, In: isIn },
      (sent) => this.#send(sent),
      (id) => this.#cancel(id),
    );
    const options = Object.defineProperty({ priorityComparisonFn: first }, 'legacySemantics', {
      get: () => w3c,
      set: () => {},
    });
    this.#chart = new scion.Statechart((() => reader.state(document)) as never, options as never);
    inDocumentOrder((this.#chart as unknown as { readonly _model: Placed })._model);
    // It takes a chart for ended, and runs all exits, when it stands in final states alone, wherever they are nested.
    Object.assign(this.#chart, { _exitInterpreter: () => {} });
    let steps = 0;
    this.#chart.on('onBigStepBegin', () => (steps = 0));
    this.#chart.on('onSmallStepBegin', () => {
      if (++steps > 1000) throw new Error('it goes on for ever');
    });
    this.#chart.start();
  }

  /** Ids of all states it is in. */
  get configuration(): readonly string[] {
    return this.#chart.getFullConfiguration();
  }

  take(event: string): void {
    this.#chart.gen({ name: event } as never);
  }

  /** Whatever falls due on the way comes at its instant, in the order in which it was sent. */
  wait(lengthMs: number): void {
    const until = this.#now + lengthMs;
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((sent) => sent !== next);
      this.#now = next.at;
      this.take(next.event);
    }
    this.#now = until;
  }

  #send({ event, id, after }: { event: string; id: string | undefined; after: number }): void {
    this.#waiting.push({ event, id, at: this.#now + after });
  }
  #cancel(id: string): void {
    this.#waiting = this.#waiting.filter((sent) => sent.id !== id);
  }
}

/** A state as SCION keeps it. */
interface Placed {
  depth: number;
  readonly documentOrder: number;
  readonly ancestors: readonly Placed[];
  readonly states?: readonly Placed[];
}
/** It enters the shallower first; the recommendation goes by the document, and so two regions that end in one step are told in its order. */
function inDocumentOrder(state: Placed): void {
  state.depth = state.documentOrder;
  for (const child of state.states ?? []) inDocumentOrder(child);
}
/** Which of two transitions that conflict is taken, as the recommendation says: the inner one, or the first of the document. */
function first([one, other]: readonly [Candidate, Candidate]): Candidate {
  if (one.source.ancestors.includes(other.source)) return one;
  if (other.source.ancestors.includes(one.source)) return other;
  return one.documentOrder < other.documentOrder ? one : other;
}
interface Candidate {
  readonly source: Placed;
  readonly documentOrder: number;
}

type Scope = Readonly<Record<string, unknown>>;
const evaluate = (expression: string, scope: Scope): unknown =>
  // oxlint-disable-next-line typescript/no-implied-eval -- the data model of SCXML is ECMAScript
  (new Function(...Object.keys(scope), `return (${expression});`) as (...values: unknown[]) => unknown)(
    ...Object.values(scope),
  );

type Send = (sent: { event: string; id: string | undefined; after: number }) => void;
interface Raises {
  raise(event: { name: string }): void;
}
type Step = (this: Raises, event: { name: string } | undefined) => void;

/** From tags to the plain objects that SCION runs. */
class Reader {
  readonly #scope: Scope;
  readonly #send: Send;
  readonly #cancel: (id: string) => void;
  constructor(scope: Scope, send: Send, cancel: (id: string) => void) {
    this.#scope = scope;
    this.#send = send;
    this.#cancel = cancel;
  }

  state({ name, attributes, inside }: Tag): object {
    const within = (...names: readonly string[]): readonly Tag[] => inside.filter((tag) => names.includes(tag.name));
    const states = within('state', 'parallel', 'final', 'history', 'initial').map((tag) => this.state(tag));
    return {
      $type: name,
      ...(attributes['id'] === undefined ? {} : { id: attributes['id'] }),
      ...(attributes['initial'] === undefined ? {} : { initial: attributes['initial'].split(' ') }),
      ...(name === 'history' ? { isDeep: attributes['type'] === 'deep' } : {}),
      ...(states.length === 0 ? {} : { states }),
      transitions: within('transition').map((tag) => this.#transition(tag)),
      onEntry: within('onentry').map((tag) => this.#steps(tag)),
      onExit: within('onexit').map((tag) => this.#steps(tag)),
    };
  }

  #transition(tag: Tag): object {
    const { event, target, type, cond } = tag.attributes;
    return {
      ...(event === undefined ? {} : { event }),
      ...(target === undefined ? {} : { target: target.split(' ') }),
      ...(type === undefined ? {} : { type }),
      ...(cond === undefined ? {} : { cond: (_event: unknown) => evaluate(cond, { ...this.#scope, _event }) === true }),
      onTransition: this.#steps(tag),
    };
  }

  #steps({ inside }: Tag): readonly Step[] {
    const send = this.#send;
    const cancel = this.#cancel;
    const scope = this.#scope;
    return inside.map(({ name, attributes }): Step => {
      const event = attributes['event'] ?? '';
      switch (name) {
        case 'raise':
          return function (this: Raises) {
            this.raise({ name: event });
          };
        case 'send': {
          const written = attributes['delay'] ?? String(evaluate(attributes['delayexpr'] ?? "''", scope));
          return () => send({ event, id: attributes['id'], after: milliseconds(written) });
        }
        case 'cancel':
          return () => cancel(attributes['sendid'] ?? '');
        case 'log':
          return () => {};
        default:
          throw new Error(`<${name}> is not executable content`);
      }
    });
  }
}

function milliseconds(delay: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(delay) ?? [];
  if (amount === undefined) throw new Error(`"${delay}" is not a delay`);
  return Number(amount) * (unit === 's' ? 1000 : 1);
}
