/**
 * Choices read off a list of numbers, and from a seed after that: the last of the list. A seed of 0 chooses the first of
 * everything, so smaller numbers are a simpler chart, and a failing one shrinks to what it needs.
 */
import { chance } from '../shuffle.ts';

export class Choices {
  readonly #numbers: readonly number[];
  readonly #further: () => number;
  #next = 0;
  constructor(numbers: readonly number[]) {
    const seed = numbers.at(-1) ?? 0;
    this.#numbers = numbers.slice(0, -1);
    this.#further = seed === 0 ? () => 0 : chance(seed);
  }
  below(many: number): number {
    const number = this.#numbers[this.#next];
    this.#next += 1;
    return number === undefined ? Math.floor(this.#further() * many) : number % many;
  }
  /** So many times of a hundred. */
  percent(times: number): boolean {
    return this.below(100) >= 100 - times;
  }
  of<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }
  /** Undefined only for an empty list. */
  ofAny<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.below(list.length)];
  }
}
