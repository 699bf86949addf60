/** Who wants to hear that something changed, in this process. */

export interface Followers {
  /** Adds one; the answer removes it again. */
  add(changed: () => void): () => void;
  /** Calls everyone soon, never inside the caller's own turn. */
  tell(): void;
  clear(): void;
}

/** Many commits of one moment are one call: a follower asks the feed what changed, so more would only be more asking. */
export function followers(): Followers {
  const all = new Set<{ readonly changed: () => void }>();
  let telling = false;
  return {
    add(changed) {
      // An object each, so the same function may follow twice and leave once.
      const follower = { changed };
      all.add(follower);
      return () => void all.delete(follower);
    },
    tell() {
      if (telling || all.size === 0) return;
      telling = true;
      setImmediate(() => {
        telling = false;
        for (const follower of [...all]) {
          try {
            follower.changed();
          } catch (error) {
            // One board's bug must not silence the others, and must not pass unseen.
            process.emitWarning(error instanceof Error ? error : String(error));
          }
        }
      });
    },
    clear: () => all.clear(),
  };
}
