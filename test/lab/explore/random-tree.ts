/** The states of a random chart: what is inside what, and where it begins. Transitions come later. */
import type { Choices } from './choices.ts';

export type Kind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
/** One state to be: its place in the tree, and its XState configuration as far as it has been written. */
export interface Draft {
  readonly key: string;
  readonly path: readonly string[];
  readonly kind: Kind;
  readonly parent: Draft | null;
  readonly children: Draft[];
  /** In the order of the chart, as XState counts. */
  readonly order: number;
  readonly config: Record<string, unknown> & { id?: string };
}

/** Small enough for a brute-force explorer to look at a hundred a second. */
const depthMax = 3;

/**
 * @param quiet without final states, so that nothing but an event of a transition is ever raised.
 * @param room about so many configurations at the most, what the context adds not counted.
 */
export function growTree(
  choices: Choices,
  { quiet, room: configurationsMax }: { readonly quiet: boolean; readonly room: number },
): readonly Draft[] {
  const drafts: Draft[] = [];
  let histories = 0;

  const draft = (key: string, kind: Kind, parent: Draft | null): Draft => {
    const made: Draft = {
      key,
      kind,
      parent,
      path: parent === null ? [] : [...parent.path, key],
      children: [],
      order: drafts.length,
      config: {},
    };
    drafts.push(made);
    parent?.children.push(made);
    return made;
  };
  /** Fills a state that is not a leaf; gives how many configurations it has. */
  const fill = (node: Draft, depth: number, room: number, mustEnd = false): number => {
    // A parallel state is done when all its regions are: by chance alone that would hardly ever be.
    const regionsEnd = node.kind === 'parallel' && !quiet && choices.percent(node.parent === null ? 8 : 40);
    const many = mustEnd || regionsEnd ? 2 : choices.of(node.kind === 'parallel' ? [2, 2, 2, 3] : [2, 2, 3]);
    let configurations = node.kind === 'parallel' ? 1 : 0;
    for (let index = 0; index < many; index += 1) {
      const share =
        node.kind === 'parallel' ? Math.floor(room ** (1 / many)) : room - configurations - (many - index - 1);
      const kind = regionsEnd ? 'compound' : kindOf(node.kind, depth, share);
      const child = draft('abc'[index] as string, kind, node);
      const inside = kind === 'atomic' ? 1 : fill(child, depth + 1, share, regionsEnd);
      configurations = node.kind === 'parallel' ? configurations * inside : configurations + inside;
    }
    if (node.kind === 'compound' && !quiet && (mustEnd || choices.percent(60))) {
      draft('f', 'final', node);
      configurations += 1;
    }
    if (histories < 2 && choices.percent(30)) {
      histories += 1;
      remember(node);
    }
    if (node.kind === 'compound') begin(node);
    return configurations;
  };
  const kindOf = (within: Kind, depth: number, share: number): Kind => {
    if (depth >= depthMax || share < 2) return 'atomic';
    if (within === 'parallel') return choices.of(['compound', 'compound', 'compound', 'parallel', 'atomic']);
    return choices.of(['atomic', 'atomic', 'compound', 'parallel']);
  };
  const remember = (node: Draft): void => {
    const config = draft('h', 'history', node).config;
    config['type'] = 'history';
    if (choices.percent(50)) config['history'] = 'deep';
    const target = choices.ofAny(node.children.filter(({ kind }) => kind !== 'history' && kind !== 'final'));
    if (choices.percent(50) && target !== undefined) config['target'] = target.key;
  };
  const begin = (node: Draft): void => {
    const history = node.children.find(({ kind, config }) => kind === 'history' && config['target'] !== undefined);
    const usual = choices.percent(15)
      ? choices.ofAny(node.children.filter(({ kind }) => kind !== 'history'))
      : undefined;
    // A history state that is where its parent begins must say where to go the first time, or XState looks for ever.
    const first = node.parent !== null && history !== undefined && choices.percent(20) ? history : usual;
    node.config['initial'] = (first ?? node.children[0])?.key;
  };

  const root = draft('m', choices.of(['compound', 'parallel']), null);
  fill(root, 0, configurationsMax);
  for (const node of drafts) dress(node, choices);
  return drafts;
}

/** What a state is called and carries, beside what it does. */
function dress({ kind, order, parent, config }: Draft, choices: Choices): void {
  if (kind === 'parallel' || kind === 'final') config['type'] = kind;
  if (parent !== null && choices.percent(20)) config.id = `n${order}`;
  if (choices.percent(10)) config['tags'] = ['tagged'];
  if (kind === 'final' && parent?.parent !== null && choices.percent(60)) config['output'] = lastCount;
}
const lastCount = Object.assign(({ context }: { context: { n: number } }) => context.n, { toJSON: () => 'n' });

export const isWithin = (node: Draft, ancestor: Draft): boolean =>
  node.parent !== null && (node.parent === ancestor || isWithin(node.parent, ancestor));

/**
 * The states that lie ahead: not within this one, and reached by leaving a compound state's child for a later one. Moves that
 * only go ahead come to an end, whatever they enter on the way.
 */
export const ahead = (from: Draft, drafts: readonly Draft[]): readonly Draft[] =>
  drafts.filter((to) => {
    const common = commonAncestor(from, to);
    // A history state of the compound state itself may lead back.
    const leadsBack = to.kind === 'history' && to.parent === common;
    return to.order > from.order && !isWithin(to, from) && common?.kind === 'compound' && !leadsBack;
  });

function commonAncestor(one: Draft, other: Draft): Draft | null {
  for (let node = one.parent; node !== null; node = node.parent) if (isWithin(other, node)) return node;
  return null;
}

/** The drafts as one XState configuration, each with its children in `states`. */
export function configOf(node: Draft): Record<string, unknown> {
  const { config, children } = node;
  return children.length === 0
    ? config
    : { ...config, states: Object.fromEntries(children.map((child) => [child.key, configOf(child)])) };
}
