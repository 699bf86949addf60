/**
 * One tap decided, beside XState's public `transition()` on the same chart with the same event: `npm run bench -- decide`.
 * Decide does more: it advances time, classifies, says what is missing, folds deadlines and judges. Both in this process,
 * in turn; the time is the processor's, as a busy machine stretches the wall's.
 */
import { transition, type AnyMachineSnapshot } from 'xstate';
import {
  type ChartEvent,
  type Command,
  compileProtocol,
  decide,
  open,
  type Protocol,
  type State,
} from '../machines/index.ts';
import { snapshotOf } from '../machines/preparation/step.ts';
import { median } from './durability/goals.ts';
import { openingOf, shippedVenepuncture, technician } from './durability/workloads.ts';

interface Tap {
  readonly state: State;
  readonly command: Command;
  readonly event: ChartEvent;
}
interface Document {
  steps: { step: string; items: { id: string; kind: string; text: string; needs?: string[] }[] }[];
}

/** The blood sample with its last item of the kit asked over and over, until there are so many. */
function grown(shipped: unknown, items: number): Protocol {
  const document = structuredClone(shipped) as Document;
  const kit = document.steps.find(({ step }) => step === 'equipment')?.items ?? [];
  const pattern = kit.find(({ id }) => id === 'sharpsBin');
  if (pattern === undefined)
    throw new Error('the blood sample has no sharps bin any more: choose another item to repeat');
  let many = document.steps.reduce((sum, step) => sum + step.items.length, 0);
  for (; many < items; many += 1) kit.push({ ...pattern, id: `${pattern.id}${many}`, text: `${pattern.text} ${many}` });
  const compiled = compileProtocol(document);
  if (!compiled.ok) throw new Error(compiled.errors.map(({ says }) => says).join('; '));
  return compiled.protocol;
}

/** From arrival on, every answer of the kit. */
function tapsOf(protocol: Protocol): readonly Tap[] {
  const opening = openingOf(1, Date.now());
  let { state } = open(protocol, opening);
  const answers = [...protocol.items.keys()].filter((id) => id.startsWith('sharpsBin'));
  const commands: readonly Command[] = [
    { event: 'patient.arrived' },
    { event: 'responsibility.taken' },
    ...answers.map((id) => ({ event: `item.${id}.attested`, value: 'within' })),
  ];
  return commands.map((command, index) => {
    const before = state;
    const decision = decide(protocol, before, command, technician, opening.at + 1 + index);
    const [event] = decision.kind === 'accepted' ? decision.events : [];
    if (decision.kind !== 'accepted' || event === undefined)
      throw new Error(`${command.event}: ${JSON.stringify(decision)}`);
    state = decision.state;
    return { state: before, command, event };
  });
}

/** Microseconds of the processor, each tap. */
function costOf(taps: readonly Tap[], times: number, work: (tap: Tap) => unknown): number {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) for (const tap of taps) work(tap);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times / taps.length;
}

const shipped = await shippedVenepuncture();
const rounds = 12;
process.stdout.write('items  decide µs (least to most)   transition() µs (least to most)   ratio\n');
for (const items of [14, 40, 60]) {
  const protocol = grown(shipped, items);
  const taps = tapsOf(protocol);
  const snapshots = new Map(taps.map((tap) => [tap, snapshotOf(protocol.machine, tap.state)]));
  const both = {
    decide: (tap: Tap) => decide(protocol, tap.state, tap.command, technician, tap.event.at),
    transition: (tap: Tap) =>
      transition(protocol.machine, snapshots.get(tap) as unknown as AnyMachineSnapshot, tap.event as never),
  };
  const cost: Record<keyof typeof both, number[]> = { decide: [], transition: [] };
  const times = Math.ceil(200 / taps.length);
  for (let round = -3; round < rounds; round += 1)
    for (const name of ['decide', 'transition'] as const) {
      const took = costOf(taps, times, both[name]);
      if (round >= 0) cost[name].push(took);
    }
  const say = (all: readonly number[]): string =>
    `${median(all).toFixed(0)} (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`;
  const ratio = median(cost.decide) / median(cost.transition);
  process.stdout.write(
    `${String(items).padEnd(6)} ${say(cost.decide).padEnd(29)} ${say(cost.transition).padEnd(33)} ${ratio.toFixed(2)}\n`,
  );
}
