/** Numbers that keep coming, in one typed array: frames of `width` values each. */
export class GrowingArray {
  readonly #width: number;
  #values: Float32Array<ArrayBuffer>;
  #length = 0;

  /** @param width Values per frame. */
  constructor(width = 1) {
    this.#width = width;
    this.#values = new Float32Array(4096 * width);
  }

  /** Room for one more frame: where in {@link values} it begins. */
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

  /** What is being filled; another array after it grew. */
  get values(): Float32Array<ArrayBuffer> {
    return this.#values;
  }

  /** Everything so far, in an array of exactly that length. */
  take(): Float32Array<ArrayBuffer> {
    return this.#values.slice(0, this.#length);
  }
}
