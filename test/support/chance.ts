/** A small generator of numbers from a seed (mulberry32): the same seed is the same morning. */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b_79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  }
  /** True once in so many. */
  in(n: number): boolean {
    return this.below(n) === 0;
  }
  of<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}
