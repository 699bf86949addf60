/** The desk between the doors and the core: what HTTP, the socket, the import and the command line may ask. */
import type {
  Actor,
  BoardRow,
  Checklist,
  Command,
  CommandMessage,
  Instant,
  Opening,
  PersonId,
  PreparationId,
  Protocol,
  Reply,
  Role,
  State,
  Verdict,
  WardId,
} from '../../machines/index.ts';
import type { Permission, Resource } from '../services.ts';
import type { Log } from './log.ts';
import type { FiledResult, ResultOutcome, ResultTarget, WithdrawnResult } from './results.ts';
import type { Whereabouts } from './whereabouts.ts';

export interface Preparations {
  /**
   * One command to its one verdict, for ever: asked again with the same id, the first answer comes back. A problem when its
   * author may not do this where the patient is now: nothing is written then.
   */
  submit(message: CommandMessage, actor: Actor, may: May): Promise<Reply<Verdict>>;
  /** New preparations and server-side changes, all in one commit or none (a day list, the desk's form). */
  apply(changes: readonly Change[], actor: Actor): Promise<ApplyOutcome>;
  /** One result of the laboratory's system, filed to every item that asks for it. The same result twice is on record once. */
  fileResult(target: ResultTarget, result: FiledResult, by: Actor): Promise<ResultOutcome>;
  /** A result that its laboratory declares wrong no longer counts wherever it is on file. Told twice, it changes nothing. */
  takeBackResult(target: ResultTarget, wrong: WithdrawnResult, by: Actor): Promise<ResultOutcome>;
  /** What `apply` would answer, without writing anything. */
  rehearse(changes: readonly Change[], actor: Actor): Promise<ApplyOutcome>;
  rows(ward: WardId): Promise<readonly BoardRow[]>;
  row(preparation: PreparationId): Promise<BoardRow | null>;
  /** What permission to look at it or act on it hangs on. */
  whereabouts(preparation: PreparationId): Promise<Whereabouts | null>;
  checklist(preparation: PreparationId, actor: Actor): Promise<Checklist | null>;
  history(preparation: PreparationId): Promise<readonly HistoryEntry[]>;
  /** All that was decided and where it leads, for another system's record; null when there is none. */
  whole(preparation: PreparationId): Promise<Whole | null>;
  /** The open preparation of an order, or null. */
  ofOrder(order: string): Promise<Known | null>;
  /** Open preparations of a patient by the number on the wristband, on this ward first. */
  ofPatient(number: string, ward: WardId): Promise<readonly PreparationId[]>;
}

/** Whether the author of a command may do this; asked on each attempt, of where the patient is then. */
export type May = (about: Resource) => Permission;
export interface Whole {
  readonly protocol: Protocol;
  /** Advanced to now: what is shown has lapsed when it has. */
  readonly state: State;
  readonly log: Log;
}

export type Change =
  /** Claims `order:<number>`: one active preparation per order. */
  | { readonly kind: 'open'; readonly protocol: string; readonly opening: Omit<Opening, 'at' | 'preparation'> }
  | { readonly kind: 'command'; readonly preparation: PreparationId; readonly command: Command };

export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly preparations: readonly PreparationId[] }
  /** Nothing was written; `index` is the first change that could not be. */
  | { readonly kind: 'refused'; readonly index: number; readonly code: string; readonly says: string };

/** What an import compares a row with. */
export interface Known {
  readonly preparation: PreparationId;
  readonly protocol: string;
  readonly opening: Omit<Opening, 'at' | 'preparation'>;
}

export interface HistoryEntry {
  readonly revision: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly happenedAt: Instant | null;
  readonly type: string;
  /** In a ward's words: "Consent withdrawn". */
  readonly says: string;
  readonly person: PersonId | null;
  readonly role: Role | null;
  readonly value: string | null;
  readonly reason: string | null;
  /** In the writer's own words, such as what a person who takes over said back. */
  readonly note: string | null;
  /** Of an answer: how long after the same person's last act for this patient it came. Null for what is no answer. */
  readonly afterMs: number | null;
  readonly late: boolean;
}
