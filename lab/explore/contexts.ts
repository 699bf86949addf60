/**
 * Contexts and events as numbers, and every function of them run once for each that arises.
 *
 * A context may be declared away: by `'ignored'`, when nothing that decides may look at it, or by a function that says
 * what of it matters. Neither is believed: looking is refused, and contexts that were put together are compared in all
 * that is asked of them.
 */
import { Once } from './once.ts';
import { Refused } from './refused.ts';
import { canonical, withoutContext } from './values.ts';

export type ContextRule = 'whole' | 'ignored' | ((context: never) => unknown);

/** More contexts than this is one that grows without end. */
export const contextsMax = 1 << 17;
/** Of contexts that are put together, how many are kept to compare. */
const likeMax = 6;

interface Known {
  /** The first is the one that stands for the rest. */
  readonly like: object[];
}
interface Opaque {
  readonly says: string;
  readonly run: (context: object) => unknown;
  /** By context: a guard's answer, or the next context. -1: not yet asked. */
  answers: Int32Array;
  readonly kind: 'guard' | 'assign';
}

export class Contexts {
  readonly #rule: ContextRule;
  readonly #known: Known[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #opaques: Opaque[] = [];
  readonly #opaqueNumbers = new Map<string, number>();
  readonly #names = new Map<unknown, number>();
  /** What a guard turned out to be: asked at every step, and always the same. */
  readonly #guards = new Map<string, number | boolean>();
  readonly #blind = new Once<{ readonly value: unknown } | null>();

  constructor(rule: ContextRule) {
    this.#rule = rule;
  }
  get ignored(): boolean {
    return this.#rule === 'ignored';
  }
  get count(): number {
    return this.#known.length;
  }
  at(number: number): object {
    return (this.#known[number] as Known).like[0] as object;
  }

  intern(context: object): number {
    if (this.#rule === 'ignored') {
      if (this.#known.length === 0) this.#known.push({ like: [context] });
      return 0;
    }
    const what = this.#rule === 'whole' ? context : this.#cut(this.#rule, context);
    const key = canonical(what);
    const found = this.#numbers.get(key);
    if (found !== undefined) {
      if (this.#rule !== 'whole') this.#compare(found, context);
      return found;
    }
    const number = this.#known.length;
    if (number >= contextsMax)
      throw new Refused('', `more than ${contextsMax} contexts arise; say which part of the context matters`);
    this.#known.push({ like: [context] });
    this.#numbers.set(key, number);
    return number;
  }

  #cut(rule: (context: never) => unknown, context: object): unknown {
    try {
      return rule(context as never);
    } catch (error) {
      throw new Refused('', `what "context" keeps throws on ${canonical(context).slice(0, 120)}: ${String(error)}`);
    }
  }

  /** What a function of an event gives without looking at the context: run once for each event. Null where it looks. */
  blindly<T>(event: object, of: unknown, run: (context: object) => T): { readonly value: T } | null {
    return this.#blind.of(event, of, () => withoutContext(run)) as { readonly value: T } | null;
  }

  /** A guard as a number, or its answer where it does not look at the context. */
  guard(name: unknown, key: string, says: string, run: (context: object) => unknown): number | boolean {
    const whole = this.#key('guard', name, key);
    const known = this.#guards.get(whole);
    if (known !== undefined) return known;
    const made = this.#guard(whole, key, says, run);
    this.#guards.set(whole, made);
    return made;
  }
  #guard(whole: string, key: string, says: string, run: (context: object) => unknown): number | boolean {
    let blind: ReturnType<typeof withoutContext>;
    try {
      blind = withoutContext(run);
    } catch (error) {
      throw error instanceof Refused ? error : new Refused('', `${says} throws for ${key.trim()}: ${String(error)}`);
    }
    if (blind !== null) return Boolean(blind.value);
    if (this.ignored) throw new Refused('', `${says} looks at the context, which was declared ignored`);
    return this.#number('guard', whole, says, run);
  }
  assign(name: unknown, key: string, says: string, run: (context: object) => object): number {
    return this.#number('assign', this.#key('assign', name, key), says, run);
  }

  /** What an opaque function answers for a context: 0 or 1 for a guard, the next context for an assign. */
  ask(opaque: number, context: number): number {
    const asked = this.#opaques[opaque] as Opaque;
    const known = asked.answers[context];
    if (known !== undefined && known >= 0) return known;
    const answer = this.#run(asked, this.at(context));
    if (context >= asked.answers.length) asked.answers = grown(asked.answers, context);
    asked.answers[context] = answer;
    for (const other of (this.#known[context] as Known).like.slice(1)) this.#agree(asked, context, other);
    return answer;
  }
  /** The answers so far, for generated code to look up; grows, so ask again after `ask`. */
  answers(opaque: number): Int32Array {
    return (this.#opaques[opaque] as Opaque).answers;
  }

  /** Which guard or action it is, in words. */
  says(opaque: number): string {
    return (this.#opaques[opaque] as Opaque).says;
  }

  #key(kind: Opaque['kind'], name: unknown, key: string): string {
    const named = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, named);
    return `${kind} ${named} ${key}`;
  }
  #number(kind: Opaque['kind'], whole: string, says: string, run: (context: object) => unknown): number {
    const found = this.#opaqueNumbers.get(whole);
    if (found !== undefined) return found;
    this.#opaques.push({ kind, says, run, answers: new Int32Array(64).fill(-1) });
    this.#opaqueNumbers.set(whole, this.#opaques.length - 1);
    return this.#opaques.length - 1;
  }
  #run({ kind, run, says }: Opaque, context: object): number {
    let answer: unknown;
    try {
      answer = run(context);
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new Refused('', `${says} throws on ${canonical(context).slice(0, 120)}: ${String(error)}`);
    }
    return kind === 'guard' ? Number(Boolean(answer)) : this.intern(answer as object);
  }
  #compare(number: number, context: object): void {
    const { like } = this.#known[number] as Known;
    if (like.length >= likeMax || like.some((other) => canonical(other) === canonical(context))) return;
    like.push(context);
    for (const opaque of this.#opaques) if ((opaque.answers[number] ?? -1) >= 0) this.#agree(opaque, number, context);
  }
  #agree(opaque: Opaque, number: number, context: object): void {
    if (this.#run(opaque, context) === opaque.answers[number]) return;
    const [one, other] = [canonical(this.at(number)), canonical(context)];
    throw new Refused('', `the context is cut too coarse: ${opaque.says} tells ${one} from ${other}`);
  }
}

function grown(answers: Int32Array, index: number): Int32Array {
  const larger = new Int32Array(Math.max(answers.length * 2, index + 1)).fill(-1);
  larger.set(answers);
  return larger;
}
