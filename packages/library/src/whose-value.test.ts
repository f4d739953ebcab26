import { describe, expect, it } from 'vitest';
import { digest, isMeasured, keptBpm, mayReplace } from './whose-value.ts';

const measured = { bpm: 128, bpm_confidence: 0.9, analysis_signature: '1_1', analysis_wrote: { bpm: digest(128) } };

describe('a value', () => {
  it('is measured while it is what the analysis wrote', () => {
    expect(isMeasured(measured, 'bpm')).toBe(true);
    expect(isMeasured({ ...measured, bpm: 128.01 }, 'bpm')).toBe(false);
    expect(isMeasured({ ...measured, bpm_confidence: undefined }, 'bpm')).toBe(false);
    expect(isMeasured({ bpm: 128, bpm_confidence: 0.9 }, 'bpm')).toBe(false);
  });

  it('may be replaced where there is none', () => {
    expect(mayReplace({}, 'cues')).toBe(true);
    expect(mayReplace({ cues: [] }, 'cues')).toBe(true);
    expect(mayReplace({ bpm: null }, 'bpm')).toBe(true);
    // someone took away what the analysis had set
    expect(mayReplace({ cues: [], analysis_wrote: { cues: digest([{ name: 'A' }]) } }, 'cues')).toBe(false);
  });
});

describe('keptBpm', () => {
  it('is what someone set, nothing where it was measured, and the tag’s where that would be taken', () => {
    expect(keptBpm({ bpm: 99 }, '1_1')).toBe(99);
    expect(keptBpm(measured, '1_1')).toBeUndefined();
    expect(keptBpm(measured, '2_2')).toBe('tag');
    expect(keptBpm({ bpm: null }, '1_1')).toBe('tag');
    expect(keptBpm(undefined, '1_1')).toBe('tag');
  });
});
