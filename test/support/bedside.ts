/** A bedside without a server: one preparation, a clock in the test's hand, and what was decided. */
import { expect } from 'chai';
import {
  type Actor,
  assertInvariants,
  boardRow,
  checklist,
  type Checklist,
  type ChartEvent,
  type Command,
  decide,
  type Decision,
  type Instant,
  isAt,
  type ItemStatus,
  itemStatus,
  open,
  type Opening,
  project,
  type Protocol,
  type Readiness,
  readinessOf,
  type State,
} from '../../machines/index.ts';
import { happyPath } from './happy-path.ts';
import { anOpening, second, technician, venepuncture } from './protocol.ts';

export class Bedside {
  readonly protocol: Protocol;
  readonly opening: Opening;
  readonly events: ChartEvent[] = [];
  state: State;
  /** Of one that was handed over. */
  lastOpen: State | null = null;
  at: Instant;

  constructor(opening: Partial<Opening> = {}, protocol: Protocol = venepuncture()) {
    this.protocol = protocol;
    this.opening = anOpening(opening);
    this.at = this.opening.at;
    const opened = open(protocol, this.opening);
    this.state = opened.state;
    this.events.push(...opened.events);
  }

  /** A command a moment later; whatever was decided. */
  tries(event: string, more: Partial<Command> = {}, actor: Actor = technician, wait = second): Decision {
    this.at += wait;
    const decision = decide(this.protocol, this.state, { event, ...more }, actor, this.at);
    if (decision.kind === 'accepted') {
      // As the server reads it from the record: what had fallen due by then is in it.
      if (!isAt(decision.state.value, 'handedOver')) this.lastOpen = null;
      else this.lastOpen ??= project(this.protocol, this.state, this.at);
      this.state = decision.state;
      this.events.push(...decision.events);
      assertInvariants(this.protocol, this.state);
    }
    return decision;
  }

  /** A command that must be accepted. */
  does(event: string, more: Partial<Command> = {}, actor: Actor = technician, wait = second): this {
    const decision = this.tries(event, more, actor, wait);
    expect(decision.kind, `${event}: ${decision.kind === 'refused' ? decision.refusal.says : decision.kind}`).to.equal(
      'accepted',
    );
    return this;
  }

  /** The code a command is refused with. */
  refusal(event: string, more: Partial<Command> = {}, actor: Actor = technician): string {
    const decision = this.tries(event, more, actor);
    return decision.kind === 'refused' ? decision.refusal.code : decision.kind;
  }

  /** Everything up to ready, or up to and including one event of it. */
  prepared(through?: string): this {
    for (const { wait, actor, command } of happyPath) {
      this.does(command.event, command, actor, wait);
      if (command.event === through) break;
    }
    return this;
  }

  waits(wait: number): this {
    this.at += wait;
    return this;
  }

  now(): State {
    return project(this.protocol, this.state, this.at);
  }
  readiness(): Readiness {
    return readinessOf(this.protocol, this.now());
  }
  item(id: string): ItemStatus | null {
    const step = this.protocol.items.get(id)?.step.id ?? '';
    return itemStatus(this.now(), step, id);
  }
  row() {
    return boardRow(this.protocol, this.now(), meta);
  }
  checklist(actor: Actor = technician): Checklist {
    return checklist(this.protocol, this.now(), actor, meta, this.lastOpen ?? undefined);
  }
}

const meta = { revision: 1, head: 'head', digest: 'digest', approved: false };

/** Somebody with another role is refused, and for that. */
export const onlyFor = (
  bedside: Bedside,
  event: string,
  more: Partial<Command>,
  ...refused: readonly Actor[]
): void => {
  for (const actor of refused)
    expect(bedside.refusal(event, more, actor), `${event}, ${actor.role}`).to.equal('notYours');
};
export const band = { value: '9990012345' } as const;
export const identified = (bedside: Bedside): Bedside =>
  bedside.does('item.wristband.sensed', band).does('item.statesName.attested', { value: 'both' });
