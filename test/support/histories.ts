/** Random histories of one preparation: plausible commands by anybody, at uneven times, from a seed that replays them. */
import fc from 'fast-check';
import {
  type Actor,
  candidates,
  type Command,
  decide,
  type Instant,
  open,
  type Protocol,
} from '../../machines/index.ts';
import { happyPath } from './happy-path.ts';
import { anOpening, everybody, hour, minute, second } from './protocol.ts';

export interface Tap {
  /** Milliseconds after the tap before. */
  readonly wait: number;
  readonly actor: Actor;
  readonly command: Command;
}

/** Gaps from a double tap to a night: around every deadline the protocols have. */
const gap = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 40 * second }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 20 * minute }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9 * hour }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(20 * second, 30 * second, 2 * minute, 10 * minute, 15 * minute, 30 * minute),
  },
);

/** A tap as drawn: what it means depends on where the chart is when it comes. */
export interface DrawnTap {
  readonly wait: number;
  readonly actor: Actor;
  readonly pick: number;
  /** Something that could be done now, or anything at all. */
  readonly sensible: boolean;
}

const drawnTap: fc.Arbitrary<DrawnTap> = fc.record({
  wait: gap,
  actor: fc.constantFrom(...everybody),
  pick: fc.integer({ min: 0, max: 9999 }),
  sensible: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});

/** Histories that go somewhere: most taps do what the checklist offers; some are stops, reschedules and nonsense. */
export const histories = (protocol: Protocol, from: Instant, longest: number): fc.Arbitrary<readonly Tap[]> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: happyPath.length }),
      fc.array(drawnTap, { minLength: 3, maxLength: longest, size: 'max' }),
    )
    .map(([reached, drawn]) => resolve(protocol, from, happyPath.slice(0, reached), drawn));

/** Fixes what each drawn tap is, by playing the history once. */
function resolve(
  protocol: Protocol,
  from: Instant,
  prefix: readonly Tap[],
  drawn: readonly DrawnTap[],
): readonly Tap[] {
  const names = [...protocol.events.values()].filter(({ system }) => system !== true).map(({ name }) => name);
  let state = open(protocol, anOpening({ at: from })).state;
  let at = from;
  const take = ({ wait, actor, command }: Tap): boolean => {
    const decision = decide(protocol, state, command, actor, at + wait);
    if (decision.kind === 'accepted') state = decision.state;
    return decision.kind === 'accepted';
  };
  const settled = (tap: Tap): Tap => ((at += tap.wait), tap);
  const begun = prefix.map((tap) => (take(tap), settled(tap)));
  const rest = drawn.map(({ wait, actor, pick, sensible }) => {
    const offered = sensible
      ? names.filter((name) => progress(name, pick) && candidates(protocol, state, name).length > 0)
      : names;
    const tries = [0, 1, 2, 3].map((n): Tap => {
      const event = offered[(pick + n * 7) % Math.max(1, offered.length)] ?? 'patient.arrived';
      return { wait, actor, command: commandFor(protocol, event, pick, from) };
    });
    const [first = { wait, actor, command: { event: 'patient.arrived' } }] = tries;
    return settled((sensible ? tries.find(take) : undefined) ?? (take(first), first));
  });
  return [...begun, ...rest];
}

/** Seven sensible taps in eight do work; stops, corrections and plans are the eighth, or nothing would ever be ready. */
const progress = (name: string, pick: number): boolean =>
  pick % 8 === 0 ||
  /^(item\.\w+\.(sensed|attested|measured|started|agreed)|step\.|consent\.given|responsibility\.taken|flow\.resumed|.*\.(restored|replaced|answered|resolved|renewed|limitsAccepted|assessedHas|arrived))/.test(
    name,
  );

/** A command with everything its event asks for. */
export function commandFor(protocol: Protocol, event: string, pick: number, from: Instant): Command {
  const spec = protocol.events.get(event);
  const answer = spec?.item === undefined ? undefined : protocol.items.get(spec.item)?.item.answer;
  const asks = new Set(spec?.asks);
  return {
    event,
    ...(asks.has('value') ? { value: valueFor(answer, pick, from) } : {}),
    ...(asks.has('reason') ? { reason: spec?.reasons?.[0] ?? 'because' } : {}),
    ...(asks.has('note') ? { note: 'seen' } : {}),
    ...(asks.has('start') ? { start: from + (pick % 12) * 20 * minute } : {}),
    ...(asks.has('place') ? { place: { ward: 'w4B', bed: String(1 + (pick % 24)) } } : {}),
    ...(asks.has('person') ? { person: everybody[pick % everybody.length]?.person ?? 'nobody' } : {}),
    ...(asks.has('lookAgainAt') ? { lookAgainAt: from + (pick % 200) * minute } : {}),
  };
}

function valueFor(answer: unknown, pick: number, from: Instant): string | number {
  const {
    choices,
    unit,
    min = 0,
    max = 0,
    scan,
  } = answer as { choices?: { value: string }[]; unit?: string; min?: number; max?: number; scan?: string };
  if (choices !== undefined) return choices[pick % 5 === 0 ? pick % choices.length : 0]?.value ?? '';
  if (unit === 'clock') return from - (pick % 20) * hour;
  if (unit !== undefined) return min + (pick % (max - min + 1));
  return scan !== undefined && pick % 8 !== 0 ? '9990012345' : '9990054321';
}
