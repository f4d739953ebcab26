import { hasBrowser, launchBrowser } from '@rbassist/testing/chromium';
import type { Page } from 'playwright-core';

/** Figures of the page in Chromium. */
export interface PageFigures {
  /** Time from `began` until the first row was on the screen. */
  firstRowMs: number;
  /** Frames while the whole table was scrolled, and those that took over 50 ms. */
  frames: number;
  longFrames: number;
  longestMs: number;
}

const LONG_MS = 50;
/** A second has 60 frames. */
const SCROLL_FRAMES = 900;
const QUIET_MS = 2000;
const TRACED = ['devtools.timeline', 'disabled-by-default-devtools.timeline.frame'];

/** Programs of the page: this one's types are those of Node. */
const NEXT_FRAMES = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';
const SCROLL = `(async () => {
  const grid = document.querySelector('[role="grid"]');
  const scroller = [grid, ...grid.querySelectorAll('*')].find((each) => each.scrollHeight > 2 * each.clientHeight);
  const step = (scroller.scrollHeight - scroller.clientHeight) / ${SCROLL_FRAMES};
  for (let i = 1; i <= ${SCROLL_FRAMES}; i++) {
    scroller.scrollTop = i * step;
    await new Promise(requestAnimationFrame);
  }
})()`;

interface TraceEvent {
  name: string;
  /** Microseconds. */
  ts: number;
}

/** Opens the page and scrolls its table from end to end. Returns undefined without Chromium. */
export async function pageFigures(url: Promise<string>, began: number): Promise<PageFigures | undefined> {
  if (!hasBrowser) return undefined;
  await using browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(await url);
  await page.locator('[role="grid"] [data-index]').first().waitFor();
  // the frame after the next one shows what was there before it
  await page.evaluate(NEXT_FRAMES);
  const firstRowMs = performance.now() - began;
  // the counts and waveforms of the start are no part of scrolling
  await page.waitForTimeout(QUIET_MS);
  return { firstRowMs, ...framesOf(await traced(page)) };
}

async function traced(page: Page): Promise<TraceEvent[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', { traceConfig: { includedCategories: TRACED } });
  await page.evaluate(SCROLL);
  await session.send('Tracing.end');
  await ended;
  return events;
}

function framesOf(events: readonly TraceEvent[]): Omit<PageFigures, 'firstRowMs'> {
  const drawn = events.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts / 1000);
  drawn.sort((a, b) => a - b);
  const gaps = drawn.slice(1).map((ms, i) => ms - drawn[i]);
  const longFrames = gaps.filter((ms) => ms > LONG_MS).length;
  return { frames: gaps.length, longFrames, longestMs: gaps.reduce((longest, ms) => Math.max(longest, ms), 0) };
}
