import type { MultiBar, SingleBar } from 'cli-progress';
import { formatBytes } from './byte-size.ts';
import { complain, type Output } from './output.ts';

const PLAIN_LINE_EVERY_MS = 5_000;
const NAME_COLUMNS = 36;

/** Shows how far a long job is, on stderr: a live bar per stage on a terminal, plain lines every few seconds elsewhere. */
export interface ProgressView {
  /** `total` is undefined while it is not known. */
  update(stage: string, done: number, total: number | undefined, item?: string): void;
  /** Prints a line without breaking the bar. */
  line(text: string): void;
  /** Takes the bar off the screen. Call it whatever happens. */
  close(): void;
}

/** How what is counted is written. */
interface Measure {
  amount: (count: number) => string;
  rate: (perSecond: number) => string;
}

const MEASURES = {
  items: {
    amount: String,
    rate: (perSecond) => (perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`),
  },
  bytes: { amount: formatBytes, rate: (perSecond) => `${formatBytes(perSecond)}/s` },
} satisfies Record<string, Measure>;

/** The view that fits where stderr goes, of a job that is counted in items or in bytes. */
export async function createProgressView(
  output: Output,
  counted: keyof typeof MEASURES = 'items',
): Promise<ProgressView> {
  const measure = MEASURES[counted];
  if (output.quiet) return new SilentView();
  if (!process.stderr.isTTY) return new PlainView(measure);
  const { MultiBar } = await import('cli-progress');
  return new BarView(
    new MultiBar({
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      format: '{stage} {bar} {percentage}% {done}/{all} · {rate} · {left} left · {item}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
    }),
    measure,
  );
}

/** What is finished per second of one stage, and the time its rest will take. */
class Pace {
  readonly #started = performance.now();
  /** What was done before this stage was watched, such as an earlier part of a download. */
  readonly #before: number;
  readonly #measure: Measure;

  constructor(measure: Measure, before: number) {
    this.#measure = measure;
    this.#before = before;
  }

  describe(done: number, total: number | undefined): { rate: string; left: string } {
    const now = done - this.#before;
    const perSecond = now / Math.max(0.001, (performance.now() - this.#started) / 1000);
    const left = total === undefined || now <= 0 ? '?' : duration((total - done) / perSecond);
    return { rate: this.#measure.rate(perSecond), left };
  }
}

/** Seconds as a person says them: "45s", "3m 20s", "2h 05m". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${pad(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h ${pad(Math.floor((whole % 3600) / 60))}m`;
}

class SilentView implements ProgressView {
  update(): void {}
  line(text: string): void {
    complain(text);
  }
  close(): void {}
}

class PlainView implements ProgressView {
  readonly #measure: Measure;
  #stage = '';
  #pace: Pace;
  #lastLine = 0;

  constructor(measure: Measure) {
    this.#measure = measure;
    this.#pace = new Pace(measure, 0);
  }

  update(stage: string, done: number, total: number | undefined): void {
    const changed = stage !== this.#stage;
    if (changed) {
      this.#stage = stage;
      this.#pace = new Pace(this.#measure, paceStart(this.#measure, done));
    }
    const now = performance.now();
    if (!changed && done !== total && now - this.#lastLine < PLAIN_LINE_EVERY_MS) return;
    this.#lastLine = now;
    const { rate, left } = this.#pace.describe(done, total);
    const rest = done > 0 ? ` · ${rate} · ${left} left` : '';
    const { amount } = this.#measure;
    this.line(total === undefined ? `${stage}: ${amount(done)}` : `${stage}: ${amount(done)}/${amount(total)}${rest}`);
  }

  line(text: string): void {
    complain(text);
  }

  close(): void {}
}

class BarView implements ProgressView {
  readonly #bars: MultiBar;
  #bar: SingleBar | undefined;
  readonly #measure: Measure;
  #stage = '';
  #pace: Pace;

  constructor(bars: MultiBar, measure: Measure) {
    this.#bars = bars;
    this.#measure = measure;
    this.#pace = new Pace(measure, 0);
  }

  update(stage: string, done: number, total: number | undefined, item = ''): void {
    if (stage !== this.#stage) {
      if (this.#bar) this.#bars.remove(this.#bar);
      this.#stage = stage;
      this.#pace = new Pace(this.#measure, paceStart(this.#measure, done));
      this.#bar = this.#bars.create(total ?? 0, done, { stage, ...this.#words(done, total), item: '' });
    }
    this.#bar?.setTotal(total ?? done);
    this.#bar?.update(done, { ...this.#words(done, total), item: shorten(item) });
  }

  #words(done: number, total: number | undefined) {
    const { amount } = this.#measure;
    return { done: amount(done), all: amount(total ?? done), ...this.#pace.describe(done, total) };
  }

  line(text: string): void {
    this.#bars.log(`${text}\n`);
    this.#bars.update();
  }

  close(): void {
    this.#bars.stop();
  }
}

/** Bytes may have been there before; the first item of a job was finished while it was watched. */
function paceStart(measure: Measure, done: number): number {
  return measure === MEASURES.bytes ? done : 0;
}

function shorten(text: string): string {
  return text.length <= NAME_COLUMNS ? text : `…${text.slice(1 - NAME_COLUMNS)}`;
}
