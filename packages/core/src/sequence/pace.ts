const REST_EVERY_MS = 20;

/** Lets the event loop run during a long search, and tells when the search must end. */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  readonly #endMs: number;
  #restedMs = performance.now();
  /** True once {@link isOver} was true, so that the search ended early. */
  hasEnded = false;

  constructor({ signal, timeLimitS = Number.POSITIVE_INFINITY }: { signal?: AbortSignal; timeLimitS?: number }) {
    this.#signal = signal;
    this.#endMs = this.#restedMs + 1000 * timeLimitS;
  }

  /** True after an abort, or when the time is over. */
  get isOver(): boolean {
    this.hasEnded ||= this.#signal?.aborted === true || performance.now() >= this.#endMs;
    return this.hasEnded;
  }

  /** True if {@link rest} should be called. */
  get isDue(): boolean {
    return performance.now() - this.#restedMs >= REST_EVERY_MS;
  }

  /** Runs other tasks, among them the one that may abort. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#restedMs = performance.now();
  }
}
