/**
 * The machines of our own steps, small enough to be gone through whole: one step of venepuncture without items, with what
 * every preparation has beside it. Of the context nothing is told apart: it holds evidence, which no guard reads.
 */
import type { AnyStateMachine } from 'xstate';
import { type Invariant, type Question, slicesOf } from '../../../lab/index.ts';
import { anyOpening } from '../../../lab/any-opening.ts';
import { venepuncture } from '../../support/protocol.ts';
import type { Samples } from './machine-events.ts';

export interface StepMachine {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly question: Question & { readonly events: Samples };
}

/** With the events of the flow, and with those that lead to telling others; every deadline may come in both. */
export function stepMachines(step: string): readonly StepMachine[] {
  return slicesOf(venepuncture(), step)
    .filter(({ id }) => [`${step} × flow`, `${step} × escalation`].includes(id))
    .map(({ id, protocol, samples }) => {
      const heard = new Set(protocol.chart.nodes.flatMap(({ transitions }) => transitions.map(({ event }) => event)));
      const payloads = (event: string): readonly object[] => {
        if (event.startsWith('xstate.after.')) return [{}];
        return (samples.get(event) ?? []).map((sample) => ({ class: sample.class }));
      };
      const events = Object.fromEntries([...heard].map((event) => [event, payloads(event)]));
      return { name: id, machine: protocol.machine, question: { events, context: 'ignored', input: anyOpening } };
    });
}

export function venepunctureStep(id: string, invariants: readonly Invariant[]): Omit<StepMachine, 'name'> {
  const found = stepMachines(id.split(' ')[0] ?? '').find(({ name }) => name === id);
  if (found === undefined) throw new Error(`No step machine is called ${id}.`);
  return { machine: found.machine, question: { ...found.question, invariants } };
}
