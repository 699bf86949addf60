/** A protocol as a question: its machine, every class of every event, and what must hold of it. */
import type { AnyStateMachine } from 'xstate';
import type { Protocol } from '../../machines/index.ts';
import { anyOpening } from '../any-opening.ts';
import type { Question } from '../explore/prove.ts';
import { classesOf } from './event-classes.ts';
import { protocolInvariants } from './protocol-invariants.ts';

export function protocolQuestion(protocol: Protocol): Question & { readonly machine: AnyStateMachine } {
  const { payloads, internal } = classesOf(protocol);
  return {
    machine: protocol.machine,
    events: payloads,
    internal,
    // Chart law 1: no guard looks at it; the explorer refuses one that does.
    context: 'ignored',
    input: anyOpening,
    invariants: protocolInvariants(protocol),
  };
}
