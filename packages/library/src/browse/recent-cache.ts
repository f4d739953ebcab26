/** Keeps the values of the keys that were asked for last. */
export class RecentCache<Value> {
  readonly #values = new Map<string, Value>();
  readonly #most: number;

  /** @param most Number of values to keep. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Returns the value of a key, made by `make` if it is not kept. */
  get(key: string, make: () => Value): Value {
    const value = this.peek(key) ?? make();
    this.set(key, value);
    return value;
  }

  /** Keeps a value, in place of the one that was not used for longest. */
  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#most) return;
    const [oldest] = this.#values.keys();
    this.#values.delete(oldest);
  }

  /** Returns the value of a key if it is kept. */
  peek(key: string): Value | undefined {
    return this.#values.get(key);
  }
}
