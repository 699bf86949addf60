/** What a store may throw. None of them ever carries a record, a state or a person's name. */

/**
 * The world broke: the store is away, or too slow. Shown as "not saved yet".
 * `unknown`: it may have been written; ask again with the same commit, which is safe. `notWritten`: it certainly was not.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly outcome: 'unknown' | 'notWritten';

  constructor(message: string, outcome: 'unknown' | 'notWritten', cause?: unknown) {
    super(message, { cause });
    this.outcome = outcome;
  }
}

/** The caller's bug: a commit or a name that no store may accept. Nothing was written. */
export class BadArgument extends TypeError {
  override readonly name = 'BadArgument';
}

/** The store is set up so that WardReady must not start on it; the message says what to change. */
export class StoreMisconfigured extends Error {
  override readonly name = 'StoreMisconfigured';
}

/** What the store holds contradicts itself (a head without its log, another format). Nothing was written. */
export class StoreBroken extends Error {
  override readonly name = 'StoreBroken';
}
