/** The regions of a chart, and where a state stands in them: how paths are compared and printed. */
import { type Protocol, type StateValue, valueAt } from '../machines/index.ts';

/** Where each region stands, as one dotted word below it: `held.waiting`. A region that is gone is left out. */
export type Standing = Readonly<Record<string, string>>;

/** The region a node belongs to: `open.consent.standing`, `open.flow`, `handedOver.consent`; '' above them all. */
export function regionOf(protocol: Protocol, path: string): string {
  const [root = '', part, region] = path.split('.');
  if (part === undefined) return '';
  const inStep = root === 'open' && protocol.steps.some(({ definition }) => definition.id === part);
  if (!inStep) return `${root}.${part}`;
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
