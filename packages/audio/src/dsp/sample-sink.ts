/** Growing array of samples whose final length is known only roughly. */
export class SampleSink {
  #samples: Float32Array<ArrayBuffer>;
  #length = 0;

  /** Nothing is copied if `expected` is right. */
  constructor(expected: number) {
    this.#samples = new Float32Array(Math.max(1024, expected));
  }

  get length(): number {
    return this.#length;
  }

  /** Returns space for `count` more samples, which count as written. The view is valid until the next call. */
  extend(count: number): Float32Array<ArrayBuffer> {
    const end = this.#length + count;
    if (end > this.#samples.length) {
      const larger = new Float32Array(Math.max(end, Math.ceil(this.#samples.length * 1.5)));
      larger.set(this.#samples.subarray(0, this.#length));
      this.#samples = larger;
    }
    const added = this.#samples.subarray(this.#length, end);
    this.#length = end;
    return added;
  }

  take(): Float32Array<ArrayBuffer> {
    return this.#length === this.#samples.length ? this.#samples : this.#samples.slice(0, this.#length);
  }

  /** Returns the samples written since the last call. The array is valid until the next write. */
  drain(): Float32Array<ArrayBuffer> {
    const written = this.#samples.subarray(0, this.#length);
    this.#length = 0;
    return written;
  }
}
