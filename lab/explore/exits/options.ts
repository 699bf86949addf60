/** What may lead a region out of one of its states: each act that somebody may do, and each deadline, with what it needs. */
import type { Node, Transition } from '../chart.ts';
import { all, type Condition } from '../condition.ts';
import { conditionOf } from '../guards.ts';
import { hearingOf } from '../hearing.ts';
import type { Tried } from '../model.ts';
import type { Ready } from '../prove-reduced.ts';
import { wholeRun } from '../where.ts';
import { everyValue, waysOf, type Standing } from './ways-of.ts';

/** One way of standing from which an event moves the region from one value to another. */
export interface Option {
  readonly digit: number;
  readonly from: number;
  /** Null where only trying it says: what moves the region is raised on the way. */
  readonly to: number | null;
  readonly by: Tried;
  /** Where other regions must stand. */
  readonly needs: Standing;
}

export interface Options {
  /** By what hears an event there. */
  direct(digit: number, value: number): readonly Option[];
  /** By what an event may raise, besides. */
  raised(digit: number, value: number): readonly Option[];
  /** Names of events that would lead out and that nobody may send. */
  closed(digit: number, value: number): readonly string[];
}

/** @param isOpen whether somebody may do this; deadlines come by themselves. */
export function optionsOf({ ground, influence }: Ready, isOpen: (tried: Tried) => boolean): Options {
  const { chart, contexts, trials } = ground;
  const radixes = chart.digits.map(({ values }) => values.length);
  const run = wholeRun(chart);
  const open = trials.filter((tried) => chart.deadlines.has(tried.event.type) || isOpen(tried));
  const openTypes = new Map<string, Tried[]>();
  for (const tried of open) openTypes.set(tried.event.type, [...(openTypes.get(tried.event.type) ?? []), tried]);
  const byDigit = new Map<number, Option[]>();
  for (const tried of open)
    for (const [source, transition] of hearers(tried.event.type)) {
      const there = entered(transition);
      const place = source.place;
      if (there === null || place === null || place.digit !== there.digit) continue;
      for (const needs of ways(source, transition, tried)) add(place.digit, there.value, tried, needs);
    }
  const raisedTo = new Map<number, readonly Option[]>();
  return {
    direct: (digit, value) => (byDigit.get(digit) ?? []).filter(({ from }) => from === value),
    raised: (digit, value) => {
      const found = raisedTo.get(digit) ?? raisedOptions(digit);
      raisedTo.set(digit, found);
      return found.filter(({ from }) => from === value);
    },
    closed: (digit, value) => [
      ...new Set(
        chart.transitions
          .filter((one) => entered(one)?.digit === digit && entered(one)?.value !== value)
          .filter(({ source }) => isAmong(source.place, digit, value))
          .map(({ descriptor }) => descriptor),
      ),
    ],
  };

  function hearers(type: string): readonly (readonly [Node, Transition])[] {
    return [...hearingOf(chart).of(type).own].flatMap(([node, listed]) => listed.map((one) => [node, one] as const));
  }

  /** The ways in which a transition can be taken by this event, as far as its own guard says. */
  function ways(source: Node, { guard }: Transition, { event }: Tried): readonly Standing[] {
    const condition: Condition = all([run.isPart(source), conditionOf(guard, event, run, contexts)]);
    return waysOf(condition, radixes);
  }

  function add(digit: number, to: number, by: Tried, way: Standing): void {
    const needs = new Map([...way].filter(([other]) => other !== digit));
    const from = way.get(digit) ?? everyValue(radixes, digit);
    for (let value = 0; value < (radixes[digit] ?? 0); value++)
      if (value !== to && (from & (1n << BigInt(value))) !== 0n)
        byDigit.set(digit, [...(byDigit.get(digit) ?? []), { digit, from: value, to, by, needs }]);
  }

  /** Who hears the event needs no guard of the region's own: what it raises is heard there, and trying it says the rest. */
  function raisedOptions(digit: number): readonly Option[] {
    return [...openTypes].flatMap(([type, listed]) => {
      const writers = influence
        .chainOf(type)
        .filter((one) => one.descriptor !== type && influence.mayWrite(one, digit));
      if (writers.length === 0) return [];
      return listed.flatMap((by) =>
        hearers(type).flatMap(([source, transition]) =>
          ways(source, transition, by).flatMap((way): readonly Option[] =>
            writers.flatMap((writer) =>
              valuesOf(writer.source.place, digit).flatMap((from): readonly Option[] => {
                const own = way.get(digit);
                if (own !== undefined && (own & (1n << BigInt(from))) === 0n) return [];
                const there = entered(writer);
                const to = there?.digit === digit ? there.value : null;
                return [{ digit, from, to, by, needs: new Map([...way].filter(([other]) => other !== digit)) }];
              }),
            ),
          ),
        ),
      );
    });
  }

  function valuesOf(place: Node['place'], digit: number): readonly number[] {
    const values = Array.from({ length: radixes[digit] ?? 0 }, (_none, value) => value);
    return values.filter((value) => isAmong(place, digit, value));
  }

  /** The one state of one region that a transition leads to; null where it leads to several or to none. */
  function entered({ targets }: Transition): { readonly digit: number; readonly value: number } | null {
    const [target, ...others] = targets ?? [];
    if (target === undefined || others.length > 0) return null;
    let node: Node | undefined = target;
    while (node?.kind === 'compound') {
      const [first]: readonly { readonly id: string }[] = node.raw.initial.target;
      node = first === undefined ? undefined : chart.byId.get(first.id);
    }
    if (node?.place == null) return null;
    const value = chart.digits[node.place.digit]?.values.indexOf(node) ?? -1;
    return value < 0 ? null : { digit: node.place.digit, value };
  }
}

const isAmong = (place: Node['place'], digit: number, value: number): boolean =>
  place === null || place.digit !== digit || (place.mask & (1n << BigInt(value))) !== 0n;
