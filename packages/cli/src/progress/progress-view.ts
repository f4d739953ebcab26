import { basename } from 'node:path';
import type { ProgressEvent, Stage } from '@rbassist/core';
import { formatDuration } from '../output/duration.ts';
import { clearLastLine, complain, drawLine, type Output } from '../output/output.ts';
import { Pace } from './pace.ts';
import { progressLine } from './progress-line.ts';
import { STAGE_LABELS } from './stage-labels.ts';

const DRAW_EVERY_MS = 100;
const USUAL_COLUMNS = 80;
/** Seconds before the first plain line of a stage without `--verbose`, and maximum seconds between lines. */
const FIRST_LINE_S = 5;
const LONGEST_SILENCE_S = 300;

/** Progress of a long job on stderr: a live line on a terminal, occasional plain lines elsewhere. */
export interface ProgressView {
  update(event: ProgressEvent): void;
  /** Prints a line without breaking the live one. */
  line(text: string): void;
  /** Removes the live line. You can call it twice. */
  close(): void;
}

/** Creates the view for this stderr. With `--quiet`, it shows no progress. */
export function createProgressView({ quiet, verbose }: Pick<Output, 'quiet' | 'verbose'>): ProgressView {
  if (quiet) return new SilentView();
  return isLive() ? new LiveView() : new PlainView(verbose ? 0 : FIRST_LINE_S);
}

/** Returns true if stderr is a terminal that can redraw a line, and not a build log. */
function isLive(): boolean {
  const { CI = '', TERM } = process.env;
  return process.stderr.isTTY === true && TERM !== 'dumb' && ['', '0', 'false'].includes(CI);
}

class SilentView implements ProgressView {
  update(): void {}
  line(text: string): void {
    complain(text);
  }
  close(): void {}
}

/** Prints a line after some seconds of a stage, others at growing intervals, and one at the end of a long stage. */
class PlainView implements ProgressView {
  readonly #firstLineS: number;
  #current: { stage: Stage; pace: Pace; nextLineS: number } | undefined;

  constructor(firstLineS: number) {
    this.#firstLineS = firstLineS;
  }

  update({ stage, done, total }: ProgressEvent): void {
    if (this.#current?.stage !== stage)
      this.#current = { stage, pace: new Pace(stage, done), nextLineS: this.#firstLineS };
    const { pace, nextLineS } = this.#current;
    const words = pace.describe({ done, total });
    const { elapsedS } = pace;
    const isLast = done === total && elapsedS >= FIRST_LINE_S;
    if (!isLast && elapsedS < nextLineS) return;
    if (isLast) {
      this.#current = undefined;
      words.push(formatDuration(elapsedS));
    } else this.#current.nextLineS = elapsedS + Math.min(Math.max(elapsedS, FIRST_LINE_S), LONGEST_SILENCE_S);
    this.line([`${STAGE_LABELS[stage]}: ${pace.counts({ done, total })}`, ...words].join(' · '));
  }

  line(text: string): void {
    complain(text);
  }

  close(): void {}
}

class LiveView implements ProgressView {
  #current: { event: ProgressEvent; pace: Pace; words: string[] } | undefined;
  #drawnAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  update(event: ProgressEvent): void {
    const { stage, done } = event;
    const pace = this.#current?.event.stage === stage ? this.#current.pace : new Pace(stage, done);
    this.#current = { event, pace, words: pace.describe(event) };
    const wait = this.#drawnAt + DRAW_EVERY_MS - performance.now();
    if (wait <= 0) this.#draw();
    else this.#timer ??= setTimeout(() => this.#draw(), wait);
  }

  line(text: string): void {
    clearLastLine();
    complain(text);
    this.#draw();
  }

  close(): void {
    this.#current = undefined;
    this.#draw();
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#drawnAt = performance.now();
    if (this.#current === undefined) {
      drawLine('');
      return;
    }
    const { event, pace, words } = this.#current;
    const { stage, done, total, item = '' } = event;
    const parts = {
      label: STAGE_LABELS[stage],
      counts: pace.counts(event),
      pace: words,
      part: total ? Math.min(1, done / total) : undefined,
      item: basename(item),
    };
    drawLine(progressLine(parts, process.stderr.columns || USUAL_COLUMNS));
  }
}
