/**
 * Random machines with deadlines: regions side by side, of a few states each, that wait for a few milliseconds, hear two
 * events, look at one another and count. They come to rest after every step; numbers nearer to 0 make a simpler one.
 */
import fc from 'fast-check';
import { type AnyStateMachine, assign, raise, setup, stateIn } from 'xstate';
import { Choices } from './choices.ts';
import { told } from './random-parts.ts';

export interface TimedChart {
  readonly machine: AnyStateMachine;
  readonly toString: () => string;
}
interface Context {
  readonly n: number;
}

export const timedEvents = [{ type: 'a' }, { type: 'b' }] as const;

export const timedCharts: fc.Arbitrary<TimedChart> = fc
  .noBias(fc.array(fc.nat({ max: 9_999 }), { minLength: 40, maxLength: 40 }))
  .map((numbers) => timedChart(new Choices(numbers)));

function timedChart(choices: Choices): TimedChart {
  const sizes = choices.of<readonly number[]>([
    [2, 2],
    [3, 2],
    [2, 2, 2],
    [3, 3],
  ]);
  const path = (region: number, state: number): string => `r${region}.s${state}`;
  const all = sizes.flatMap((size, region) => Array.from({ length: size }, (_state, state) => path(region, state)));
  // Work may be left for a rest, which ends by itself, and begins anew or where it was.
  const hasRest = choices.percent(40);
  const id = (at: string): string => `#m.${hasRest ? 'work.' : ''}${at}`;
  const counts = choices.percent(30);

  const guard = (): object => {
    if (counts && choices.percent(30))
      return { guard: told('n is 1', ({ context }: { context: Context }) => context.n === 1) };
    return choices.percent(35) ? { guard: told('in', stateIn(id(choices.ofAny(all) ?? ''))) } : {};
  };
  const actions = (): object => {
    if (counts && choices.percent(40))
      return { actions: told('n', assign({ n: ({ context }: { context: Context }) => 1 - context.n } as never)) };
    return choices.percent(15) ? { actions: told('raise q', raise({ type: 'q' })) } : {};
  };
  const move = (region: number, size: number, quiet: boolean): object => {
    const there = choices.percent(85);
    return {
      ...(there ? { target: id(path(region, choices.below(size))) } : {}),
      ...guard(),
      ...(quiet ? {} : actions()),
      ...(there && choices.percent(25) ? { reenter: true } : {}),
    };
  };
  const delay = (): string => choices.of(['2', '3', '1', '4', '5', 'soon']);
  const after = (region: number, size: number, state = size): object => {
    const many = choices.of([1, 1, 0, 2]);
    // At once, but only ahead: in a circle of such no clock would ever go on.
    const next = id(path(region, state + 1));
    const atOnce = state + 1 < size && choices.percent(15) ? { 0: { target: next, ...guard() } } : {};
    return Object.fromEntries([
      ...Object.entries(atOnce),
      ...Array.from({ length: many }, () => [
        delay(),
        Array.from({ length: choices.of([1, 1, 2]) }, () => move(region, size, false)),
      ]),
    ]);
  };
  const on = (region: number, size: number): object =>
    Object.fromEntries([
      ...timedEvents.flatMap(({ type }) => (choices.percent(40) ? [[type, [move(region, size, false)]] as const] : [])),
      ...(choices.percent(20) ? [['q', [move(region, size, true)]] as const] : []),
    ]);
  const work = {
    type: 'parallel',
    states: Object.fromEntries(
      sizes.map((size, region) => [
        `r${region}`,
        {
          initial: 's0',
          // A deadline of the region itself.
          ...(choices.percent(15) ? { after: after(region, size) } : {}),
          states: Object.fromEntries(
            Array.from({ length: size }, (_state, state) => [
              `s${state}`,
              { after: after(region, size, state), on: on(region, size) },
            ]),
          ),
        },
      ]),
    ),
  };
  const withHistory = choices.percent(50);
  const rest = { after: { [delay()]: { target: withHistory ? '#m.work.h' : '#m.work' } } };
  const config = {
    id: 'm',
    context: { n: 0 },
    ...(hasRest
      ? {
          initial: 'work',
          states: {
            work: {
              ...work,
              states: { ...work.states, ...(withHistory ? { h: { type: 'history', history: 'deep' } } : {}) },
              on: { b: { target: 'rest', ...guard() } },
              after: choices.percent(30) ? { [delay()]: 'rest' } : {},
            },
            rest,
          },
        }
      : work),
    options: { maxIterations: 1_000 },
  };
  const machine = setup({ delays: { soon: 3 } }).createMachine(config as never);
  return { machine: machine as unknown as AnyStateMachine, toString: () => JSON.stringify(config, null, 1) };
}
