/** How long things count, take and wait: a proof leaves deadlines free, so lengths are compared by themselves. */
import type { Protocol } from '../../machines/index.ts';
import { transitionsOf } from '../regions.ts';
import { saysLength } from '../words.ts';

export interface TimeDifference {
  /** The delay's name in the chart: `until.hands`, `takes.hands`, `acknowledgeWithin`. */
  readonly delay: string;
  readonly says: string;
  /** What waits for it, and the event that comes when it is over: of the version that has it. */
  readonly sources: readonly { readonly path: string; readonly event: string }[];
  /** Something counts in the new version when the old would have it lapse, or be told; and the reverse. */
  readonly loosens: boolean;
  readonly tightens: boolean;
}

/** Each part of a length by its name, with what it says; the whole is the shortest of those that apply. */
type Lengths = ReadonlyMap<string, { readonly says: string; readonly length: number }>;

export function timeDifferences(old: Protocol, fresh: Protocol): readonly TimeDifference[] {
  const [before, after] = [lengthsOf(old), lengthsOf(fresh)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((delay): readonly TimeDifference[] => {
    const [was, is] = [before.get(delay), after.get(delay)];
    const [, item] = delay.split('.');
    // What comes or goes with its item is said of the item.
    if (item !== undefined && !(old.items.has(item) && fresh.items.has(item))) return [];
    const parts = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
    const lengthIn = (of: Lengths | undefined, part: string): number => of?.get(part)?.length ?? Infinity;
    const changed = parts.filter((part) => lengthIn(was, part) !== lengthIn(is, part));
    // A state that waits in one version only is a difference of the chart.
    const sources = sourcesOf(was === undefined ? fresh : old, delay).filter(({ path }) =>
      [old, fresh].every(({ chart }) => chart.byPath.has(path)),
    );
    if (changed.length === 0 || sources.length === 0) return [];
    const later = changed.some((part) => lengthIn(is, part) > lengthIn(was, part));
    const sooner = changed.some((part) => lengthIn(is, part) < lengthIn(was, part));
    const says = (part: string): string => (is?.get(part) ?? was?.get(part))?.says ?? part;
    // An act that takes time counts when that is over; everything else stops, or is told.
    const takes = delay.startsWith('takes.');
    return [
      {
        delay,
        says: changed
          .map((part) => `${says(part)} ${said(lengthIn(is, part))}, was ${said(lengthIn(was, part))}`)
          .join('; '),
        sources,
        loosens: takes ? sooner : later,
        tightens: takes ? later : sooner,
      },
    ];
  });
}

const said = (length: number): string => (length === Infinity ? 'for good' : `for ${saysLength(length)}`);

const sourcesOf = (protocol: Protocol, delay: string): TimeDifference['sources'] =>
  transitionsOf(protocol)
    .filter((transition) => transition.delay === delay)
    .map(({ source, event }) => ({ path: source, event }));

function lengthsOf({ document, items, times }: Protocol): ReadonlyMap<string, Lengths> {
  const named = (name: string | undefined, part: string, says: string): Parts =>
    name === undefined ? [] : [[part, { says, length: times(name) }]];
  const core = ['lookAgain', 'unownedFor', 'offerFor', 'acknowledgeWithin'].map(
    (name) => [name, new Map(named(name, name, name))] as const,
  );
  const each = [...items.values()].flatMap(({ item }) => {
    const text = `"${item.text}"`;
    const until = [
      ...named(item.validFor, 'validFor', `${text} counts`),
      ...(item.validForIf ?? []).flatMap(({ fact, is, validFor }) =>
        named(validFor, `${fact} ${is.join()}`, `${text} where ${fact} is ${is.join(' or ')} counts`),
      ),
      ...named(item.untilAfterStart, 'untilAfterStart', `${text} counts after the planned start`),
    ];
    return [
      ...(until.length === 0 ? [] : [[`until.${item.id}`, new Map(until)] as const]),
      ...lengths(`takes.${item.id}`, named(item.takes, 'takes', `${text} runs`)),
      ...lengths(
        `verifyWithin.${item.id}`,
        named(item.verifyWithin, 'verifyWithin', `${text} waits for the second answer`),
      ),
    ];
  });
  return new Map([
    ...core,
    ...each,
    ...lengths('consentFor', named(document.consent.lastsFor, 'lastsFor', 'consent lasts')),
  ]);
}

type Parts = readonly (readonly [string, { readonly says: string; readonly length: number }])[];
const lengths = (delay: string, parts: Parts): readonly (readonly [string, Lengths])[] =>
  parts.length === 0 ? [] : [[delay, new Map(parts)]];
