import type { MultiBar, SingleBar } from 'cli-progress';
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

/** The view that fits where stderr goes. */
export async function createProgressView(output: Output): Promise<ProgressView> {
  if (output.quiet) return new SilentView();
  if (!process.stderr.isTTY) return new PlainView();
  const { MultiBar } = await import('cli-progress');
  return new BarView(
    new MultiBar({
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      format: '{stage} {bar} {percentage}% {value}/{total} · {rate} · {left} left · {item}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
    }),
  );
}

/** Finished items per second of one stage, and the time its rest will take. */
class Pace {
  readonly #started = performance.now();

  describe(done: number, total: number | undefined): { rate: string; left: string } {
    const perSecond = done / Math.max(0.001, (performance.now() - this.#started) / 1000);
    const rate = perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
    const left = total === undefined || done === 0 ? '?' : duration((total - done) / perSecond);
    return { rate, left };
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
  #stage = '';
  #pace = new Pace();
  #lastLine = 0;

  update(stage: string, done: number, total: number | undefined): void {
    const changed = stage !== this.#stage;
    if (changed) {
      this.#stage = stage;
      this.#pace = new Pace();
    }
    const now = performance.now();
    if (!changed && done !== total && now - this.#lastLine < PLAIN_LINE_EVERY_MS) return;
    this.#lastLine = now;
    const { rate, left } = this.#pace.describe(done, total);
    const rest = done > 0 ? ` · ${rate} · ${left} left` : '';
    this.line(total === undefined ? `${stage}: ${done}` : `${stage}: ${done}/${total}${rest}`);
  }

  line(text: string): void {
    complain(text);
  }

  close(): void {}
}

class BarView implements ProgressView {
  readonly #bars: MultiBar;
  #bar: SingleBar | undefined;
  #stage = '';
  #pace = new Pace();

  constructor(bars: MultiBar) {
    this.#bars = bars;
  }

  update(stage: string, done: number, total: number | undefined, item = ''): void {
    if (stage !== this.#stage) {
      if (this.#bar) this.#bars.remove(this.#bar);
      this.#stage = stage;
      this.#pace = new Pace();
      this.#bar = this.#bars.create(total ?? 0, done, { stage, rate: '', left: '?', item: '' });
    }
    this.#bar?.setTotal(total ?? done);
    this.#bar?.update(done, { ...this.#pace.describe(done, total), item: shorten(item) });
  }

  line(text: string): void {
    this.#bars.log(`${text}\n`);
    this.#bars.update();
  }

  close(): void {
    this.#bars.stop();
  }
}

function shorten(text: string): string {
  return text.length <= NAME_COLUMNS ? text : `…${text.slice(1 - NAME_COLUMNS)}`;
}
