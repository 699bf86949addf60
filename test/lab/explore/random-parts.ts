/** Random guards and actions over a small context, each with the features it shows. */
import { and, assign, enqueueActions, log, not, or, raise, stateIn } from 'xstate';
import type { Choices } from './choices.ts';
import type { Feature } from './features.ts';
import type { Draft } from './random-tree.ts';

export interface ChartContext {
  readonly n: number;
  readonly b: boolean;
  readonly seen?: ReadonlySet<string>;
}
type Args = {
  readonly context: ChartContext;
  readonly event: { readonly type: string; readonly k?: number; readonly output?: unknown };
};
/** What a chart is made from beside its states. Named guards and actions are written into it as they are made up. */
export interface Makings {
  readonly choices: Choices;
  readonly drafts: readonly Draft[];
  /** The counter goes from 0 to below this; 1 is no counter. */
  readonly counts: number;
  readonly withFlag: boolean;
  readonly withSet: boolean;
  readonly guards: Record<string, unknown>;
  readonly actions: Record<string, unknown>;
}
export interface Part {
  readonly part: unknown;
  readonly uses: readonly Feature[];
}

/** A function that says in a printed chart what it does. */
export const told = <T extends object>(text: string, part: T): T => Object.assign(part, { toJSON: () => text });

export function randomGuard(makings: Makings, depth = 0): Part {
  const { choices, guards, counts } = makings;
  const k = choices.below(Math.max(2, counts));
  const kind = choices.below(depth < 2 ? 14 : 10);
  if (kind === 0)
    return { part: told(`n is ${k}`, ({ context }: Args) => context.n === k), uses: ['inline guard on context'] };
  if (kind === 1) return { part: told('b', ({ context }: Args) => context.b), uses: ['inline guard on context'] };
  if (kind === 2)
    return { part: told(`event.k is ${k}`, ({ event }: Args) => event.k === k), uses: ['inline guard on payload'] };
  if (kind === 3) return { part: 'flagged', uses: ['named guard'] };
  if (kind === 4) return { part: { type: 'counted', params: { k } }, uses: ['guard with a parameter'] };
  if (kind === 5) {
    const params = told('k: event.k ?? n', ({ context, event }: Args) => ({ k: event.k ?? context.n }));
    return { part: { type: 'counted', params }, uses: ['guard with a computed parameter'] };
  }
  if (kind <= 9) return randomStateIn(makings);
  if (kind === 10) {
    const { part, uses } = randomGuard(makings, depth + 1);
    return { part: told(`not(${JSON.stringify(part)})`, not(part as never)), uses: ['not', ...uses] };
  }
  const parts = [randomGuard(makings, depth + 1), randomGuard(makings, depth + 1)];
  const inner = parts.map(({ part }) => part) as never;
  const composed =
    kind === 11
      ? { part: told(`or(${JSON.stringify(inner)})`, or(inner)), uses: ['or' as Feature] }
      : { part: told(`and(${JSON.stringify(inner)})`, and(inner)), uses: ['and' as Feature] };
  const uses = [...composed.uses, ...parts.flatMap((part) => part.uses)];
  if (kind !== 13) return { part: composed.part, uses };
  const name = `g${Object.keys(guards).length}`;
  guards[name] = composed.part;
  return { part: name, uses: ['named guard made of others', ...uses] };
}

/** For `onDone`: what the final state gave. */
export const guardOnOutput: Part = {
  part: told('event.output is 1', ({ event }: Args) => event.output === 1),
  uses: ['inline guard on output'],
};

function randomStateIn({ choices, drafts }: Makings): Part {
  const { path, config } = choices.ofAny(
    drafts.filter(({ kind, parent }) => parent !== null && kind !== 'history'),
  ) as Draft;
  if (choices.percent(30)) {
    const id = `#${config.id ?? ['m', ...path].join('.')}`;
    return { part: told(`in ${id}`, stateIn(id)), uses: ['stateIn by id'] };
  }
  const value = path.slice(0, -1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), path.at(-1));
  return {
    part: told(`in ${JSON.stringify(value)}`, stateIn(value as never)),
    uses: [path.length > 1 ? 'stateIn by value' : 'stateIn by key'],
  };
}

/** What may be raised here: only what comes later in this list, so that no chain of raised events has no end. */
export function randomActions(makings: Makings, mayRaise: readonly string[], many: number): readonly Part[] {
  return Array.from({ length: many }, (_none, index) => randomAction(makings, index === 0 ? mayRaise : []));
}

function randomAction(makings: Makings, mayRaise: readonly string[]): Part {
  const { choices, counts, withFlag, withSet } = makings;
  const raised = choices.ofAny(mayRaise);
  const kind = choices.below(raised === undefined ? 11 : 17);
  if (kind === 1)
    return {
      part: told(
        'flip b',
        assign(({ context }: Args) => ({ b: withFlag && !context.b })),
      ),
      uses: ['assign by a function'],
    };
  if (kind === 2) return { part: 'count', uses: ['named action'] };
  if (kind === 3) return { part: { type: 'add', params: { by: 2 } }, uses: ['action with a parameter'] };
  if (kind === 4) {
    const params = told('by: event.k ?? 1', ({ event }: Args) => ({ by: event.k ?? 1 }));
    return { part: { type: 'add', params }, uses: ['action with a computed parameter'] };
  }
  if (kind === 5)
    return {
      part: told('n: event.k ?? n', assign({ n: ({ context, event }: Args) => (event.k ?? context.n) % counts })),
      uses: ['assign from payload'],
    };
  if (kind === 6) return { part: 'tell', uses: ['action outside the chart'] };
  if (kind === 7) return { part: told('log', log('seen')), uses: ['log'] };
  if (kind === 8 && withSet)
    return {
      part: told(
        'see b',
        assign({ seen: ({ context }: Args) => new Set([...(context.seen ?? []), String(context.b)]) }),
      ),
      uses: ['Set in context'],
    };
  if (kind === 9) return { part: told('reset', assign({ n: 0, b: false })), uses: ['assign by an object'] };
  if (kind === 10) return enqueued(makings, undefined);
  if (raised !== undefined && kind >= 11) return raising(makings, raised, kind);
  return {
    part: told('n + 1', assign({ n: ({ context }: Args) => (context.n + 1) % counts })),
    uses: ['assign by an object'],
  };
}

function raising(makings: Makings, raised: string, kind: number): Part {
  const uses: readonly Feature[] = ['raise'];
  if (kind === 11) return enqueued(makings, raised);
  if (kind === 12)
    return {
      part: told(
        `raise ${raised} with k: n`,
        raise(({ context }: Args) => ({ type: raised, k: context.n })),
      ),
      uses: [...uses, 'raise of a computed event'],
    };
  if (kind === 13)
    return {
      part: told(`raise ${raised} with k: 1`, raise({ type: raised, k: 1 } as never)),
      uses: [...uses, 'raise with a payload'],
    };
  return { part: told(`raise ${raised}`, raise({ type: raised })), uses };
}

/** Some actions, if a guard holds. */
function enqueued(makings: Makings, raised: string | undefined): Part {
  const { choices, counts } = makings;
  const guard = choices.percent(60) ? randomGuard(makings, 2) : undefined;
  const alsoNamed = choices.percent(30);
  const what = `${guard === undefined ? '' : `if ${JSON.stringify(guard.part)} `}n - 1${alsoNamed ? ', count' : ''}${raised === undefined ? '' : `, raise ${raised}`}`;
  return {
    part: told(
      `enqueue ${what}`,
      enqueueActions(({ enqueue, check }) => {
        if (guard !== undefined && !check(guard.part as never)) return;
        enqueue.assign({ n: ({ context }: Args) => (context.n + counts - 1) % counts } as never);
        if (alsoNamed) enqueue('count' as never);
        if (raised !== undefined) enqueue.raise({ type: raised } as never);
      }),
    ),
    uses: [
      'enqueueActions',
      'enqueue.assign',
      ...(guard === undefined ? [] : (['check in enqueueActions'] as const)),
      ...(raised === undefined ? [] : (['enqueue.raise'] as const)),
      ...(guard?.uses ?? []),
    ],
  };
}

/** The guards and actions that every chart has by name. */
export const namedGuards = (): Record<string, unknown> => ({
  flagged: told('b', ({ context }: Args) => context.b),
  counted: told('n is k', ({ context }: Args, { k }: { k: number }) => context.n === k),
});
export const namedActions = (counts: number): Record<string, unknown> => ({
  count: told('n + 1', assign({ n: ({ context }: Args) => (context.n + 1) % counts } as never)),
  add: told('n + by', assign({ n: ({ context }: Args, { by }: { by: number }) => (context.n + by) % counts } as never)),
  tell: told('nothing', () => undefined),
});
