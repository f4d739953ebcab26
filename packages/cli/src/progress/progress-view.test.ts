import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { complain } from '../output/output.ts';
import { createProgressView } from './progress-view.ts';

/** Clears the rest, from the live line on, and waits at its start. */
const CLEAR = '\x1b[K\x1b[J\r';
const USUAL = { quiet: false, verbose: false };

let stderr: MockInstance<typeof process.stderr.write>;
const written = () => stderr.mock.calls.map(([chunk]) => chunk).join('');

function isTerminal(isTTY: boolean, columns = 80): void {
  vi.spyOn(process.stderr, 'isTTY', 'get').mockReturnValue(isTTY);
  vi.spyOn(process.stderr, 'columns', 'get').mockReturnValue(columns);
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const name of ['isTTY', 'columns'] as const)
    Object.defineProperty(process.stderr, name, { get: () => undefined, configurable: true });
  stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.stubEnv('CI', '');
  vi.stubEnv('TERM', 'xterm');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('in a pipe', () => {
  beforeEach(() => isTerminal(false));

  it('prints nothing for a short stage', () => {
    const view = createProgressView(USUAL);
    for (let done = 0; done <= 40; done++) {
      view.update({ stage: 'analyze', done, total: 40, item: 'x.mp3' });
      vi.advanceTimersByTime(100);
    }
    expect(written()).toBe('');
  });

  it('prints a long stage at growing intervals, and its end', () => {
    const view = createProgressView(USUAL);
    for (let done = 0; done <= 400; done++) {
      view.update({ stage: 'analyze', done, total: 400 });
      if (done < 400) vi.advanceTimersByTime(250);
    }
    view.update({ stage: 'analyze', done: 400, total: 400 });
    expect(written().trimEnd().split('\n')).toEqual([
      'Analysing: 20/400 · 4.0/s · 1m 35s left',
      'Analysing: 40/400 · 4.0/s · 1m 30s left',
      'Analysing: 80/400 · 4.0/s · 1m 20s left',
      'Analysing: 160/400 · 4.0/s · 1m 00s left',
      'Analysing: 320/400 · 4.0/s · 20s left',
      'Analysing: 400/400 · 4.0/s · 1m 40s',
    ]);
  });

  it('prints each stage as it begins with --verbose', () => {
    const view = createProgressView({ ...USUAL, verbose: true });
    view.update({ stage: 'walk', done: 0 });
    view.update({ stage: 'stage', done: 1, total: 3 });
    view.update({ stage: 'stage', done: 2, total: 3 });
    view.update({ stage: 'stage', done: 3, total: 3 });
    expect(written()).toBe('Looking for music: 0\nStaging: 1/3\n');
  });

  it('is never silent for long', () => {
    const view = createProgressView(USUAL);
    for (let minute = 0; minute <= 60; minute++) {
      view.update({ stage: 'embed', done: minute, total: 1000 });
      vi.advanceTimersByTime(60_000);
    }
    expect(written().split('\n').length).toBeGreaterThan(10);
    expect(written().split('\n').length).toBeLessThan(20);
  });
});

it.each([
  ['CI', 'true'],
  ['TERM', 'dumb'],
])('draws nothing if %s is %s', (name, value) => {
  isTerminal(true);
  vi.stubEnv(name, value);
  const view = createProgressView(USUAL);
  view.update({ stage: 'analyze', done: 1, total: 2 });
  vi.advanceTimersByTime(6000);
  view.update({ stage: 'analyze', done: 1, total: 2 });
  view.close();
  expect(written()).toBe('Analysing: 1/2 · 10/min · 6s left\n');
});

describe('on a terminal', () => {
  it('draws one line that fits, and clears it', () => {
    isTerminal(true, 40);
    const view = createProgressView(USUAL);
    view.update({ stage: 'analyze', done: 0, total: 2, item: `${'long '.repeat(30)}.mp3` });
    expect(written()).toBe('');
    vi.advanceTimersByTime(100);
    expect(written()).toBe(`\rAnalysing 0% 0/2 · long long long long…${CLEAR}`);
    stderr.mockClear();
    isTerminal(true, 30);
    view.update({ stage: 'analyze', done: 1, total: 2, item: '\x1b[2J.mp3' });
    view.update({ stage: 'analyze', done: 2, total: 2, item: '\x1b[2J.mp3' });
    vi.advanceTimersByTime(100);
    expect(written()).toBe(`\rAnalysing 100% 2/2${CLEAR}`);
    stderr.mockClear();
    view.close();
    view.close();
    vi.runAllTimers();
    expect(written()).toBe(`\r${CLEAR}`);
  });

  it('keeps other lines whole, and draws its own again below them', () => {
    isTerminal(true);
    const view = createProgressView(USUAL);
    view.update({ stage: 'walk', done: 7 });
    vi.advanceTimersByTime(100);
    stderr.mockClear();
    view.line('a\x1b');
    complain('b');
    expect(written()).toBe(`\r${CLEAR}a\\x1b\n\rLooking for music 7${CLEAR}\r${CLEAR}b\n`);
    view.close();
  });
});

it('clears the "^C" of the terminal before a line, also if none of its own is drawn', () => {
  isTerminal(true);
  createProgressView(USUAL).line('Stopping');
  expect(written()).toBe(`\r${CLEAR}Stopping\n`);
});

it('prints only lines with --quiet', () => {
  isTerminal(true);
  const view = createProgressView({ ...USUAL, quiet: true });
  view.update({ stage: 'walk', done: 7 });
  vi.runAllTimers();
  view.line('failed');
  view.close();
  expect(written()).toBe('failed\n');
});
