/**
 * One patient is in one place, however many procedures they are prepared for (I24). The preparation that takes them along
 * holds the claim on them until it says that they are back, or ends; the others are told in the same commit, so every
 * screen of every one of them says where the patient is. A patient is whoever has that number on the wristband: an unknown
 * one is known by a temporary number, and by the other one from the moment the two are merged.
 */
import {
  decide,
  isAt,
  valueAt,
  type Actor,
  type ChartEvent,
  type Instant,
  type PreparationId,
  type State,
} from '../../machines/index.ts';
import type { Keys, PreparationKeys } from '../record/keys.ts';
import type { PinnedProtocol } from '../services.ts';
import type { Claims, Store } from '../store/store.ts';
import type { Known, Knowledge } from './known.ts';

const prefix = 'away:';
export const isAwayClaim = (key: string): boolean => key.startsWith(prefix);
/** The number on a wristband is patient data, and a store has none in the clear. */
const awayClaim = ({ pseudonym }: Pick<Keys, 'pseudonym'>, { context }: State): string =>
  `${prefix}${pseudonym(context.patient.number)}`;

const isHere = ({ value }: State): boolean => isAt(value, 'open.whereabouts.here');
/** Gone for this very procedure, and not handed over yet. */
const isAway = (state: State): boolean =>
  isHere(state) && ['left', 'arrivedThere'].some((way) => isAt(state.value, `open.transfer.${way}`));
const isOpen = ({ value }: State): boolean => valueAt(value, 'open') !== undefined;
export const inEmergency = ({ value }: State): boolean => isAt(value, 'open.urgency.emergency');

/** What a commit holds, releases and needs free. In an emergency whoever has the patient is told before it, and lets go. */
export function awayClaims(keys: Pick<PreparationKeys, 'pseudonym'>, before: State | null, after: State): Claims {
  const held = before !== null && isAway(before) ? awayClaim(keys, before) : null;
  const wanted = isAway(after) ? awayClaim(keys, after) : null;
  // Nobody is handed over at the bed who is not in it, and nobody is opened as if they were (`placed`).
  const must =
    before === null ? isHere(after) : isOpen(before) && isAt(after.value, 'handedOver') && !inEmergency(before);
  return {
    hold: wanted === null || wanted === held ? [] : [wanted],
    release: held === null || held === wanted ? [] : [held],
    absent: must ? [awayClaim(keys, after)] : [],
  };
}

/** Another preparation of the same patient, after it was told. */
export interface Told {
  readonly before: Known;
  readonly event: string;
  readonly events: readonly ChartEvent[];
  readonly state: State;
}
export interface Change {
  readonly preparation: PreparationId;
  readonly pinned: PinnedProtocol;
  readonly before: State;
  readonly after: State;
  readonly by: Actor;
  readonly at: Instant;
}

export interface Journey {
  /** What the patient's other preparations are told of this change, to be written before it. None for one that moves nobody. */
  tell(change: Change): Promise<readonly Told[]>;
  /** A patient who is new here, or of another number now: away if another preparation has taken them along. */
  placed(pinned: PinnedProtocol, state: State, by: Actor): Promise<Pick<Told, 'events' | 'state'>>;
}

export interface JourneyParts {
  readonly store: Pick<Store, 'claimed'>;
  readonly keys: Pick<Keys, 'pseudonym'>;
  readonly knowledge: Pick<Knowledge, 'newest'>;
  /** Every open preparation of a patient, on whatever ward. */
  readonly ofPatient: (number: string) => Promise<readonly Known[]>;
}

export function createJourney({ store, keys, knowledge, ofPatient }: JourneyParts): Journey {
  return {
    async tell({ preparation, pinned, before, after, by, at }) {
      const event = newsOf(before, after);
      if (event === null) return [];
      const others = await ofPatient(after.context.patient.number);
      return others
        .filter(({ head, state }) => head.preparation !== preparation && isOpen(state) && hears(event, state, before))
        .flatMap((other) => {
          const now = decided(other.pinned, other.state, event, pinned, by, at);
          return now === null ? [] : [{ before: other, event, ...now }];
        });
    },
    async placed(pinned, state, by) {
      const holder = await store.claimed(awayClaim(keys, state));
      const other = holder === null || holder === state.context.preparation ? null : await knowledge.newest(holder);
      if (other === null) return { events: [], state };
      return decided(pinned, state, left, other.pinned, by, state.at) ?? { events: [], state };
    },
  };
}

const left = 'patient.leftForOther';
const kept = 'patient.keptByOther';
const back = 'patient.back';

/** Null when it says so already, or has ended. By whoever did it: the timeline names them here too. */
function decided(
  { protocol }: PinnedProtocol,
  state: State,
  event: string,
  of: PinnedProtocol,
  by: Actor,
  at: Instant,
): Pick<Told, 'events' | 'state'> | null {
  const asked = { event, note: of.protocol.document.title };
  const decision = decide(protocol, state, asked, { ...by, role: 'system' }, Math.max(at, state.at));
  return decision.kind === 'accepted' ? { events: decision.events, state: decision.state } : null;
}

/** What became of the patient, as their other preparations hear it; null when they are where they were. */
function newsOf(before: State, after: State): string | null {
  const same = before.context.patient.number === after.context.patient.number;
  if (isAway(after)) return isAway(before) && same ? null : left;
  if (isOpen(after)) return isHere(after) && (isAway(before) || !isHere(before)) ? back : null;
  const taken = isOpen(before) && inEmergency(before) && isAt(after.value, 'handedOver');
  return isAway(before) || taken ? kept : null;
}

/** One that says it has the patient hears otherwise from an emergency only: anybody else finds the claim held. */
function hears(event: string, other: State, before: State): boolean {
  if (event === back) return true;
  if (isAway(other)) return inEmergency(before);
  // Handed over in the bed they lie in, the patient is away from nobody.
  return event === left || isAway(before) || valueAt(before.value, 'open.transfer') !== undefined;
}
