/**
 * Random mornings of one preparation under any protocol: staff who mean well and work towards ready, with all that
 * befalls a ward in between (stops, holds, moves, new orders, late results, a second patient's wristband, a clock set
 * back, nonsense), from a seed that replays them. What they find is judged by `mornings-oracle.ts`, not by the chart.
 * (over 400 lines: one ward, and all that may befall it)
 */
import {
  type Actor,
  advance,
  allowed,
  assertInvariants,
  candidates,
  canonical,
  type ChartEvent,
  type Command,
  decide,
  type EventSpec,
  type Instant,
  type ItemDocument,
  itemStatus,
  type ItemStatus,
  mayRaise,
  nextDue,
  open,
  type Opening,
  type Protocol,
  readinessOf,
  type State,
  testsOf,
} from '../../machines/index.ts';
import { Chance } from './chance.ts';
import { falselyReady } from './mornings-oracle.ts';
import { hour, minute, morning, second } from './protocol.ts';

export interface Morning {
  readonly taps: number;
  readonly accepted: number;
  /** 1 when the patient was ready at some time. */
  readonly becameReady: number;
  readonly handedOver: number;
  readonly ended: number;
  /** 1 when it was played again beside a worker that commits deadlines, and compared. */
  readonly compared: number;
}

const competences = ['mrLevel1', 'mrLevel2', 'transfusion', 'endoscopy', 'cannulation', 'contrast'];
const person = (id: string, role: Actor['role'], able: boolean): Actor => ({
  person: id,
  role,
  grant: `grant-${id}`,
  device: `tablet-${id}`,
  ...(able ? { competences } : {}),
});
const staff: readonly Actor[] = [
  person('t1', 'technician', true),
  person('t2', 'technician', false),
  person('n1', 'nurse', true),
  person('n2', 'nurse', true),
  person('c1', 'chargeNurse', true),
  person('p1', 'proceduralist', true),
  person('p2', 'proceduralist', true),
  person('e1', 'clinicalEngineer', false),
];
const theServer: Actor = { person: 'system', role: 'system', grant: 'system', device: 'server' };

type Told = (opening: Opening, recorded: readonly ChartEvent[], last: State) => void;
/**
 * @param told hears what was recorded, from what opening it judged by itself on, and where that led.
 * @throws Error saying what is not so, with the taps that led there.
 */
export function playMorning(protocol: Protocol, seed: number, told: Told = () => undefined): Morning {
  const chance = new Chance(seed);
  const opening = openingOf(protocol, chance);
  const ward = new Ward(protocol, opening, chance);
  // Some mornings are quiet.
  const trouble = chance.of([1000, 200, 80, 30])!;
  const length = 2 * protocol.items.size + chance.below(4 * protocol.items.size);
  for (let n = 0; n < length && !ward.over; n += 1) {
    if (chance.in(trouble)) ward.befalls();
    else if (chance.in(trouble * 2)) ward.nonsense();
    else ward.works();
    ward.look(chance.in(6));
  }
  ward.agrees();
  ward.tells(told);
  return ward.counts();
}

class Ward {
  readonly #protocol: Protocol;
  readonly #opening: Opening;
  readonly #chance: Chance;
  readonly #events: readonly EventSpec[];
  /** What opening it judged by itself: what its order does not ask for. */
  readonly #judged: readonly ChartEvent[];
  readonly #log: ChartEvent[] = [];
  /** The same preparation with a worker that commits deadlines at times of its own; on one morning in three. */
  readonly #twice: boolean;
  #worked: State;
  #state: State;
  /** What the staff see on the screen: the state with what has fallen due since. */
  #seen: State;
  #at: Instant;
  #taps = 0;
  #accepted = 0;
  #ready = false;

  constructor(protocol: Protocol, opening: Opening, chance: Chance) {
    this.#protocol = protocol;
    this.#opening = opening;
    this.#chance = chance;
    this.#events = [...protocol.events.values()];
    this.#at = opening.at;
    const { state, events } = open(protocol, opening);
    this.#state = state;
    this.#judged = events;
    this.#twice = chance.in(3);
    this.#worked = this.#state;
    this.#seen = this.#state;
  }

  /** What was recorded, and where it led. */
  tells(told: Told): void {
    told(this.#opening, [...this.#judged, ...this.#log], this.#state);
  }
  get over(): boolean {
    return typeof this.#state.value === 'string';
  }

  /** What could be done next by somebody here, first things first; now and then something further down. */
  works(): void {
    this.#seen = advance(this.#protocol.machine, this.#state, Math.max(this.#at, this.#state.at)).state;
    const from = this.#chance.in(4) ? this.#chance.below(this.#events.length) : 0;
    const inTurn = [...this.#events.slice(from), ...this.#events.slice(0, from)];
    const spec = inTurn.find((one) => isWork(one) && this.#wanted(one) && staff.some((actor) => this.#may(one, actor)));
    if (spec === undefined) return this.#waits();
    const others = staff.filter((one) => this.#may(spec, one));
    const by = (this.#chance.in(3) ? this.#chance.of(others) : others[0])!;
    const item = spec.item === undefined ? undefined : this.#protocol.items.get(spec.item)?.item;
    const answer = item === undefined ? {} : this.#answer(item, !this.#chance.in(15));
    this.#tap({ ...this.#says(spec), ...answer }, this.#chance.in(15) ? this.#chance.of(staff)! : by);
  }

  /** Of what is work: what is not done yet, and something here could take. */
  #wanted({ name, item }: EventSpec): boolean {
    if (name === 'responsibility.taken' && this.#seen.context.responsible !== null) return false;
    if (item !== undefined) {
      const status = itemStatus(this.#seen, this.#protocol.items.get(item)?.step.id ?? '', item);
      if (status === null || done.has(status)) return false;
    }
    return candidates(this.#protocol, this.#seen, name).length > 0;
  }

  #may({ name, topic, item }: EventSpec, { person: id, role }: Actor): boolean {
    const { evidence, raised } = this.#seen.context;
    const before = [
      item === undefined ? undefined : evidence[item]?.by,
      topic === undefined ? undefined : raised[topic]?.by,
    ];
    const who = before.includes(id) ? 'first' : 'other';
    return (['satisfies', 'agrees', 'none'] as const).some((value) =>
      mayRaise(this.#protocol, this.#seen, name, { role, who, value, competent: true }),
    );
  }

  /** Something that happens on a real morning. */
  befalls(): void {
    const { event, command, actor } = this.#chance.of([
      () => this.#any('stop'),
      () => this.#any('flow'),
      () => this.#any('plan'),
      () => this.#any('people'),
      () => this.#fact({ event: 'plan.moved', start: this.#at + this.#chance.below(8 * hour) }),
      () => this.#fact({ event: 'order.amended', order: orderOf(this.#protocol, this.#chance, this.#state) }),
      () => this.#fact({ event: 'place.moved', place: { ward: 'w4B', bed: String(1 + this.#chance.below(24)) } }),
      () => this.#fact({ event: 'patient.leftForOther', note: 'Another procedure' }),
      () => this.#fact({ event: 'patient.keptByOther', note: 'Another procedure' }),
      () => this.#fact({ event: 'patient.back' }),
      () => this.#filed(),
      () => this.#recalled(),
      () => this.#overrides(),
    ])!();
    if (event !== '') this.#tap(command, actor);
  }

  nonsense(): void {
    const spec = this.#chance.of(this.#events);
    if (spec === undefined) return;
    this.#tap(
      { ...this.#says(spec), value: this.#chance.of(['', 'x', -1, 1e9, true, '9990054321'])! },
      this.#chance.of(staff)!,
    );
  }

  /** Time passes: mostly a little, sometimes a shift, now and then to just around the next deadline, or backwards. */
  #passes(): void {
    const due = nextDue(this.#state);
    if (due !== null && this.#chance.in(60)) this.#at = due - 1 + this.#chance.below(3);
    else if (this.#chance.in(200)) this.#at += this.#chance.below(9 * hour);
    else if (this.#chance.in(40)) this.#at -= this.#chance.below(minute);
    else this.#at += this.#chance.below(this.#chance.in(8) ? minute : 5 * second);
    this.#at = Math.max(this.#at, this.#opening.at);
  }

  /** Nothing to do: a timer runs, or somebody else has to come. */
  #waits(): void {
    const due = nextDue(this.#state);
    if (due !== null && due < this.#at + 2 * minute) this.#at = Math.max(this.#at, due);
    else this.#at += this.#chance.below(2 * minute);
  }

  #tap(command: Command, actor: Actor): boolean {
    this.#passes();
    this.#taps += 1;
    // The store's time never goes back, whatever a node's clock does.
    this.#at = Math.max(this.#at, this.#state.at, this.#twice ? this.#worked.at : 0);
    const decision = decide(this.#protocol, this.#state, command, actor, this.#at);
    if (this.#twice) {
      if (this.#chance.in(3)) this.#worked = advance(this.#protocol.machine, this.#worked, this.#at).state;
      const worked = decide(this.#protocol, this.#worked, command, actor, this.#at);
      if (worked.kind === 'accepted') this.#worked = worked.state;
      if (decision.kind !== worked.kind)
        this.#fails(`decided ${decision.kind}, and ${worked.kind} once a worker had fired`);
    }
    if (decision.kind !== 'accepted') return false;
    this.#accepted += 1;
    this.#state = decision.state;
    this.#log.push(...decision.events);
    assertInvariants(this.#protocol, this.#state);
    return true;
  }

  /** What the board would say now, or at some later time; the oracle has its own opinion. */
  look(later: boolean): void {
    const at = Math.max(this.#at, this.#state.at) + (later ? this.#chance.below(3 * hour) : 0);
    const seen = advance(this.#protocol.machine, this.#state, at).state;
    const { kind } = readinessOf(this.#protocol, seen);
    if (kind !== 'ready' && kind !== 'readyWithExceptions') return;
    this.#ready = true;
    const wrong = falselyReady(this.#protocol, this.#opening, seen, this.#log);
    if (wrong !== null) this.#fails(`ready although ${wrong}`);
  }

  /** Whoever committed the deadlines, and whenever: the same state. */
  agrees(): void {
    if (!this.#twice) return;
    const to = Math.max(this.#at, this.#state.at, this.#worked.at) + this.#chance.below(2 * hour);
    const [one, other] = [this.#state, this.#worked].map((state) => {
      const { value, context, deadlines } = advance(this.#protocol.machine, state, to).state;
      return canonical({ value, context, deadlines: deadlines.map(({ id, at }) => ({ id, at })) });
    });
    if (one !== other) this.#fails('what was projected is not what was committed');
  }

  counts(): Morning {
    const gone = typeof this.#state.value === 'object' && 'handedOver' in this.#state.value;
    return {
      taps: this.#taps,
      accepted: this.#accepted,
      becameReady: Number(this.#ready),
      handedOver: Number(gone),
      ended: Number(this.over),
      compared: Number(this.#twice),
    };
  }

  #says(spec: EventSpec): Command {
    const asks = new Set(spec.asks);
    return {
      event: spec.name,
      ...(asks.has('value') ? { value: 'yes' } : {}),
      ...(asks.has('takenAt') ? { takenAt: this.#at - hour } : {}),
      ...(asks.has('reason') ? { reason: spec.reasons?.[0] ?? 'because' } : {}),
      ...(asks.has('note') ? { note: 'seen' } : {}),
      ...(asks.has('start') ? { start: this.#at + this.#chance.below(6 * hour) } : {}),
      ...(asks.has('place') ? { place: { ward: 'w4B', bed: String(1 + this.#chance.below(24)) } } : {}),
      ...(asks.has('person') ? { person: this.#chance.of(staff)!.person } : {}),
    };
  }

  #answer(item: ItemDocument, well: boolean): Partial<Command> {
    const { answer } = item;
    const { start, patient, order } = this.#state.context;
    const at = this.#at;
    const takenAt =
      item.dated === undefined ? {} : { takenAt: at - (well ? hour : this.#chance.below(40 * 24 * hour)) };
    if ('choices' in answer) {
      const good = answer.choices.filter((choice) => choice.satisfies && allowed(choice, order.facts));
      return { value: this.#chance.of(well && good.length > 0 ? good : answer.choices)!.value, ...takenAt };
    }
    if ('scan' in answer)
      return { value: well ? (answer.scan === 'patient.number' ? patient.number : order.number) : '9990054321' };
    if ('scanFact' in answer) return { value: well ? (order.facts[answer.scanFact] ?? 'none') : 'G000000000000' };
    if ('asset' in answer) {
      const until = well ? Math.max(start, at) + 12 * hour : at + this.#chance.below(2 * hour);
      const standing = well || this.#chance.in(2) ? ('inService' as const) : ('quarantined' as const);
      const asset = { asset: 'A-1', type: answer.asset, lot: 'L-1', standing, until, version: 1, says: null };
      return { value: 'A-1', asset };
    }
    if ('timer' in answer) return {};
    if (answer.unit === 'clock') {
      if (answer.none !== undefined && well) return { value: 'none' };
      const time = (name: string | undefined, or: number) => (name === undefined ? or : this.#protocol.times(name));
      const least = time(item.window?.atLeast, 0);
      const middle = start - (least + time(item.window?.atMost, least + 4 * hour)) / 2;
      return {
        value: well
          ? Math.min(at, item.window === undefined ? at - minute : middle)
          : at - this.#chance.below(20 * hour),
      };
    }
    const least = Math.max(answer.min, ...(answer.limits ?? []).map(({ atLeast = answer.min }) => atLeast));
    const most = Math.min(answer.max, ...(answer.limits ?? []).map(({ atMost = answer.max }) => atMost));
    const scale = 10 ** answer.decimals;
    const value = well ? (least + most) / 2 : answer.min + this.#chance.below(answer.max - answer.min + 1);
    return { value: Math.round(value * scale) / scale, ...takenAt };
  }

  #any(group: EventSpec['group']): Befalling {
    const spec = this.#chance.of(this.#events.filter((one) => one.group === group && one.system !== true));
    return spec === undefined
      ? nothing
      : { event: spec.name, command: this.#says(spec), actor: this.#chance.of(staff)! };
  }
  #fact(command: Command): Befalling {
    return { event: command.event, command: { reason: 'because', ...command }, actor: theServer };
  }
  #filed(): Befalling {
    const spec = this.#chance.of(this.#events.filter(({ name }) => name.endsWith('.filed')));
    const item = spec?.item === undefined ? undefined : this.#protocol.items.get(spec.item)?.item;
    if (spec === undefined || item === undefined) return nothing;
    return this.#fact({ event: spec.name, how: 'record', ...this.#answer(item, this.#chance.in(2)) });
  }
  #recalled(): Befalling {
    const spec = this.#chance.of(this.#events.filter(({ name }) => name.endsWith('.recalled')));
    return spec === undefined ? nothing : this.#fact({ event: spec.name });
  }
  #overrides(): Befalling {
    const spec = this.#chance.of(this.#events.filter(({ name }) => name.endsWith('.overridden')));
    if (spec === undefined) return nothing;
    return { event: spec.name, command: this.#says(spec), actor: this.#chance.of(staff)! };
  }

  #fails(says: string): never {
    const log = this.#log.map(({ type, at, class: of }) => `${at - this.#opening.at} ${type} ${of.role}`).join('\n');
    throw new Error(`${this.#protocol.document.id}: ${says}\n${log}`);
  }
}

/** What answers an item, completes a step, or moves the patient on. */
function isWork({ name, group, system, item }: EventSpec): boolean {
  if (system === true) return false;
  if (item !== undefined) return /\.(sensed|attested|measured|started|agreed|resolved)$/.test(name);
  return name === 'responsibility.taken' || (towardsReady.test(name) && (group === 'step' || group === 'flow'));
}
const done: ReadonlySet<ItemStatus> = new Set(['satisfied', 'used', 'overridden', 'notNeeded', 'running']);
/** What clears a stop, completes a step or moves the patient on. */
const towardsReady =
  /completed|given|restored|replaced|answered|resolved|renewed|arrived|responsibility\.taken|accepted|assessed|calledFor|patient\.left$|received|resumed|regained/;

interface Befalling {
  readonly event: string;
  readonly command: Command;
  readonly actor: Actor;
}
const nothing: Befalling = { event: '', command: { event: '' }, actor: theServer };

function openingOf(protocol: Protocol, chance: Chance): Opening {
  const at = morning + chance.below(4 * hour);
  return {
    preparation: 'preparation-0001',
    at,
    start: at + hour + chance.below(8 * hour),
    order: orderOf(protocol, chance, null),
    patient: {
      familyName: 'Roe',
      givenName: 'Mary',
      birthDate: `${1930 + chance.below(90)}-03-12`,
      sex: chance.of(['F', 'M', 'X', 'U'] as const)!,
      number: '9990012345',
    },
    place: { ward: 'w4B', bed: '12' },
  };
}

/** Facts that the document asks about, at random: one it names, one it does not, or none. */
function orderOf(protocol: Protocol, chance: Chance, before: State | null): Opening['order'] {
  const asked = [...protocol.items.values()].flatMap(({ item }) => [
    ...testsOf(item).flatMap((test) =>
      'fact' in test ? [[test.fact, 'isNot' in test ? test.isNot : test.is] as const] : [],
    ),
    ...('choices' in item.answer
      ? item.answer.choices.flatMap(({ notIf, onlyIf }) =>
          [notIf, onlyIf].flatMap((rule) => (rule === undefined ? [] : [[rule.fact, rule.is] as const])),
        )
      : []),
    ...('scanFact' in item.answer ? [[item.answer.scanFact, ['G101700000001']] as const] : []),
  ]);
  const facts = asked.flatMap(([name, is]) => {
    const value = chance.of(['none', 'none', 'none', 'none', ...is, null]);
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
  return {
    number: 'ORD-1',
    version: (before?.context.order.version ?? 0) + 1,
    facts: Object.fromEntries(facts),
  };
}
