/**
 * Random transitions and what happens on entry and exit. They cannot run for ever: an event raises only what comes later
 * in the alphabet, and whatever may come of an entry (`q`, `done`, `always`, `*`) only goes ahead in the chart.
 */
import { assign } from 'xstate';
import type { Feature } from './features.ts';
import { ahead, type Draft, isWithin } from './random-tree.ts';
import {
  type ChartContext,
  guardOnOutput,
  type Makings,
  type Part,
  randomActions,
  randomGuard,
  told,
} from './random-parts.ts';

/** Each raises only later ones; `q` is what entries and exits raise, `nobody` is what no state names. */
export const alphabet = ['a', 'a.x', 'pay', 'b', 'r', 'q', 'nobody'] as const;
const later = (event: string): readonly string[] => alphabet.slice(alphabet.indexOf(event as 'a') + 1);
const last: readonly string[] = ['q', 'nobody'];

interface Trigger {
  /** Where it stands in the configuration of its state. */
  readonly group: 'on' | 'always' | 'after' | 'onDone';
  readonly name: string;
  readonly mayRaise: readonly string[];
  readonly onlyAhead: boolean;
}

/** Ways from child to child of every compound state, so that most of what the other transitions want can be come to. */
export function connect({ choices, drafts }: Makings): void {
  for (const source of drafts) {
    if (source.parent !== null && hasEnd(source) && choices.percent(source.kind === 'parallel' ? 80 : 30)) {
      const to = choices.ofAny(ahead(source, drafts));
      const done: Trigger = { group: 'onDone', name: '', mayRaise: [], onlyAhead: true };
      list(source, done).push({ target: to === undefined ? undefined : `#m.${to.path.join('.')}`, actions: 'count' });
    }
    if (source.parent?.kind !== 'compound' || source.kind === 'history' || source.kind === 'final') continue;
    const siblings = source.parent.children.filter(({ kind }) => kind !== 'history');
    const many = choices.of([1, 1, 2, 0]);
    for (let index = 0; index < many; index += 1) {
      const name = choices.of(['b', 'a', 'a.x', 'pay', 'r']);
      const to = siblings[
        (siblings.indexOf(source) + 1 + choices.below(siblings.length - 1)) % siblings.length
      ] as Draft;
      const trigger: Trigger = { group: 'on', name, mayRaise: [], onlyAhead: false };
      list(source, trigger).push({ target: to.key, meta: { uses: ['target by sibling'] } });
    }
  }
}

/**
 * Two regions that both leave by themselves as soon as the flag is up, and count otherwise than one another: what comes of it
 * depends on which was entered first.
 */
export function addRace({ choices, drafts }: Makings): void {
  const parallel = choices.ofAny(drafts.filter(({ kind }) => kind === 'parallel'));
  const regions = parallel?.children.filter(({ kind }) => kind === 'compound').slice(0, 2) ?? [];
  if (regions.length < 2) return;
  for (const [index, region] of regions.entries()) {
    const beginning = region.children[0] as Draft;
    const coming: Trigger = { group: 'on', name: index === 0 ? 'a' : 'b', mayRaise: [], onlyAhead: false };
    list(beginning, coming).push({ target: region.children[1]?.key, meta: { uses: ['target by sibling'] } });
    const waiting = region.children[1] as Draft;
    const to = choices.ofAny(ahead(waiting, region.children));
    if (to === undefined || waiting.kind === 'history') continue;
    const actions = index === 0 ? 'count' : told('reset n', assign({ n: 0 } as never));
    const trigger: Trigger = { group: 'always', name: '', mayRaise: [], onlyAhead: true };
    list(waiting, trigger).push({ target: to.key, guard: 'flagged', actions, meta: { uses: ['named guard'] } });
  }
  const flip: Trigger = { group: 'on', name: 'r', mayRaise: [], onlyAhead: false };
  const flipping = told('flip b', assign({ b: ({ context }: { context: ChartContext }) => !context.b } as never));
  list(drafts[0] as Draft, flip).push({ actions: flipping, meta: { uses: ['assign by an object'] } });
}

/** Adds one transition somewhere. In a quiet chart nothing comes of an entry, so `*` may go anywhere. */
export function addMove(makings: Makings, quiet: boolean): void {
  const { choices, drafts } = makings;
  const anywhere = choices.ofAny(drafts.filter(({ kind }) => kind !== 'history')) as Draft;
  const trigger = randomTrigger(makings, anywhere, quiet);
  // What can be done is rarer than what cannot.
  const source = trigger.group === 'onDone' ? (choices.ofAny(drafts.filter(hasEnd)) ?? anywhere) : anywhere;
  const aim = randomAim(makings, source, trigger);
  const onOutput = trigger.group === 'onDone' && choices.percent(50);
  const guard = onOutput ? guardOnOutput : choices.percent(40) ? randomGuard(makings) : undefined;
  const heard = list(source, trigger);
  const actions =
    aim.target === undefined && trigger.group === 'always'
      ? null
      : randomActions(makings, trigger.mayRaise, choices.of([0, 1, 1, 2]));
  if (actions === null) {
    heard.push(settling(makings, guard));
    return;
  }
  const uses: readonly Feature[] = [...aim.uses, ...(guard?.uses ?? []), ...actions.flatMap((action) => action.uses)];
  heard.push({
    ...(aim.target === undefined ? {} : { target: aim.target }),
    ...(choices.percent(20) && aim.target !== undefined ? { reenter: true } : {}),
    ...(guard === undefined ? {} : { guard: guard.part }),
    ...(actions.length === 0 ? {} : { actions: actions.map(({ part }) => part) }),
    meta: { uses },
  });
}

function randomTrigger({ choices }: Makings, source: Draft, quiet: boolean): Trigger {
  const kind = source.kind === 'final' ? 0 : choices.below(20);
  if (kind === 13) return { group: 'on', name: 'a.*', mayRaise: later('a.x'), onlyAhead: false };
  if (kind === 14) return { group: 'on', name: '*', mayRaise: [], onlyAhead: !quiet };
  if (kind === 15 || kind === 16) return { group: 'always', name: '', mayRaise: [], onlyAhead: true };
  if (kind === 17) return { group: 'after', name: choices.of(['1000', '2000']), mayRaise: alphabet, onlyAhead: false };
  if (kind === 18) return { group: 'after', name: choices.of(['soon', 'later']), mayRaise: alphabet, onlyAhead: false };
  if (kind === 19 || kind === 12) return { group: 'onDone', name: '', mayRaise: quiet ? [] : last, onlyAhead: true };
  const name = choices.of(['a', 'pay', 'b', 'a.x', 'r', 'q']);
  return { group: 'on', name, mayRaise: later(name), onlyAhead: name === 'q' };
}

const hasEnd = ({ kind, children }: Draft): boolean =>
  kind === 'parallel'
    ? children.every((child) => child.kind === 'history' || hasEnd(child))
    : children.some((child) => child.kind === 'final');

/** The list of candidates a transition is added to. */
function list({ config }: Draft, { group, name }: Trigger): unknown[] {
  if (group === 'always' || group === 'onDone') return (config[group] ??= []) as unknown[];
  const named = (config[group] ??= {}) as Record<string, unknown[]>;
  return (named[name] ??= []);
}

interface Aim {
  readonly target?: string | readonly string[];
  readonly uses: readonly Feature[];
}
function randomAim(makings: Makings, source: Draft, { onlyAhead }: Trigger): Aim {
  const { choices, drafts } = makings;
  const nowhere: Aim = { uses: [] };
  if (choices.percent(12)) return nowhere;
  if (onlyAhead) {
    const to = choices.ofAny(ahead(source, drafts));
    return to === undefined ? nowhere : written(makings, source, to);
  }
  const parallel = choices.ofAny(drafts.filter(({ kind }) => kind === 'parallel'));
  if (parallel !== undefined && choices.percent(15)) {
    const targets = parallel.children
      .filter(({ kind }) => kind !== 'history')
      .map((region) => choices.ofAny(drafts.filter((node) => node === region || isWithin(node, region))) as Draft)
      .map((to) => written(makings, source, to));
    return {
      target: targets.map(({ target }) => target as string),
      uses: ['several targets', ...targets.flatMap(({ uses }) => uses)],
    };
  }
  // Histories are few among the states, and what they remember is the hardest to get right.
  const histories = drafts.filter(({ kind }) => kind === 'history');
  const to = choices.ofAny(choices.percent(30) && histories.length > 0 ? histories : drafts.slice(1)) as Draft;
  return written(makings, source, to);
}

/** One of the ways to name a target from here. */
function written({ choices }: Makings, source: Draft, to: Draft): Aim {
  const ways: Aim[] = [{ target: `#m.${to.path.join('.')}`, uses: ['target by id and path'] }];
  if (to.config.id !== undefined) ways.push({ target: `#${to.config.id}`, uses: ['target by id'] });
  if (isWithin(to, source))
    ways.push({ target: `.${to.path.slice(source.path.length).join('.')}`, uses: ['target by child'] });
  if (source.parent !== null && isWithin(to, source.parent)) {
    const path = to.path.slice(source.parent.path.length);
    ways.push({
      target: path.join('.'),
      uses: [path.length === 1 ? 'target by sibling' : 'target by sibling and path'],
    });
  }
  return ways[choices.below(ways.length)] as Aim;
}

/** An eventless transition that stays: it does nothing, or it counts until it is not wanted any more. */
function settling({ choices, counts }: Makings, guard: Part | undefined): object {
  if (guard !== undefined && choices.percent(40)) return { guard: guard.part, meta: { uses: guard.uses } };
  return {
    guard: told(`n below ${counts - 1}`, ({ context }: { context: ChartContext }) => context.n < counts - 1),
    actions: told('n + 1', assign({ n: ({ context }: { context: ChartContext }) => context.n + 1 } as never)),
    meta: { uses: ['inline guard on context'] },
  };
}

/** Adds what is done on entry, on exit, or with the initial transition of some state. */
export function addEffect(makings: Makings, quiet: boolean): void {
  const { choices, drafts } = makings;
  const where = choices.of(['entry', 'exit', 'initial']);
  const may = drafts.filter(({ kind }) => (where === 'initial' ? kind === 'compound' : kind !== 'history'));
  const node = choices.ofAny(may);
  if (node === undefined) return;
  const parts = randomActions(makings, quiet ? [] : last, 1 + choices.below(2));
  const actions = parts.map(({ part }) => part);
  const meta = (node.config['meta'] ??= {}) as Record<string, readonly Feature[]>;
  meta[where] = parts.flatMap(({ uses }) => uses);
  if (where !== 'initial') node.config[where] = actions;
  else {
    const { initial } = node.config;
    node.config['initial'] = {
      target: typeof initial === 'string' ? initial : (initial as { target: string }).target,
      actions,
    };
  }
}
