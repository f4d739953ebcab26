import { BYTE_STAGES, type ProgressEvent, ProgressRate, type Stage } from '@rbassist/core';
import { formatBytes } from '../output/byte-size.ts';
import { formatCount } from '../output/count.ts';
import { formatDuration } from '../output/duration.ts';
import { RATED_STAGES } from './stage-labels.ts';

const RATE_UNITS = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
] as const;

/** Formats the progress of a stage: counts, rate and time left. */
export class Pace {
  readonly #countsBytes: boolean;
  readonly #isRated: boolean;
  readonly #measured: ProgressRate;

  constructor(stage: Stage, done: number) {
    this.#countsBytes = BYTE_STAGES.has(stage);
    this.#isRated = RATED_STAGES.has(stage);
    this.#measured = new ProgressRate(stage, done);
  }

  get elapsedS(): number {
    return this.#measured.elapsedS;
  }

  /** Returns the counts as text, for example "12", "12/75,000" or "3.4 MB/378 MB". */
  counts({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): string {
    const amount = this.#countsBytes ? formatBytes : formatCount;
    return total === undefined ? amount(done) : `${amount(done)}/${amount(total)}`;
  }

  /** Returns the rate and the time left if they are known, e.g. ["2.5/s", "3m 20s left"]. */
  describe(event: Pick<ProgressEvent, 'done' | 'total'>): string[] {
    const measured = this.#measured.measure(event);
    if (measured === undefined) return [];
    const { perSecond, secondsLeft } = measured;
    const words = this.#isRated ? [this.#rate(perSecond)] : [];
    if (secondsLeft !== undefined) words.push(`${formatDuration(secondsLeft)} left`);
    return words;
  }

  #rate(perSecond: number): string {
    if (this.#countsBytes) return `${formatBytes(perSecond)}/s`;
    const [unit, seconds] = RATE_UNITS.find(([, length]) => perSecond * length >= 1) ?? RATE_UNITS[2];
    const rate = perSecond * seconds;
    return `${rate >= 9.95 ? formatCount(Math.round(rate)) : rate.toFixed(1)}/${unit}`;
  }
}
