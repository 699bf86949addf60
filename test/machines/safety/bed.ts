/** One preparation under a clock in the test's hand, on whichever machines the house has. */
import { expect } from 'chai';
import type {
  Actor,
  ChartEvent,
  Checklist,
  Command,
  Decision,
  ItemDocument,
  ItemStatus,
  Opening,
  PastEvent,
  Protocol,
  State,
  StateValue,
} from '../../../machines/index.ts';
import { anOpening, second } from '../../support/protocol.ts';
import type { House } from './house.ts';

/** What an order has to say for each shipped protocol, so that nothing in it stands in the way. */
const facts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  venepuncture: { fasting: 'none', armRestriction: 'none' },
  mri: { contrast: 'none', sedation: 'none', side: 'none' },
  'ct-contrast': { setting: 'outpatient', flow: 'high', contrastStrength: 'i350', oralPrep: 'none', side: 'none' },
  'upper-gi-endoscopy': { bleedingRisk: 'low', antithrombotic: 'none', diabetes: 'no' },
  transfusion: {
    component: 'redCells',
    unitNumber: 'G051726123456',
    patientAbo: 'a',
    patientRhd: 'positive',
    irradiated: 'notRequired',
    cmvNegative: 'notRequired',
    hevNegative: 'notRequired',
  },
};
/** The protocols that safety is played on; docs/safety.md says which shipped ones are not. */
export const shippedFiles: readonly string[] = Object.keys(facts);
export const factsFor = (file: string): Readonly<Record<string, string>> => facts[file] ?? {};

/** A log with more in it. */
const after = (
  log: readonly PastEvent[],
  events: readonly ChartEvent[],
  device: string | null,
): readonly PastEvent[] => [...log, ...events.map((event, n) => ({ revision: log.length + n + 1, event, device }))];

export const meta = { revision: 1, head: 'head', digest: 'digest', approved: false };

export class Bed {
  readonly house: House;
  readonly protocol: Protocol;
  readonly opening: Opening;
  state: State;
  at: number;
  /** What was recorded, and from which device. */
  log: readonly PastEvent[] = [];

  constructor(house: House, file: string, more: Partial<Opening> = {}, protocol: Protocol = house.protocol(file)) {
    this.house = house;
    this.protocol = protocol;
    this.opening = anOpening({ order: { number: 'ORD-1', version: 1, facts: factsFor(file) }, ...more });
    this.at = this.opening.at;
    const opened = house.machines.open(protocol, this.opening);
    this.state = opened.state;
    this.log = after([], opened.events, null);
  }

  /** What would be decided, now or at another instant; nothing changes. */
  asks(event: string, more: Partial<Command>, actor: Actor, at = this.at): Decision {
    return this.house.machines.decide(this.protocol, this.state, { event, ...more }, actor, at);
  }
  tries(event: string, more: Partial<Command> = {}, actor: Actor = this.person('technician')): Decision {
    this.at += second;
    const decision = this.asks(event, more, actor);
    if (decision.kind === 'accepted') {
      this.state = decision.state;
      this.log = after(this.log, decision.events, actor.device);
      this.house.machines.assertInvariants(this.protocol, this.state);
    }
    return decision;
  }
  does(event: string, more: Partial<Command> = {}, actor: Actor = this.person('technician')): this {
    const decision = this.tries(event, more, actor);
    const why = 'refusal' in decision ? decision.refusal.says : '';
    expect(decision.kind, `${this.protocol.document.id}: ${event}: ${why}`).to.equal('accepted');
    return this;
  }
  /** Refused, by whatever sentence. */
  refuses(event: string, more: Partial<Command> = {}, actor: Actor = this.person('technician')): this {
    expect(this.asks(event, more, actor).kind, `${this.protocol.document.id}: ${event} by ${actor.role}`).to.not.equal(
      'accepted',
    );
    return this;
  }
  waits(wait: number): this {
    this.at += wait;
    return this;
  }
  /** The same moment, to go on from another way. */
  copy(): Bed {
    return Object.assign(Object.create(Bed.prototype) as Bed, this);
  }

  now(): State {
    return this.house.machines.project(this.protocol, this.state, this.at);
  }
  isReady(): boolean {
    return this.house.machines.isReady(this.protocol, this.now());
  }
  kind(): string {
    return this.house.machines.readinessOf(this.protocol, this.now()).kind;
  }
  row() {
    return this.house.machines.boardRow(this.protocol, this.now(), meta);
  }
  checklist(actor: Actor = this.person('technician')): Checklist {
    return this.house.machines.checklist(this.protocol, this.now(), actor, meta);
  }
  item(id: string): ItemStatus | null {
    return this.house.machines.itemStatus(this.now(), this.protocol.items.get(id)?.step.id ?? '', id);
  }
  standing(region: string): string | null {
    return this.house.machines.standing(this.now().value, `open.${region}`);
  }
  /** Items that would have to be answered again: of those named, the ones that no longer count. */
  open(ids: readonly string[]): readonly string[] {
    return ids.filter((id) => !['satisfied', 'used', 'notNeeded', 'overridden'].includes(this.item(id) ?? ''));
  }
  /** Items of the protocol that are answered and count. */
  counting(): readonly string[] {
    return [...this.protocol.items.keys()].filter((id) => ['satisfied', 'used'].includes(this.item(id) ?? ''));
  }
  items(where: (item: ItemDocument, step: string) => boolean): readonly string[] {
    return [...this.protocol.items.values()]
      .filter(({ item, step }) => where(item, step.id))
      .map(({ item }) => item.id);
  }
  /** The state with a region put elsewhere: a moment that many ways may lead to. */
  put(path: string, value: StateValue): this {
    const set = (below: StateValue, keys: readonly string[]): StateValue => {
      const [key, ...rest] = keys;
      if (key === undefined) return value;
      const inside = typeof below === 'string' ? {} : below;
      return { ...inside, [key]: set(inside[key] ?? {}, rest) };
    };
    this.state = { ...this.state, value: set(this.state.value, path.split('.')) };
    return this;
  }

  /** Somebody with a role and every competence the protocol knows; `n` tells people of one role apart. */
  person(role: Actor['role'], n = 1): Actor {
    const competences = [...this.protocol.items.values()].flatMap(({ item }) =>
      [item.competence, item.verifierCompetence].filter((one) => one !== undefined),
    );
    return { person: `${role}-${n}`, role, grant: `grant-${role}-${n}`, device: `device-${role}-${n}`, competences };
  }
}

export const roles = ['technician', 'nurse', 'chargeNurse', 'proceduralist'] as const;

/**
 * A moment of every kind: the bed with each region of its chart, one at a time, standing in each of its states. What
 * this order does not ask for stays unasked: answered all the same it is no state that can be.
 */
export function moments(bed: Bed, where: (path: string) => boolean = () => true): readonly (readonly [string, Bed])[] {
  const paths = bed.protocol.chart.nodes.map(({ path }) => path).filter((path) => path.startsWith('open.'));
  const leaves = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
  const asked = (path: string): boolean => bed.item(path.split('.')[2] ?? '') !== 'notNeeded';
  return leaves
    .filter((path) => where(path) && asked(path))
    .map((path) => {
      const cut = path.lastIndexOf('.');
      return [path, bed.copy().put(path.slice(0, cut), path.slice(cut + 1))] as const;
    });
}
