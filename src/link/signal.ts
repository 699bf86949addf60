/** Something that happens, and who wants to hear of it. */
export interface Signal<T> {
  /** Returns how to stop hearing. */
  readonly on: (listener: (news: T) => void) => () => void;
  readonly fire: (news: T) => void;
}

export function signal<T = void>(): Signal<T> {
  const listeners = new Set<(news: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    fire: (news) => listeners.forEach((listener) => listener(news)),
  };
}
