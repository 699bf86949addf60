/** A path against `decide` itself, on the smaller protocol of its slice. Fast: a few thousand steps a second. */
import {
  type Actor,
  advance,
  type Command,
  compileProtocol,
  decide,
  type Instant,
  open,
  type Opening,
  type Protocol,
  type ProtocolDocument,
  type State,
} from '../../machines/index.ts';
import { type Standing, standingIn } from '../regions.ts';
import type { Driver } from './driver.ts';

/** What is driven: the machines this was built with, or another copy of them. */
export interface Machines {
  readonly compileProtocol: typeof compileProtocol;
  readonly open: typeof open;
  readonly decide: typeof decide;
  readonly advance: typeof advance;
}

export function decideDriver(machines: Machines = { compileProtocol, open, decide, advance }): Driver {
  const compiled = new Map<ProtocolDocument, Protocol>();
  let now: { readonly protocol: Protocol; readonly state: State } | null = null;
  const begun = (): { readonly protocol: Protocol; readonly state: State } => {
    if (now === null) throw new Error('A path is begun before anything is done in it.');
    return now;
  };
  return {
    begin(document: ProtocolDocument, opening: Opening): void {
      const protocol = compiled.get(document) ?? compileOrThrow(machines, document);
      compiled.set(document, protocol);
      now = { protocol, state: machines.open(protocol, opening).state };
    },
    advanceTo(at: Instant): void {
      const { protocol, state } = begun();
      now = { protocol, state: machines.advance(protocol.machine, state, at).state };
    },
    perform(command: Command, actor: Actor) {
      const { protocol, state } = begun();
      const decision = machines.decide(protocol, state, command, actor, state.at);
      if (decision.kind !== 'accepted')
        return { accepted: false, says: 'refusal' in decision ? decision.refusal.says : 'it is so already' };
      now = { protocol, state: decision.state };
      return { accepted: true, says: '' };
    },
    standing: (regions: readonly string[]): Standing => standingIn(begun().state.value, regions),
  };
}

function compileOrThrow(machines: Machines, document: ProtocolDocument): Protocol {
  const compiled = machines.compileProtocol(document);
  if (compiled.ok) return compiled.protocol;
  throw new Error(`The slice does not compile: ${compiled.errors.map(({ says }) => says).join('; ')}`);
}
