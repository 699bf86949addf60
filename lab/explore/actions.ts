/**
 * What actions do to a configuration: they assign, they raise, and what else they do is done outside of it. An action
 * that would make the chart depend on something that is not in its state is refused by name.
 */
import type { AnyStateMachine } from 'xstate';
import type { ExploredChart } from './chart.ts';
import type { Contexts } from './contexts.ts';
import { conditionOf } from './guards.ts';
import { seenBy, type Happening } from './happening.ts';
import { Refused } from './refused.ts';
import type { Run } from './run.ts';
import { canonicalOnce, withoutContext } from './values.ts';

/** XState's own actions carry their type and what they were made with. */
export interface Built {
  readonly type?: string;
  readonly assignment?: unknown;
  readonly event?: unknown;
  readonly delay?: unknown;
  readonly id?: unknown;
  readonly collect?: (args: object, params: unknown) => void;
}

/** What leaves the chart as it is: told to somebody outside. Cancelling a deadline leaves it free, which is safe. */
const harmless = new Set(['xstate.log', 'xstate.emit', 'xstate.cancel', 'xstate.sendParent']);
const effects = new Set(['xstate.assign', 'xstate.raise', 'xstate.enqueueActions']);

const resolve = (action: unknown, machine: AnyStateMachine): unknown =>
  typeof action === 'function'
    ? action
    : machine.implementations.actions[typeof action === 'string' ? action : (action as { type: string }).type];
/** An action as XState built it; undefined for one that does nothing here. */
export function builtOf(action: unknown, machine: AnyStateMachine): Built | undefined {
  const built = resolve(action, machine) as Built | undefined;
  return built === undefined || built.type === undefined || !('resolve' in built) ? undefined : built;
}
/** Whether it can matter to the chart; one that cannot need not be asked whether it runs. */
export function concerns(action: unknown, machine: AnyStateMachine): boolean {
  const built = builtOf(action, machine);
  return built !== undefined && !harmless.has(built.type ?? '') && !isDeadline(built);
}
export const isDeadline = ({ type, delay, event }: Built): boolean =>
  type === 'xstate.raise' &&
  delay !== undefined &&
  String((event as Happening | undefined)?.type).startsWith('xstate.after.');

/** Whether any of these actions can change the configuration: their order matters. */
export const effectful = (actions: readonly unknown[], { machine }: ExploredChart): boolean =>
  actions.some((action) => {
    const built = resolve(action, machine) as Built | undefined;
    return built !== undefined && effects.has(built.type ?? '') && !isDeadline(built);
  });

type Make = (args: object, params: unknown) => Happening;

export function perform(
  actions: readonly unknown[],
  event: Happening,
  run: Run,
  contexts: Contexts,
  raised: Happening[],
): void {
  for (const action of actions) performOne(action, event, run, contexts, raised, false);
}

/** @param queued it was made for this step alone, by a collector. */
function performOne(
  action: unknown,
  event: Happening,
  run: Run,
  contexts: Contexts,
  raised: Happening[],
  queued: boolean,
): void {
  const built = builtOf(action, run.chart.machine);
  const type = built?.type;
  if (built === undefined || type === undefined || harmless.has(type)) return;
  const given: unknown =
    typeof action === 'object' && action !== null && 'params' in action ? action.params : undefined;
  const says = `the action ${nameOf(action)}`;
  const seen = seenBy(says, event);
  const paramsIn = (context: object): unknown =>
    typeof given === 'function' ? given({ context, event: seen }) : given;
  if (type === 'xstate.assign') {
    run.renewed = true;
    if (contexts.ignored) return;
    // A parameter that is a function is a function of this context: it is part of what is run.
    const key = `${canonicalOnce(event, 'event')} ${typeof given === 'function' ? '' : canonicalOnce(given, 'params')}`;
    const name = typeof given === 'function' ? given : built;
    const assign = (context: object): object => assigned(built.assignment, context, seen, paramsIn(context));
    if (queued) run.answers.assignBy(says, assign);
    else run.answers.assign(contexts.assign(name, key, says, assign));
  } else if (type === 'xstate.raise') {
    if (isDeadline(built)) return;
    if (built.delay !== undefined)
      throw new Refused(
        '',
        `${says} raises an event after a delay; write it as "after", where the state says that it waits`,
      );
    const what = built.event;
    const made = (context: object): Happening => (what as Make)({ context, event: seen }, paramsIn(context));
    const said = typeof what === 'function' ? contexts.blindly(event, action, made) : { value: what as Happening };
    raised.push(said === null ? fromContext(run, contexts, says, made) : said.value);
  } else if (type === 'xstate.enqueueActions') {
    for (const each of enqueued(built, event, run, contexts, says, paramsIn))
      performOne(each, event, run, contexts, raised, true);
  } else
    throw new Refused(
      '',
      `${says} is ${type.replace('xstate.', '')}: what it starts or tells is not in the chart's state`,
    );
}

function nameOf(action: unknown): string {
  if (typeof action === 'string') return `"${action}"`;
  const { type, name } = action as { type?: string; name?: string };
  return `"${type ?? name ?? 'inline'}"`;
}

/** As XState assigns: each property by its function, all from the context as it was. */
function assigned(assignment: unknown, context: object, event: Happening, params: unknown): object {
  const args = { context, event };
  const update: unknown =
    typeof assignment === 'function'
      ? assignment(args, params)
      : Object.fromEntries(
          Object.entries(assignment as object).map(([key, part]: [string, unknown]) => [
            key,
            typeof part === 'function' ? part(args, params) : part,
          ]),
        );
  return { ...context, ...(update as object) };
}

/** A value that may depend on the context: told at once where it does not. */
export function fromContext<T>(run: Run, contexts: Contexts, says: string, of: (context: object) => T): T {
  const blind = withoutContext(of);
  if (blind !== null) return blind.value;
  if (contexts.ignored) throw new Refused('', `${says} looks at the context, which was declared ignored`);
  return run.answers.fromContext(says, of);
}

/** What a collector queues. It may check guards on its way, so it is run as the configuration stands. */
function enqueued(
  { collect }: Built,
  event: Happening,
  run: Run,
  contexts: Contexts,
  says: string,
  paramsIn: (context: object) => unknown,
): readonly unknown[] {
  return fromContext(run, contexts, says, (context) => {
    const queued: unknown[] = [];
    const queue = (made: (type: string) => Built) => (type: string) => void queued.push(made(type));
    const enqueue = Object.assign((action: unknown) => void queued.push(action), {
      assign: (assignment: unknown) => void queued.push(builtAction('xstate.assign', { assignment })),
      raise: (what: unknown, options: { delay?: unknown } = {}) =>
        void queued.push(builtAction('xstate.raise', { event: what, delay: options.delay })),
      emit: queue(() => builtAction('xstate.emit', {})),
      cancel: queue(() => builtAction('xstate.cancel', {})),
      sendTo: queue(() => builtAction('xstate.sendTo', {})),
      sendParent: queue(() => builtAction('xstate.sendParent', {})),
      spawnChild: queue(() => builtAction('xstate.spawnChild', {})),
      stopChild: queue(() => builtAction('xstate.stopChild', {})),
    });
    const check = (guard: unknown): boolean => run.ask(conditionOf(guard, event, run, contexts));
    collect?.({ context, event: seenBy(says, event), enqueue, check }, paramsIn(context));
    return queued;
  });
}

/** Something that `performOne` reads as it reads XState's own. */
const builtAction = (type: string, made: object): Built =>
  Object.assign(() => undefined, { type, resolve: true, ...made });
