import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { speech, voice } from './voice.ts';

describe('speech', () => {
  it('speech fills its time with irregular syllables', () => {
    const syllables = speech(seededRandom(4), 10, 40);
    expect(syllables[0].startS).toBeGreaterThanOrEqual(10);
    expect(syllables[syllables.length - 1].endS).toBeLessThanOrEqual(40);
    const steps = syllables.slice(1).map(({ startS }, i) => startS - syllables[i].startS);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeGreaterThan(3 * Math.min(...steps));
  });

  it('a voice sounds at its syllables', () => {
    const sampleRate = 22_050;
    const syllables = [{ startS: 0.2, endS: 0.5, midi: 50 }];
    const sound = voice(syllables, { sampleRate, frames: sampleRate, random: seededRandom(1) });
    const loudest = (fromS: number, toS: number) =>
      sound.subarray(fromS * sampleRate, toS * sampleRate).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(loudest(0, 0.19)).toBe(0);
    expect(loudest(0.25, 0.45)).toBeGreaterThan(0.1);
    expect(loudest(0.51, 1)).toBe(0);
  });
});
