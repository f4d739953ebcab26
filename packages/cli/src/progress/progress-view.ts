import { basename } from 'node:path';
import type { ProgressEvent, Stage } from '@rbassist/core';
import type { MultiBar, SingleBar } from 'cli-progress';
import { complain, type Output } from '../output/output.ts';
import { Pace } from './pace.ts';
import { STAGE_LABELS } from './stage-labels.ts';

const PLAIN_LINE_EVERY_MS = 5_000;
const NAME_COLUMNS = 36;

/** Progress of a long job on stderr: a live bar per stage on a terminal, plain lines every few seconds elsewhere. */
export interface ProgressView {
  update(event: ProgressEvent): void;
  /** Prints a line without breaking the bar. */
  line(text: string): void;
  /** Removes the bar. Closing twice does no harm. */
  close(): void;
}

/** The view that suits stderr: none if the output is quiet. */
export async function createProgressView({ quiet }: Pick<Output, 'quiet'>): Promise<ProgressView> {
  if (quiet) return new SilentView();
  if (!process.stderr.isTTY) return new PlainView();
  const { MultiBar } = await import('cli-progress');
  return new BarView(
    new MultiBar({
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      format: '{stage} {bar} {percentage}% {done}/{all}{pace} · {item}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
    }),
  );
}

class SilentView implements ProgressView {
  update(): void {}
  line(text: string): void {
    complain(text);
  }
  close(): void {}
}

class PlainView implements ProgressView {
  #current: { stage: Stage; pace: Pace; lineAt: number } | undefined;

  update({ stage, done, total }: ProgressEvent): void {
    const now = performance.now();
    const changed = stage !== this.#current?.stage;
    if (this.#current === undefined || changed) this.#current = { stage, pace: new Pace(stage, done), lineAt: now };
    if (!changed && done !== total && now - this.#current.lineAt < PLAIN_LINE_EVERY_MS) return;
    this.#current.lineAt = now;
    const { pace } = this.#current;
    const all = total === undefined ? '' : `/${pace.amount(total)}`;
    this.line([`${STAGE_LABELS[stage]}: ${pace.amount(done)}${all}`, ...pace.describe({ done, total })].join(' · '));
  }

  line(text: string): void {
    complain(text);
  }

  close(): void {}
}

class BarView implements ProgressView {
  readonly #bars: MultiBar;
  #current: { stage: Stage; pace: Pace; bar: SingleBar } | undefined;

  constructor(bars: MultiBar) {
    this.#bars = bars;
  }

  update({ stage, done, total, item = '' }: ProgressEvent): void {
    if (this.#current?.stage !== stage) {
      if (this.#current) this.#bars.remove(this.#current.bar);
      const pace = new Pace(stage, done);
      const words = barWords(pace, { done, total });
      const bar = this.#bars.create(total ?? 0, done, { stage: STAGE_LABELS[stage], ...words, item: '' });
      this.#current = { stage, pace, bar };
    }
    const { bar, pace } = this.#current;
    bar.setTotal(total ?? done);
    bar.update(done, { ...barWords(pace, { done, total }), item: shorten(basename(item)) });
  }

  line(text: string): void {
    this.#bars.log(`${text}\n`);
    this.#bars.update();
  }

  close(): void {
    this.#bars.stop();
  }
}

function barWords(pace: Pace, { done, total }: Pick<ProgressEvent, 'done' | 'total'>) {
  const words = pace.describe({ done, total }).map((word) => ` · ${word}`);
  return { done: pace.amount(done), all: pace.amount(total ?? done), pace: words.join('') };
}

function shorten(text: string): string {
  return text.length <= NAME_COLUMNS ? text : `…${text.slice(1 - NAME_COLUMNS)}`;
}
