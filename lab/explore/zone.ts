/**
 * A zone: the ages that deadlines may have at one moment, as bounds on their differences (a difference-bound matrix,
 * closed by Floyd and Warshall, so that two zones are equal when their numbers are). Ages are whole milliseconds.
 *
 * Row 0 is the moment a deadline was armed, age 0; entry (i, j) says: age i less age j is at most so much.
 */
export class Zone {
  readonly size: number;
  readonly bounds: Float64Array;

  constructor(size: number, bounds: Float64Array) {
    this.size = size;
    this.bounds = bounds;
  }

  /** So many clocks, all of them at 0. */
  static begun(clocks: number): Zone {
    return new Zone(clocks + 1, new Float64Array((clocks + 1) ** 2));
  }

  /** As time goes by: all ages grow by the same. */
  elapsed(): Zone {
    const bounds = this.bounds.slice();
    for (let row = 1; row < this.size; row++) bounds[row * this.size] = Infinity;
    return new Zone(this.size, bounds);
  }

  /** Where each age is at most so much, and one of them exactly; null where that cannot be. */
  within(atMost: readonly number[], exactly: { readonly clock: number; readonly age: number } | null): Zone | null {
    const bounds = this.bounds.slice();
    const lower = (at: number, to: number): void => void (bounds[at] = Math.min(bounds[at] as number, to));
    atMost.forEach((age, index) => lower((index + 1) * this.size, age));
    if (exactly !== null) lower(exactly.clock + 1, -exactly.age);
    return closed(this.size, bounds);
  }

  /** Of these clocks alone, and behind them so many that begin now. */
  kept(clocks: readonly number[], fresh: number): Zone {
    // A clock that begins now has the age that row 0 has: none.
    const from = [0, ...clocks.map((clock) => clock + 1), ...Array.from({ length: fresh }, () => 0)];
    const bounds = new Float64Array(from.length ** 2);
    from.forEach((row, at) =>
      from.forEach((column, to) => (bounds[at * from.length + to] = this.bounds[row * this.size + column] as number)),
    );
    return new Zone(from.length, bounds);
  }

  isIn(other: Zone): boolean {
    return this.bounds.every((bound, at) => bound <= (other.bounds[at] as number));
  }
}

function closed(size: number, bounds: Float64Array): Zone | null {
  for (let by = 0; by < size; by++)
    for (let row = 0; row < size; row++) {
      const first = bounds[row * size + by] as number;
      for (let column = 0; column < size; column++) {
        const sum = first + (bounds[by * size + column] as number);
        if (sum < (bounds[row * size + column] as number)) bounds[row * size + column] = sum;
      }
    }
  for (let at = 0; at < size; at++) if ((bounds[at * size + at] as number) < 0) return null;
  return new Zone(size, bounds);
}
