import { notify, type RunOptions } from '../run/run-options.ts';

const REST_EVERY_MS = 20;
/** Steps of one search, so that its result does not depend on the clock: some seconds of a usual computer. */
const MOST_STEPS = 60_000_000;
const PERCENT = 100;

/** Lets the event loop run during a long search, and tells when the search must end. */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: RunOptions['onProgress'];
  readonly #endMs: number;
  #restedMs = performance.now();
  #steps = 0;
  /** True once {@link isOver} was true after an abort, or after the time limit. */
  wasAborted = false;
  wasTimedOut = false;

  constructor({
    signal,
    onProgress,
    timeLimitS = Number.POSITIVE_INFINITY,
  }: RunOptions & { timeLimitS?: number | undefined }) {
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.#endMs = this.#restedMs + 1000 * timeLimitS;
  }

  /** True after an abort, or when the time is over. */
  get isOver(): boolean {
    this.wasAborted ||= this.#signal?.aborted === true;
    this.wasTimedOut ||= !this.wasAborted && performance.now() >= this.#endMs;
    return this.wasAborted || this.wasTimedOut;
  }

  /** True if a search has made all its steps, and must not begin anything new. */
  get isSpent(): boolean {
    return this.#steps >= MOST_STEPS;
  }

  /** Begins a search with steps of its own. */
  renew(): void {
    this.#steps = 0;
  }

  /** Counts steps: each compares one track at one place, or one change of a plan. */
  spend(steps: number): void {
    this.#steps += steps;
  }

  /** True if {@link rest} should be called. */
  get isDue(): boolean {
    return performance.now() - this.#restedMs >= REST_EVERY_MS;
  }

  /** Runs other tasks, among them the one that may abort. */
  async rest(): Promise<void> {
    const done = Math.min(PERCENT - 1, Math.floor((PERCENT * this.#steps) / MOST_STEPS));
    notify(this.#onProgress, { stage: 'plan', done, total: PERCENT });
    await new Promise((resolve) => setImmediate(resolve));
    this.#restedMs = performance.now();
  }
}
