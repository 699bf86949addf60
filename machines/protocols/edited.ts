/**
 * A protocol with its chart changed past every check that would refuse it: for showing what a rule is there for.
 * Never for a patient. What is made so has no digest, and nothing opens a preparation with it.
 */
import { type AnyStateMachine, createMachine } from 'xstate';
import type { StateConfig } from '../chart/config.ts';
import { implement, type Guard } from '../chart/guards.ts';
import { readChart } from '../chart/read.ts';
import { actions, delays, initialContext } from '../preparation/implementations.ts';
import { protocolChart } from './chart.ts';
import type { Protocol } from './compile.ts';

type Open<T> = T extends object ? { -readonly [key in keyof T]: Open<T[key]> } : T;
export type EditedState = Open<StateConfig>;
export interface Edited {
  readonly guards: Record<string, Guard>;
  /** A state by its path. @throws when it is not there. */
  state(path: string): EditedState;
}

/** @throws when the edit changed nothing: what is then shown would be said of the whole protocol. */
export function edited(protocol: Protocol, edit: (chart: Edited) => void): Protocol {
  const { document, times } = protocol;
  const registry = protocol.steps.map(({ definition }) => definition);
  const { config, guards } = copied(protocolChart(document, registry)) as {
    config: EditedState;
    guards: Record<string, Guard>;
  };
  const before = JSON.stringify([config, guards]);
  edit({ guards, state: (path) => stateIn(config, path) });
  if (JSON.stringify([config, guards]) === before) throw new Error('Nothing was changed.');
  const machine = createMachine(
    { ...config, context: initialContext } as never,
    { guards: implement(guards), actions, delays: delays(document, times) } as never,
  ) as AnyStateMachine;
  return { ...protocol, machine, chart: readChart(machine) };
}

/** Config and guards are plain data. */
const copied = ({ config, guards }: ReturnType<typeof protocolChart>): unknown =>
  JSON.parse(JSON.stringify({ config, guards }));

function stateIn(config: EditedState, path: string): EditedState {
  let at = config;
  for (const key of path.split('.')) {
    const next = at.states?.[key];
    if (next === undefined) throw new Error(`There is no state ${path}.`);
    at = next;
  }
  return at;
}
