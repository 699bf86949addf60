/**
 * A chart seen by a few of its digits: every other digit may be anything it can be, at every step. What the chart does to
 * those few is among what is done here, so what never happens here never happens there. Much else may happen too.
 */
import { Alike } from './alike.ts';
import type { Digit } from './chart.ts';
import { any, not, possible, renumbered, type Condition } from './condition.ts';
import type { Influence, Relevant } from './influence.ts';
import { Hearing } from './hearing.ts';
import type { Happening } from './happening.ts';
import { localWays } from './local-ways.ts';
import type { Ground, Model, Stepped, Trial, Tried } from './model.ts';
import type { Stand } from './table.ts';
import { Regrown } from './regrown.ts';
import { mapTree } from './tree-shape.ts';
import type { Sight, Tree } from './tree.ts';

export interface Local {
  /** The digits that are known, in order; each is a digit of `model`, and one more says that a step could not be read. */
  readonly known: readonly number[];
  readonly sight: LocalSight;
  readonly model: Model;
  /** For each trial of `model` the events that do the same here. */
  readonly alike: readonly (readonly Tried[])[];
}

export interface LocalSight extends Sight {
  readonly known: ReadonlySet<number>;
}

/** One for the same digits of a machine, however many questions ask it. */
export function localOf(ground: Ground, influence: Influence, digits: Iterable<number>): Local {
  const known = [...new Set(digits)].sort((one, other) => one - other);
  const made = locals.get(ground) ?? new Map<string, Local>();
  locals.set(ground, made);
  const local = made.get(known.join()) ?? newLocal(ground, influence, known);
  made.set(known.join(), local);
  return local;
}
const locals = new WeakMap<Ground, Map<string, Local>>();

function newLocal(ground: Ground, influence: Influence, known: readonly number[]): Local {
  const { chart, contexts, initial } = ground;
  const { transitions, forgotten }: Relevant = influence.relevantTo(new Set(known));
  const sight: LocalSight = { known: new Set(known), hearing: new Hearing(chart, transitions), forgotten };
  const places = new Map(known.map((digit, place) => [digit, place] as const));
  const unread = known.length;
  const groups = new Map<string | number, { readonly tree: Tree | null; readonly events: Tried[][] }>();
  const grownBy = new Map<string, Tried[]>();
  for (const trial of ground.trials) {
    if (sight.hearing.of(trial.event.type).own.size === 0) continue;
    const like = alikeIn(ground, influence).key(trial.event, sight.hearing);
    const same = grownBy.get(like);
    if (same !== undefined) {
      same.push(trial);
      continue;
    }
    const events = [trial];
    grownBy.set(like, events);
    const grown = regrownIn(ground).treeOf(trial.event, sight);
    if (grown?.tree.kind === 'leaf' && grown.tree.writes.length === 0) continue;
    const key = grown === null ? trial.label : grown.same;
    const group = groups.get(key) ?? { tree: grown && mapTree(grown.tree, places, unread), events: [] };
    group.events.push(events);
    groups.set(key, group);
  }
  const alike = [...groups.values()].map(({ events }) => events.flat());
  const trials = [...groups.values()].map(({ tree, events: [first] }): Trial => ({
    ...(first?.[0] as Tried),
    tree,
    parts: null,
  }));
  const isKnown = (digit: number): boolean => places.has(digit);
  // Worked out once, however many questions explore it.
  const worked = new Map<string, readonly Stepped[]>();
  const read: Digit = { kind: 'region', of: chart.root, values: [null, chart.root] };
  return {
    known,
    sight,
    alike,
    model: {
      chart: { ...chart, digits: [...known.map((digit) => chart.digits[digit] as Digit), read] },
      contexts,
      trials,
      initial: { digits: [...known.map((digit) => initial.digits[digit] as number), 0], context: initial.context },
      armed: ground.armed,
      // Ended for certain, or not to be followed any further.
      done: any([renumbered(not(possible(ground.done, false, isKnown)), places), { digit: unread, mask: 2n }]),
      stepped: (trial, from) => {
        const key = `${trial};${from.digits.join()};${from.context}`;
        const found = worked.get(key) ?? stepped(ground, sight, (trials[trial] as Trial).event, whole(from));
        worked.set(key, found);
        return found;
      },
    },
  };

  /** With the known digits where the chart has them. */
  function whole({ digits: values, context }: Stand): Stand {
    const at = [...initial.digits];
    known.forEach((digit, place) => (at[digit] = values[place] as number));
    return { digits: at, context };
  }
}

/** An event that hangs on too much to be written down, worked out for the known digits of one state. */
function stepped(ground: Ground, sight: LocalSight, event: Happening, from: Stand): readonly Stepped[] {
  const found = new Map<string, Stepped>();
  for (const { reached, context } of localWays(ground, sight, event, from)) {
    const here = [...sight.known].map((digit) => from.digits[digit] as number);
    const digits = reached === null ? [...here, 1] : [...reached, 0];
    found.set(`${digits.join()};${context}`, { digits, context, taken: [] });
  }
  return [...found.values()];
}

/** One for a chart, however often it is seen by other digits. */
const alikes = new WeakMap<Influence, Alike>();
export function alikeIn(ground: Ground, influence: Influence): Alike {
  const known = alikes.get(influence) ?? new Alike(ground, influence);
  alikes.set(influence, known);
  return known;
}

const regrown = new WeakMap<Ground, Regrown>();
function regrownIn(ground: Ground): Regrown {
  const known = regrown.get(ground) ?? new Regrown(ground);
  regrown.set(ground, known);
  return known;
}

/** A condition as far as it can be told here: whether it may hold. */
export function mayHold({ known }: Local, condition: Condition): Condition {
  const places = new Map(known.map((digit, place) => [digit, place] as const));
  return renumbered(
    possible(condition, true, (digit) => places.has(digit)),
    places,
  );
}
