/**
 * Mutations of what a chart does: where a transition leads, what it hears, waits for and tells. None adds an eventless
 * transition: no chart of a protocol has any, and with one in eighty regions the proof may refuse ("more than 512 ways").
 */
import type { Chance } from '../../support/chance.ts';
import type { Mutation } from './chart-mutants.ts';
import { isTold, rewire, siblings, type Sites, stateAbove, type Transition, type Wire } from './sites.ts';

type Change = (sites: Sites, wire: Wire, chance: Chance) => string | null;
type Among = (wire: Wire, sites: Sites) => boolean;

/** A mutation of one transition, among those that have what it changes. */
const ofWire =
  (among: Among, change: Change): Mutation =>
  (sites, chance) => {
    const wire = chance.of(sites.wires.filter((one) => among(one, sites)));
    const said = wire === undefined ? null : change(sites, wire, chance);
    return wire === undefined || said === null
      ? null
      : { says: `${wire.path}, ${wire.name}: ${said}`, near: [wire.name] };
  };

const told = ({ transition: { actions = [] } }: Wire) => actions.filter(isTold);
const isDeadline = ({ part }: Wire): boolean => part === 'after';
const isHeard = ({ part }: Wire): boolean => part === 'on';
const wired = (sites: Sites, wire: Wire, change: Partial<Transition>): void =>
  rewire(sites, wire, { ...wire.transition, ...change });

export const transitionMutations: Readonly<Record<string, Mutation>> = {
  'a transition dropped': ofWire(isHeard, (sites, wire) => {
    rewire(sites, wire, null);
    return 'dropped';
  }),
  'a transition led elsewhere': ofWire(
    (wire, sites) => siblings(sites, wire.path).length > 0,
    (sites, wire, chance) => {
      const target = chance.of(siblings(sites, wire.path).filter((key) => key !== wire.transition.target));
      if (target === undefined) return null;
      wired(sites, wire, { target });
      return `leads to ${target}, not ${wire.transition.target ?? 'nowhere'}`;
    },
  ),
  'a guard dropped from a transition': ofWire(
    ({ transition }) => transition.guard !== undefined,
    (sites, wire) => {
      const { guard, ...rest } = wire.transition;
      rewire(sites, wire, rest);
      return `without its guard ${JSON.stringify(guard)}`;
    },
  ),
  'a guard put in place of another': ofWire(isHeard, (sites, wire, chance) => {
    const guard = chance.of(Object.keys(sites.chart.guards).filter((name) => name !== wire.transition.guard));
    wired(sites, wire, { guard });
    return `guarded by ${guard}, not ${JSON.stringify(wire.transition.guard)}`;
  }),
  'another event heard': ofWire(isHeard, (sites, wire, chance) => {
    const region = wire.path.split('.').slice(0, -1).join('.');
    const others = sites.wires.filter(
      ({ part, path, name }) => part === 'on' && path.startsWith(region) && name !== wire.name,
    );
    const name = chance.of(others)?.name;
    if (name === undefined) return null;
    rewire(sites, wire, null);
    const { on } = sites.chart.state(wire.path) as { on: Record<string, unknown> };
    on[name] = [...[on[name] ?? []].flat(), wire.transition];
    return `hears ${name} instead`;
  }),
  'two transitions in the other order': ofWire(
    ({ index }) => index > 0,
    ({ chart }, { path, part, name, index }) => {
      const listed = (chart.state(path)[part] as Record<string, unknown[]>)[name] as unknown[];
      listed.splice(index - 1, 2, listed[index], listed[index - 1]);
      return `number ${index} and the one before it in the other order`;
    },
  ),
  'something told dropped': ofWire(
    (wire) => told(wire).length > 0,
    (sites, wire, chance) => {
      const gone = chance.of(told(wire));
      wired(sites, wire, { actions: wire.transition.actions?.filter((act) => act !== gone) ?? [] });
      return `no longer tells ${gone?.params?.type}`;
    },
  ),
  'something else told': ofWire(
    (wire) => told(wire).length > 0,
    (sites, wire, chance) => {
      const changed = chance.of(told(wire));
      const type = chance.of(
        sites.wires.flatMap((other) => told(other).flatMap(({ params }) => params?.type ?? [])),
      ) as string;
      if (type === changed?.params?.type) return null;
      const actions = wire.transition.actions?.map((act) =>
        act === changed ? { ...act, params: { ...act.params, type } } : act,
      );
      wired(sites, wire, { actions: actions ?? [] });
      return `tells ${type}, not ${changed?.params?.type}`;
    },
  ),
  'something not remembered': ofWire(
    ({ transition: { actions = [] } }) => actions.some((act) => !isTold(act)),
    (sites, wire, chance) => {
      const gone = chance.of(wire.transition.actions?.filter((act) => !isTold(act)) ?? []);
      wired(sites, wire, { actions: wire.transition.actions?.filter((act) => act !== gone) ?? [] });
      return `without ${JSON.stringify(gone)}`;
    },
  ),
  'entered again, or not': ofWire(
    ({ transition }) => transition.target !== undefined,
    (sites, wire) => {
      wired(sites, wire, { reenter: wire.transition.reenter !== true });
      return wire.transition.reenter === true ? 'not entered again' : 'entered again';
    },
  ),
  'a deadline dropped': ofWire(isDeadline, (sites, wire) => {
    rewire(sites, wire, null);
    return 'never due';
  }),
  'another delay': ofWire(isDeadline, (sites, wire, chance) => {
    const names = [...new Set(sites.wires.filter(isDeadline).map(({ name }) => name))];
    return delayed(sites, wire, chance.of(names.filter((name) => name !== wire.name)) ?? '');
  }),
  'a delay of a fixed length': ofWire(isDeadline, (sites, wire, chance) =>
    delayed(sites, wire, String(chance.of([0, 1000, 60_000, 86_400_000]))),
  ),
  'something not told on entry': (sites, chance) => {
    const path = chance.of(sites.paths.filter((one) => (sites.chart.state(one).entry?.length ?? 0) > 0));
    if (path === undefined) return null;
    const state = sites.chart.state(path);
    const gone = chance.of(state.entry ?? []);
    state.entry = (state.entry ?? []).filter((act) => act !== gone);
    return { says: `${path} does not do ${JSON.stringify(gone)} on entry`, near: eventsInto(sites, path) };
  },
  'another beginning': (sites, chance) => {
    const path = chance.of(sites.paths.filter((one) => sites.chart.state(one).initial !== undefined));
    if (path === undefined) return null;
    const state = sites.chart.state(path);
    const begins = chance.of(Object.keys(state.states ?? {}).filter((key) => key !== state.initial));
    if (begins === undefined) return null;
    state.initial = begins;
    return { says: `${path} begins in ${begins}`, near: eventsInto(sites, path) };
  },
};

function delayed(sites: Sites, wire: Wire, delay: string): string {
  rewire(sites, wire, null);
  const { after } = sites.chart.state(wire.path) as { after: Record<string, unknown> };
  after[delay] = [...[after[delay] ?? []].flat(), wire.transition];
  return `after ${delay}`;
}

/** What leads into a state: events that its siblings hear. */
function eventsInto(sites: Sites, path: string): readonly string[] {
  const key = path.split('.').at(-1);
  return sites.wires
    .filter(
      ({ path: from, transition }) =>
        transition.target === key && stateAbove(sites.chart, from) === stateAbove(sites.chart, path),
    )
    .map(({ name }) => name);
}
