import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Pace', () => {
  it('tells nothing until there is a rate', () => {
    const pace = new Pace('files', 1);
    expect(pace.describe({ done: 1, total: 3 })).toEqual([]);
    vi.advanceTimersByTime(999);
    expect(pace.describe({ done: 3, total: 3 })).toEqual([]);
  });

  it('tells the rate and the time left', () => {
    const pace = new Pace('analyze', 1);
    vi.advanceTimersByTime(4000);
    expect(pace.describe({ done: 10, total: 100 })).toEqual(['2.5/s', '36s left']);
    expect(pace.describe({ done: 10 })).toEqual(['2.5/s']);
    expect(pace.describe({ done: 100, total: 100 })).toEqual(['25.0/s']);
  });

  it('counts a download from where it started, and again after it starts over', () => {
    const pace = new Pace('download', 56_103);
    vi.advanceTimersByTime(2000);
    expect(pace.describe({ done: 56_103, total: 90_000 })).toEqual([]);
    expect(pace.describe({ done: 0, total: 90_000 })).toEqual([]);
    vi.advanceTimersByTime(2000);
    expect(pace.describe({ done: 30_000, total: 90_000 })).toEqual(['15 kB/s', '4s left']);
  });
});
