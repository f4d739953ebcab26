import { describe, expect, it } from 'vitest';
import type { CamelotKey } from '../keys/camelot.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { brokenRules } from './transition-rules.ts';

const track = (facts: Partial<MixTrack>): MixTrack => ({
  path: '',
  tags: [],
  tempos: [],
  keys: [],
  state: 'playable',
  ...facts,
});
const tempo = (value: number, probability = 1) => ({ value, probability });
const atBpm = (...tempos: MixTrack['tempos'][number][]) => track({ tempos });
const inKey = (value: CamelotKey) => track({ keys: [{ value, probability: 1 }] });

describe('brokenRules', () => {
  it.each([
    [120, 126, 5, false],
    [120, 127, 5, true],
    [70, 140, 5, false],
    [140, 72, 5, false],
    [140, 75, 5, true],
  ])('%d to %d BPM within %d %% of the fader: broken is %s', (from, to, maxPitchPct, isBroken) => {
    const broken = brokenRules(atBpm(tempo(from)), atBpm(tempo(to)), { maxPitchPct });
    expect(broken.length > 0).toBe(isBroken);
  });

  it('forbids half and double time, also within the fader', () => {
    const [slow, fast] = [atBpm(tempo(70)), atBpm(tempo(140))];
    expect(brokenRules(slow, fast, { noDoubletime: true })).toEqual([{ constraint: 'noDoubletime' }]);
    expect(brokenRules(fast, slow, { noDoubletime: true })).toEqual([{ constraint: 'noDoubletime' }]);
    expect(brokenRules(slow, fast, { noDoubletime: true, maxPitchPct: 5 })).toMatchObject([
      { constraint: 'maxPitchPct', wanted: 5, found: 50 },
      { constraint: 'noDoubletime' },
    ]);
    expect(brokenRules(slow, atBpm(tempo(72)), { noDoubletime: true })).toEqual([]);
  });

  it('forbids keys that clash, and differences in loudness', () => {
    expect(brokenRules(inKey('8A'), inKey('9A'), { keysMustMix: true })).toEqual([]);
    expect(brokenRules(inKey('8A'), inKey('2A'), { keysMustMix: true })).toEqual([{ constraint: 'keysMustMix' }]);
    expect(brokenRules(inKey('8A'), inKey('2A'), { keysMustMix: false })).toEqual([]);
    const [quiet, loud] = [track({ loudnessLufs: -14 }), track({ loudnessLufs: -8 })];
    expect(brokenRules(quiet, loud, { maxLoudnessLu: 6 })).toEqual([]);
    expect(brokenRules(quiet, loud, { maxLoudnessLu: 5 })).toEqual([
      { constraint: 'maxLoudnessLu', wanted: 5, found: 6 },
    ]);
  });

  it('counts the more probable case of uncertain facts, and allows unknown ones', () => {
    const rules = { maxPitchPct: 5, keysMustMix: true, maxLoudnessLu: 1, noDoubletime: true };
    expect(brokenRules(track({}), atBpm(tempo(128)), rules)).toEqual([]);
    const likely = (probability: number) => atBpm(tempo(100, 1 - probability), tempo(128, probability));
    expect(brokenRules(atBpm(tempo(128)), likely(0.6), { maxPitchPct: 5 })).toEqual([]);
    expect(brokenRules(atBpm(tempo(128)), likely(0.4), { maxPitchPct: 5 })).toHaveLength(1);
    // no track could follow one with three possible tempos, if each must be probable
    const unsure = atBpm(tempo(128, 0.4), tempo(85, 0.3), tempo(64, 0.3));
    expect(brokenRules(unsure, atBpm(tempo(127)), { maxPitchPct: 5, noDoubletime: true })).toEqual([]);
  });
});
