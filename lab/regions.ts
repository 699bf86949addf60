/** The regions of a chart, and where a state stands in them: how paths are compared and printed. */
import { type ChartTransition, type Protocol, type StateValue, valueAt } from '../machines/index.ts';

/** Where each region stands, as one dotted word below it: `held.waiting`. A region that is gone is left out. */
export type Standing = Readonly<Record<string, string>>;

/** What is asked of a chart all the time, worked out once. */
interface Index {
  readonly steps: ReadonlySet<string>;
  readonly regions: Map<string, string>;
  readonly transitions: readonly ChartTransition[];
  /** Transitions by the events they raise. */
  readonly raisers: ReadonlyMap<string, readonly ChartTransition[]>;
}
const indexes = new WeakMap<Protocol, Index>();
function indexOf(protocol: Protocol): Index {
  const known = indexes.get(protocol);
  if (known !== undefined) return known;
  const transitions = protocol.chart.nodes.flatMap((node) => node.transitions);
  const raisers = new Map<string, ChartTransition[]>();
  for (const transition of transitions)
    for (const event of raisedIn(transition)) raisers.set(event, [...(raisers.get(event) ?? []), transition]);
  const steps = new Set(protocol.steps.map(({ definition }) => definition.id));
  const index = { steps, regions: new Map<string, string>(), transitions, raisers };
  indexes.set(protocol, index);
  return index;
}

/** Every transition of a protocol's chart, in its order. */
export const transitionsOf = (protocol: Protocol): readonly ChartTransition[] => indexOf(protocol).transitions;

/** Transitions that raise this event. */
export const raising = (protocol: Protocol, event: string): readonly ChartTransition[] =>
  indexOf(protocol).raisers.get(event) ?? [];

/** Events this transition raises. */
export const raisedIn = ({ actions }: ChartTransition): readonly string[] =>
  actions.flatMap(({ type, params }) => (type === 'broadcast' ? [(params as { readonly type: string }).type] : []));

/** The region a node belongs to: `open.consent.standing`, `open.flow`, `handedOver.consent`; '' above them all. */
export function regionOf(protocol: Protocol, path: string): string {
  const { regions, steps } = indexOf(protocol);
  const known = regions.get(path);
  if (known !== undefined) return known;
  const region = findRegion(steps, path);
  regions.set(path, region);
  return region;
}

function findRegion(steps: ReadonlySet<string>, path: string): string {
  const [root = '', part, region] = path.split('.');
  if (part === undefined) return '';
  if (root !== 'open' || !steps.has(part)) return `${root}.${part}`;
  return region === undefined ? '' : `${root}.${part}.${region}`;
}

/** Every region of a protocol's chart, in its order. */
export function regionsOf(protocol: Protocol): readonly string[] {
  return [...new Set(protocol.chart.nodes.map(({ path }) => regionOf(protocol, path)))].filter(
    (region) => region !== '',
  );
}

/** What part of the value is about these regions; the root's own state is always in it. */
export function standingIn(value: StateValue, regions: readonly string[]): Standing {
  const root = typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
  const each = regions.flatMap((region): (readonly [string, string])[] => {
    const below = valueAt(value, region);
    return below === undefined ? [] : [[region, dotted(below)]];
  });
  return { root, ...Object.fromEntries(each) };
}

function dotted(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [key = '', below = ''] = Object.entries(value)[0] ?? [];
  return below === '' ? key : `${key}.${dotted(below)}`;
}

/** Regions of which two standings say different things; only what both of them see is compared. */
export const differences = (expected: Standing, found: Standing): readonly string[] =>
  Object.keys(expected).filter((region) => region in found && found[region] !== expected[region]);
