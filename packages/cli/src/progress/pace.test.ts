import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Pace', () => {
  it('is empty until there is a rate', () => {
    const pace = new Pace('analyze', 1);
    expect(pace.describe({ done: 1, total: 3 })).toEqual([]);
    vi.advanceTimersByTime(2999);
    expect(pace.describe({ done: 3, total: 3 })).toEqual([]);
  });

  it('shows the rate and the time left', () => {
    const pace = new Pace('analyze', 1);
    vi.advanceTimersByTime(4000);
    expect(pace.describe({ done: 10, total: 100 })).toEqual(['2.5/s', '36s left']);
    expect(pace.describe({ done: 10 })).toEqual(['2.5/s']);
    expect(pace.describe({ done: 100, total: 100 })).toEqual(['25/s']);
  });

  it.each([
    [1, 10, '6.0/min'],
    [2, 10, '12/min'],
    [1, 120, '30/h'],
    [99_999, 10, '10,000/s'],
  ])('%d in %d s are %s', (done, seconds, rate) => {
    const pace = new Pace('embed', 0);
    vi.advanceTimersByTime(seconds * 1000);
    expect(pace.describe({ done })).toEqual([rate]);
  });

  it('shows no rate for stages that read no audio', () => {
    const pace = new Pace('compare', 0);
    vi.advanceTimersByTime(4000);
    expect(pace.describe({ done: 4000 })).toEqual([]);
    expect(pace.describe({ done: 4000, total: 8000 })).toEqual(['4s left']);
  });

  it('counts a download from where it started, and again after it starts over', () => {
    const pace = new Pace('download', 56_103);
    vi.advanceTimersByTime(4000);
    expect(pace.describe({ done: 56_103, total: 90_000 })).toEqual([]);
    expect(pace.describe({ done: 0, total: 90_000 })).toEqual([]);
    vi.advanceTimersByTime(4000);
    expect(pace.describe({ done: 60_000, total: 90_000 })).toEqual(['15 kB/s', '2s left']);
  });

  it('counts items and bytes', () => {
    expect(new Pace('analyze', 0).counts({ done: 1234, total: 75_000 })).toBe('1,234/75,000');
    expect(new Pace('walk', 0).counts({ done: 1234 })).toBe('1,234');
    expect(new Pace('download', 0).counts({ done: 3_400_000, total: 378_000_000 })).toBe('3.40 MB/378 MB');
  });
});
