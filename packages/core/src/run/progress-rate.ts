import type { ProgressEvent } from './run-options.ts';
import { BYTE_STAGES, type Stage } from './stages.ts';

/** Minimum seconds before a rate is known. */
const SHORTEST_S = 3;

/** Rate of a stage of a long job, and the time that it still takes. */
export interface MeasuredRate {
  /** Items per second; bytes per second of a stage that counts bytes. */
  perSecond: number;
  /** Seconds left; absent if the total is unknown, or all is done. */
  secondsLeft?: number;
}

/** Measures the rate of one stage of a long job from its progress events. */
export class ProgressRate {
  /** Start of the stage, and the part of a download that was done before it. */
  #startedAt = performance.now();
  #before: number;
  #lastDone: number;

  /** @param done Items that were done when the stage began. */
  constructor(stage: Stage, done: number) {
    this.#before = BYTE_STAGES.has(stage) ? done : 0;
    this.#lastDone = done;
  }

  /** Seconds since the stage began. */
  get elapsedS(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** Returns the rate so far; undefined in the first seconds, and until something is done. */
  measure({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): MeasuredRate | undefined {
    // a restarted download
    if (done < this.#lastDone) [this.#startedAt, this.#before] = [performance.now(), done];
    this.#lastDone = done;
    const { elapsedS } = this;
    const finished = done - this.#before;
    if (elapsedS < SHORTEST_S || finished <= 0) return undefined;
    const perSecond = finished / elapsedS;
    return { perSecond, ...(total !== undefined && total > done && { secondsLeft: (total - done) / perSecond }) };
  }
}
