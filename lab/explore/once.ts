/** What hangs on two things that do not change, worked out once for each pair of them. */
export class Once<Value> {
  readonly #known = new WeakMap<object, Map<unknown, Value>>();

  of(one: object, other: unknown, make: () => Value): Value {
    const known = this.#known.get(one) ?? new Map<unknown, Value>();
    this.#known.set(one, known);
    const found = known.get(other);
    if (found !== undefined) return found;
    const made = make();
    known.set(other, made);
    return made;
  }
}
