/**
 * A history, as whoever stands outside saw it: what each device asked and was told, what each board showed, and the
 * logs and the feed as they lie in the store at the end. Plain data, so it can be made by a simulation, by a run
 * against a real store, or by hand.
 */

export interface History {
  /** In the order in which they happened. */
  readonly asked: readonly Asked[];
  readonly answers: readonly Answer[];
  /** Preparations that somebody was told are opened. */
  readonly opened: readonly string[];
  readonly logs: readonly Log[];
  /** Every entry that was ever on the feed, oldest first; `complete` is false when its beginning was trimmed. */
  readonly feed: readonly Announced[];
  readonly feedComplete: boolean;
  readonly boards: readonly Board[];
  /** Who believes to hold what at the end, in their own state. */
  readonly holds: readonly Hold[];
  /** What a server said of a broken invariant. */
  readonly invariants: readonly string[];
  /** When the history ends; a deadline that was due by then is recorded. */
  readonly end: number;
  /** Store time at which the first node was there again, after none was and with nothing wrong any more; null if that was not so. */
  readonly recoveredAt: number | null;
  /** Nothing went wrong for long enough before the end: whoever asked must have an answer. */
  readonly settled: boolean;
}

/** A command goes out for the first time. */
export interface Asked {
  readonly turn: number;
  readonly command: string;
  readonly device: string;
  /** The device's own count: what it asked first is lower. */
  readonly seq: number;
  readonly preparation: string;
}

/**
 * What came back. `duplicate` is an answer to a command that was answered before; `unknown` is none: the reply was
 * lost, or nobody could say whether it was written.
 */
/** `turnedAway`: no verdict, but the device was told that it may not, or that it makes no sense. */
export type Answer =
  | Told
  | { readonly turn: number; readonly command: string; readonly kind: 'unknown' | 'turnedAway' };
export interface Told {
  readonly turn: number;
  readonly command: string;
  readonly kind: 'accepted' | 'refused' | 'duplicate';
  /** Whether the verdict says that it was applied. */
  readonly applied: boolean;
  /** The head it names. */
  readonly revision: number;
  readonly head: string;
  /** The verdict, byte for byte. */
  readonly text: string;
}

export interface Log {
  readonly preparation: string;
  readonly entries: readonly Entry[];
  /** The newest head in the store. */
  readonly head: { readonly revision: number; readonly hash: string };
  /** Every record’s own hash fits. */
  readonly intact: boolean;
  /** Played again it leads to the state that is kept. */
  readonly replays: boolean;
}

export interface Entry {
  readonly revision: number;
  readonly hash: string;
  readonly prev: string;
  /** The command that a person or a program asked for; null for what followed from it, and for a deadline. */
  readonly command: string | null;
  /** The instant it counts from. */
  readonly at: number;
  /** Store time of the write; null where nobody kept it. */
  readonly storedAt: number | null;
  /** The deadline that this records. */
  readonly fired: Deadline | null;
  /** Deadlines that wait after it and did not before, and those that no longer do, the fired one excepted. */
  readonly armed: readonly Deadline[];
  readonly disarmed: readonly Deadline[];
}

export interface Deadline {
  readonly id: string;
  /** The same name armed anew is another deadline. */
  readonly generation: number;
  readonly due: number;
}

export interface Announced {
  readonly offset: number;
  readonly hash: string;
  readonly prev: string;
  readonly preparation: string;
  readonly revision: number;
  readonly head: string;
}

export interface Board {
  readonly board: string;
  /** Every frame it applied, in its order. */
  readonly frames: readonly Shown[];
  /** What it shows at the end; null for one that was switched off before. */
  readonly last: readonly Row[] | null;
  /** What it must show then. */
  readonly truth: readonly Row[];
}

export interface Shown {
  readonly offset: number;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly preparation: string;
  readonly revision: number;
  readonly head: string;
}

export interface Hold {
  readonly key: string;
  readonly preparation: string;
}
