/** Typed array that grows by frames of `width` values. */
export class GrowingArray {
  readonly #width: number;
  #values: Float32Array<ArrayBuffer>;
  #length = 0;

  constructor(width = 1) {
    this.#width = width;
    this.#values = new Float32Array(4096 * width);
  }

  /** Adds a frame of zeros. Returns its start in {@link values}. */
  extend(): number {
    const start = this.#length;
    this.#length += this.#width;
    if (this.#length > this.#values.length) {
      const larger = new Float32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    return start;
  }

  /** Array to fill. Growing replaces it. */
  get values(): Float32Array<ArrayBuffer> {
    return this.#values;
  }

  /** Returns a copy with only the frames added so far. */
  take(): Float32Array<ArrayBuffer> {
    return this.#values.slice(0, this.#length);
  }
}
