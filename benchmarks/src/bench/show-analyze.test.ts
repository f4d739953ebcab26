import { describe, expect, it } from 'vitest';
import { showAnalyzeSpeed } from './show-analyze.ts';

describe('showAnalyzeSpeed', () => {
  it('shows every system in every format, and missing systems', () => {
    const text = showAnalyzeSpeed({
      songS: 90,
      formats: [
        {
          format: 'flac',
          systems: [
            { name: 'rbassist', cpuS: 0.5, perCore: 180, timesOurs: 1 },
            { name: 'aubio tempo', cpuS: 0.3, perCore: 300, timesOurs: 0.6 },
          ],
        },
      ],
      missing: ['librosa is not installed'],
    });
    expect(text).toMatch(/flac +rbassist +0\.50 +180 +1\.00/);
    expect(text).toMatch(/flac +aubio tempo +0\.30 +300 +0\.60/);
    expect(text).toContain('Not measured: librosa is not installed');
  });
});
