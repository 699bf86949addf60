/** What every contestant is asked to do: one machine, and the taps of one patient on it, in order. */
import { type AnyStateMachine } from 'xstate';
import {
  type Actor,
  type ChartEvent,
  type Command,
  decide,
  open,
  type Opening,
  type Protocol,
} from '../../machines/index.ts';
import { compileProtocol } from '../../machines/index.ts';
import { readProtocolFile } from '../../server/documents/protocols.ts';
import { smallMachine, smallTaps } from './small-machine.ts';

export const workloadNames = ['small', 'venepuncture'] as const;
export type WorkloadName = (typeof workloadNames)[number];

export interface Workload {
  readonly name: WorkloadName;
  /** WardReady's: a protocol document, and what is tapped on it. */
  readonly document: unknown;
  readonly protocol: Protocol;
  readonly commands: readonly Command[];
  /** Everybody else's: an ordinary machine, and the event of each tap. For venepuncture it is the compiled chart and the very events. */
  readonly machine: AnyStateMachine;
  readonly events: readonly { readonly type: string }[];
  readonly input: Opening;
}

/** Of the first patient; every other one has their own. */
const band = '1000000001';
export const technician: Actor = { person: 'a-osei', role: 'technician', grant: 'bench', device: 'bench-tablet' };

/** Every tap that needs no waiting, from arrival to the kit laid out. */
const taps: readonly Command[] = [
  { event: 'patient.arrived' },
  { event: 'responsibility.taken' },
  { event: 'item.wristband.sensed', value: band },
  { event: 'item.statesName.attested', value: 'both' },
  { event: 'item.allergies.attested', value: 'none' },
  { event: 'step.identity.completed' },
  { event: 'item.explained.attested', value: 'told' },
  { event: 'item.teachBack.attested', value: 'correct' },
  { event: 'step.explanation.completed' },
  { event: 'consent.given' },
  { event: 'item.happyToGoAhead.attested', value: 'yes' },
  { event: 'item.faints.attested', value: 'none' },
  { event: 'step.consent.completed' },
  { event: 'item.tubes.attested', value: 'inDate' },
  { event: 'item.tubeCount.measured', value: 3 },
  { event: 'item.sharpsBin.attested', value: 'within' },
  { event: 'step.equipment.completed' },
];
/** What the small protocol keeps of the blood sample: five steps, an item each but identity, which needs two. */
const smallItems = new Set(['wristband', 'statesName', 'explained', 'happyToGoAhead', 'tubes', 'hands']);
const unusedTimes = new Set(['allergiesFor', 'dryFor', 'siteFor', 'fastAtLeast', 'fastAtMost', 'sideCheckWithin']);

export async function workloadOf(name: WorkloadName): Promise<Workload> {
  const shipped = await shippedVenepuncture();
  const document = name === 'small' ? cutDown(shipped) : shipped;
  const compiled = compileProtocol(document);
  if (!compiled.ok) throw new Error(compiled.errors.map(({ path, says }) => `${path.join('.')}: ${says}`).join('; '));
  const { protocol } = compiled;
  const input = openingOf(1, Date.now());
  const commands = taps.filter(({ event }) => !event.startsWith('item.') || protocol.events.has(event));
  if (name === 'small') {
    const last: Command = { event: 'item.hands.started' };
    return {
      name,
      document,
      protocol,
      commands: [...commands, last].slice(0, smallTaps.length),
      machine: smallMachine,
      events: smallTaps,
      input,
    };
  }
  const events = chartEvents(protocol, commands, input);
  return { name, document, protocol, commands, machine: protocol.machine, events, input };
}

export const openingOf = (number: number, now: number): Opening => ({
  at: now,
  preparation: `bench-${number}`,
  start: now + 2 * 3_600_000,
  order: { number: `ORD-${process.pid}-${number}`, version: 1, facts: { fasting: 'none', armRestriction: 'none' } },
  patient: {
    familyName: 'Quillfeather',
    givenName: 'Marigold',
    birthDate: '1951-03-04',
    sex: 'F',
    number: String(1_000_000_000 + number),
  },
  place: { ward: 'w4B', bed: '3' },
});

export async function shippedVenepuncture(): Promise<unknown> {
  const answer = await readProtocolFile('protocols/venepuncture.yaml');
  if (!answer.ok) throw new Error(answer.errors.map(({ says }) => says).join('; '));
  return answer.read.json;
}

interface Cut {
  id: string;
  steps: { items: { id: string; needs?: string[]; usedBy?: unknown }[] }[];
  times: Record<string, unknown>;
}
function cutDown(document: unknown): unknown {
  const cut = structuredClone(document) as Cut;
  cut.id = 'benchSmall';
  const here = (id: string): boolean => smallItems.has(id) || id === 'patientFollows';
  for (const step of cut.steps) {
    step.items = step.items.filter(({ id }) => here(id));
    for (const item of step.items) {
      delete item.usedBy;
      if (item.needs !== undefined) item.needs = item.needs.filter(here);
    }
  }
  cut.times = Object.fromEntries(Object.entries(cut.times).filter(([time]) => !unusedTimes.has(time)));
  return cut;
}

/** What the taps become on the chart: one event each, or the peers would have to do more than one step a tap. */
function chartEvents(protocol: Protocol, commands: readonly Command[], opening: Opening): readonly ChartEvent[] {
  let { state } = open(protocol, opening);
  return commands.map((command, index) => {
    const decision = decide(protocol, state, command, technician, opening.at + index + 1);
    if (decision.kind !== 'accepted')
      throw new Error(`${command.event} is ${decision.kind}: ${JSON.stringify(decision)}`);
    state = decision.state;
    const [event, more] = decision.events;
    if (event === undefined || more !== undefined) throw new Error(`${command.event} is not one event of the chart`);
    return event;
  });
}
