/**
 * One event through a chart: XState's macrostep, on digits.
 * Written after XState 5.33's `macrostep`, `microstep`, `exitStates` and `enterStates`, and held to them by comparing
 * every edge on random charts.
 */
import { isBelow, type Digit, type Node, type Transition } from './chart.ts';
import { fromContext, perform } from './actions.ts';
import type { Contexts } from './contexts.ts';
import {
  defaultOf,
  domainOf,
  exitsMeet,
  initialOf,
  leaves,
  leavingOf,
  reachedBy,
  rememberedBy,
  type Domain,
  type Leaving,
} from './domain.ts';
import type { Happening } from './happening.ts';
import { Refused } from './refused.ts';
import type { Run, Value } from './run.ts';
import { select, selectEventless } from './select.ts';

/** Works out one event. `within`: only that part of the chart hears the event itself. */
export function macrostep(run: Run, event: Happening, contexts: Contexts, within?: Node): void {
  // A deadline falls due only while its state waits, whoever else may hear it.
  const waiting = run.chart.deadlines.get(event.type);
  if (waiting !== undefined && !run.is(waiting)) return;
  const first = select(run, event, contexts, within);
  if (!run.heard) return;
  const raised: Happening[] = [];
  microstep(run, first, event, contexts, raised, false);
  let current = event;
  let again = true;
  for (let steps = 0; !run.done; steps++) {
    if (steps > run.answers.microstepsMax) run.answers.endless(event.type);
    const eventless: readonly Transition[] = again ? selectEventless(run, current, contexts) : [];
    let chosen: readonly Transition[] = eventless;
    if (eventless.length === 0) {
      const next = raised.shift();
      if (next === undefined) break;
      current = next;
      chosen = select(run, current, contexts);
    }
    const moved = microstep(run, chosen, current, contexts, raised, eventless.length > 0);
    again = eventless.length === 0 || moved;
  }
}

/** Leaves, acts, enters. Whether XState has a new snapshot after it, where that is asked. */
function microstep(
  run: Run,
  selected: readonly Transition[],
  event: Happening,
  contexts: Contexts,
  raised: Happening[],
  asked: boolean,
): boolean {
  if (selected.length === 0) return false;
  const transitions = withoutConflicts(run, selected);
  run.taken.push(...transitions);
  run.renewed = false;
  const before = asked ? [...run.now] : [];
  const domains = transitions.map((transition) => domainOf(transition, run));
  leave(run, domains, event, contexts, raised);
  perform(
    transitions.flatMap(({ actions }) => actions),
    event,
    run,
    contexts,
    raised,
  );
  const entered = enter(run, new Entering(run, transitions), domains, event, contexts, raised);
  if (run.done) {
    // Ended: everything is left, and its exit actions still see where the chart stood before this step.
    const { acting } = leavingOf(run.chart, { under: null, itself: true });
    for (const node of acting)
      if (entered.has(node) || (!left(domains, node) && run.is(node))) perform(node.raw.exit, event, run, contexts, []);
  }
  settle(run, domains, entered);
  run.moved();
  return asked && (run.renewed || run.now.some((value, digit) => differs(run, before[digit] as Value, value)));
}

function withoutConflicts(run: Run, selected: readonly Transition[]): readonly Transition[] {
  const kept = new Set<Transition>();
  for (const one of selected) {
    const domain = domainOf(one, run);
    const meeting = [...kept].filter((other) => exitsMeet(domain, domainOf(other, run)));
    // As XState: what stands first stays, unless this one is further in than all it meets before one that stops it.
    const stops = meeting.findIndex((other) => !isBelow(one.source, other.source));
    if (stops >= 0) continue;
    for (const other of meeting) kept.delete(other);
    kept.add(one);
  }
  return [...kept];
}

const left = (domains: readonly (Domain | null)[], node: Node): boolean =>
  domains.some((domain) => domain !== null && leaves(domain, node));

function leave(
  run: Run,
  domains: readonly (Domain | null)[],
  event: Happening,
  contexts: Contexts,
  raised: Happening[],
): void {
  const { chart } = run;
  const leaving = domains.flatMap((domain) => (domain === null ? [] : [leavingOf(chart, domain)]));
  const innermostFirst = (of: (one: Leaving) => readonly Node[]): readonly Node[] =>
    [...new Set(leaving.flatMap(of))].sort((one, other) => other.index - one.index).filter((node) => run.is(node));
  const remembering = innermostFirst((one) => one.remembering);
  const acting = innermostFirst((one) => one.acting);
  for (const { histories } of remembering)
    for (const history of histories)
      for (const { digit, from, map } of chart.remembered.get(history) ?? []) {
        run.write(digit, from === null ? 1 : through(run.valueNow(from), map));
        run.renewed = true;
      }
  for (const node of acting) perform(node.raw.exit, event, run, contexts, raised);
}

function through(value: Value, map: readonly number[]): Value {
  if (typeof value === 'number') return map[value] ?? 0;
  const { map: first } = value;
  return { was: value.was, map: first === null ? map : first.map((part) => map[part] ?? 0) };
}

/** Which nodes a step enters, with histories as leaving has just written them. */
class Entering {
  readonly nodes = new Set<Node>();
  /** Entered because their parent begins there: the initial transition's actions run. */
  readonly byDefault = new Set<Node>();
  readonly #run: Run;

  constructor(run: Run, transitions: readonly Transition[]) {
    this.#run = run;
    for (const transition of transitions) this.#add(transition);
  }

  #add(transition: Transition): void {
    const { source, targets, reenter } = transition;
    const domain = domainOf(transition, this.#run);
    const under = domain === null ? null : domain.under;
    for (const target of targets ?? []) {
      if (target.kind !== 'history' && (source !== target || source !== under || reenter)) {
        this.nodes.add(target);
        this.byDefault.add(target);
      }
      this.#below(target);
    }
    for (const target of reachedBy(targets ?? [], this.#run)) {
      const above = this.#between(target, under);
      if (under?.kind === 'parallel') above.push(under);
      this.#above(above, source.parent === null && reenter ? null : under);
    }
  }

  #between(node: Node, to: Node | null): Node[] {
    if (node === to) return [];
    const above: Node[] = [];
    for (let at = node.parent; at !== null && at !== to; at = at.parent) above.push(at);
    return above;
  }
  #below(node: Node): void {
    if (node.kind === 'history') this.#remembered(node);
    else if (node.kind === 'compound') {
      const initial = initialOf(node, this.#run);
      if (initial.kind !== 'history') {
        this.nodes.add(initial);
        this.byDefault.add(initial);
      }
      this.#below(initial);
      this.#above(this.#between(initial, node), null);
    } else if (node.kind === 'parallel') this.#regions(node, true);
  }
  #remembered(history: Node): void {
    const parent = history.parent as Node;
    const found = rememberedBy(history, this.#run);
    const targets = found ?? defaultOf(history, this.#run).targets;
    const initial = found === null && defaultOf(history, this.#run).initial;
    for (const target of targets) {
      this.nodes.add(target);
      if (initial) this.byDefault.add(parent);
      this.#below(target);
    }
    for (const target of targets) this.#above(this.#between(target, parent), null);
  }
  #above(above: readonly Node[], within: Node | null): void {
    for (const node of above) {
      if (within === null || isBelow(node, within)) this.nodes.add(node);
      if (node.kind === 'parallel') this.#regions(node, false);
    }
  }
  #regions(parallel: Node, byDefault: boolean): void {
    for (const child of parallel.children) {
      if ([...this.nodes].some((node) => isBelow(node, child))) continue;
      this.nodes.add(child);
      if (byDefault) this.byDefault.add(child);
      this.#below(child);
    }
  }
}

function enter(
  run: Run,
  entering: Entering,
  domains: readonly (Domain | null)[],
  event: Happening,
  contexts: Contexts,
  raised: Happening[],
): ReadonlySet<Node> {
  const inOrder = [...entering.nodes].sort((one, other) => one.index - other.index);
  const entered = new Set<Node>();
  const completed = new Set<Node>();
  const active = (node: Node): boolean => entered.has(node) || (!left(domains, node) && run.is(node));
  const isFinal = (node: Node): boolean => {
    if (node.kind === 'compound') return node.children.some((child) => child.kind === 'final' && active(child));
    return node.kind === 'parallel' ? node.children.every(isFinal) : node.kind === 'final';
  };
  for (const node of inOrder) {
    entered.add(node);
    // Entered again on the way, its deadlines are armed again: the last time counts.
    run.entered.delete(node);
    run.entered.add(node);
    perform(node.raw.entry, event, run, contexts, raised);
    if (entering.byDefault.has(node)) perform(node.raw.initial?.actions ?? [], event, run, contexts, raised);
    if (node.kind === 'final') finished(node);
  }
  return entered;

  /** A final state ends its parent, and every parallel state above whose regions have all ended. */
  function finished({ parent, raw, path }: Node): void {
    let marker = parent?.kind === 'parallel' ? parent : (parent?.parent ?? null);
    if (parent?.kind === 'compound') {
      const said: unknown = raw.output;
      const output =
        typeof said === 'function'
          ? fromContext(run, contexts, `the output of ${path}`, (context): unknown => said({ context, event }))
          : said;
      raised.push({ type: `xstate.done.state.${parent.id}`, output } as Happening);
    }
    while (marker?.kind === 'parallel' && !completed.has(marker) && isFinal(marker)) {
      completed.add(marker);
      raised.push({ type: `xstate.done.state.${marker.id}`, output: undefined } as Happening);
      marker = marker.parent;
    }
    if (marker === null) run.done = true;
  }
}

/** Writes where each region is now; refuses what is no configuration of a statechart, though XState takes it for one. */
function settle(run: Run, domains: readonly (Domain | null)[], entered: ReadonlySet<Node>): void {
  const roots = domains.flatMap((domain) => (domain === null ? [] : [domain.under ?? run.chart.root]));
  for (const node of entered)
    if (node.parent !== null && !entered.has(node.parent) && left(domains, node.parent)) throw illegal(node);
  for (const node of [...entered, ...roots]) {
    // Entered by two transitions at once, it may have lost a region or hold one child too many.
    const here = node.children.filter((child) => entered.has(child)).length;
    if (here !== (node.kind === 'parallel' ? node.children.length : Math.min(1, node.children.length)) && isOn(node))
      throw illegal(node);
  }
  const written = new Set([
    ...domains.flatMap((domain) => (domain === null ? [] : leavingOf(run.chart, domain).digits)),
    ...[...entered].flatMap(({ place }) => place?.digit ?? []),
  ]);
  for (const digit of written) {
    const { of, values } = run.chart.digits[digit] as Digit;
    const value = values.findIndex((node) => node !== null && entered.has(node));
    if (value >= 0) {
      // What stood here was left, or was not active, or is what is entered.
      const isLeft = domains.some(
        (domain) => domain !== null && (leaves(domain, of) || (domain.under === of && of.kind === 'compound')),
      );
      const free = isLeft
        ? null
        : values.reduce(
            (mask, node, index) =>
              node === null || index === value || left(domains, node) ? mask | (1n << BigInt(index)) : mask,
            0n,
          );
      if (free !== null && !run.ask(run.digitIs(digit, free))) throw illegal(of);
      run.write(digit, value);
    } else if (values[0] === null && left(domains, of)) run.write(digit, 0);
  }

  /** A domain's own node stays active, unless another transition has left it for good. */
  function isOn(node: Node): boolean {
    return entered.has(node) || !left(domains, node);
  }
}

const illegal = ({ path }: Node): Refused =>
  new Refused(
    path,
    'one event leaves it with two of its states at once, or with none, as XState does; let one transition decide',
  );

function differs(run: Run, before: Value, now: Value): boolean {
  // What was forgotten was not moved by this microstep.
  if (before === now || (typeof now !== 'number' && now.was >= run.chart.digits.length)) return false;
  return typeof now !== 'number' || !run.ask(run.valueIs(before, 1n << BigInt(now)));
}
