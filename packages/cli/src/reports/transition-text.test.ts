import { mixTrack, rateTransition, SCORE_PARTS, type TrackRecord, WEIGHT_PRESETS } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { explainMix, mixText } from './transition-text.ts';

const A: TrackRecord = {
  bpm: 128,
  key: '8A',
  energy: 0.6,
  loudness_lufs: -9,
  mytags: ['peak', 'dark'],
};
const B: TrackRecord = { bpm: 126, key: '9A', energy: 0.72, loudness_lufs: -8.2, mytags: ['dark'] };

function mix(a: TrackRecord, b: TrackRecord) {
  const tracks = { from: mixTrack('/a.mp3', a), to: mixTrack('/b.mp3', b) };
  return { tracks, transition: rateTransition({ ...tracks, distance: 0.1 }, WEIGHT_PRESETS.balanced) };
}

const short = (a: TrackRecord, b: TrackRecord, keyNotation: 'camelot' | 'short' = 'camelot') => {
  const { tracks, transition } = mix(a, b);
  return mixText(transition, tracks, { keyNotation });
};
const long = (a: TrackRecord, b: TrackRecord) => {
  const { tracks, transition } = mix(a, b);
  return explainMix(transition, tracks, {});
};
const line = (lines: readonly string[], label: string) => lines.find((each) => each.startsWith(label)) ?? '';

describe('mixText', () => {
  it('gives the change of the pitch fader and the keys', () => {
    expect(short(A, B)).toBe('+1.6 %, 8A→9A');
    expect(short(B, A)).toBe('−1.6 %, 9A→8A');
    expect(short(A, A)).toBe('±0 %, 8A→8A');
    expect(short(A, B, 'short')).toBe('+1.6 %, Am→Em');
  });

  it('tells half and double time', () => {
    expect(short({ bpm: 87 }, { bpm: 174 })).toBe('±0 % 2x');
    expect(short({ bpm: 174 }, { bpm: 88 })).toBe('−1.1 % 1/2x');
  });

  it('marks what is unsure or unknown', () => {
    expect(short({}, {})).toBe('-');
    expect(short({ bpm: 128, key: '8A' }, { bpm: 128 })).toBe('±0 %, 8A→?');
    expect(short({ key: '8A', key_confidence: 0.3 }, { key: '9A', key_confidence: 0.8 })).toBe('8A?→9A');
  });

  it('marks keys that clash as stored, but probably mix', () => {
    const unsure = { key: '8B', key_confidence: 0.5, key_candidates: [{ key: '7A', confidence: 0.45 }] };
    expect(short(unsure, { key: '6A' })).toBe('8B?→6A');
    expect(short({ key: '6A' }, unsure)).toBe('6A→8B?');
    expect(short({ key: '8B', key_confidence: 0.9 }, { key: '6A' })).toBe('8B→6A');
    expect(line(long(unsure, { key: '6A' }), 'Key')).toMatch(/8B → 6A keys clash, key uncertain$/);
  });
});

describe('explainMix', () => {
  it('explains every part in words', () => {
    const lines = long(A, B);
    expect(lines).toHaveLength(SCORE_PARTS.length);
    expect(line(lines, 'Sound')).toMatch(/^Sound +0\.90 +sound alike$/);
    expect(line(lines, 'Tempo')).toMatch(/^Tempo +0\.\d\d +\+1\.6 % tempo$/);
    expect(line(lines, 'Key')).toMatch(/^Key +0\.90 +8A → 9A energy up$/);
    expect(line(lines, 'Energy')).toMatch(/ energy \+0\.12$/);
    expect(line(lines, 'Tags')).toMatch(/ shared tags: dark$/);
    expect(line(lines, 'Bass line')).toMatch(/^Bass line +- +unknown; it counts as average$/);
  });

  it('uses the notation of the tables', () => {
    const { tracks, transition } = mix(A, B);
    expect(line(explainMix(transition, tracks, { keyNotation: 'short' }), 'Key')).toContain('Am → Em');
  });

  it('survives tracks about which nothing is known', () => {
    const lines = long({}, {});
    expect(lines.filter((each) => each.endsWith('unknown; it counts as average'))).toHaveLength(SCORE_PARTS.length - 1);
  });

  it('says that a key is uncertain', () => {
    expect(line(long({ ...A, key_confidence: 0.4 }, B), 'Key')).toMatch(/8A → 9A energy up, key uncertain$/);
  });
});
