import { describe, expect, it } from 'vitest';
import { centroid, repetition } from './audio-measures.ts';
import { renderSong } from './render-song.ts';
import { STYLE_NAMES, STYLES, type StyleName } from './styles.ts';

const SAMPLE_RATE = 22_050;

function play(style: StyleName, { bpm = STYLES[style].tempo[0] + 0.5, seed = 5, seconds = 16, key = 'Am' } = {}) {
  return renderSong({ style, bpm, key, seconds, seed, density: 0.6, sampleRate: SAMPLE_RATE });
}

describe('renderSong', () => {
  it.each(STYLE_NAMES)('plays %s at a plausible level, in stereo, without clipping', (style) => {
    const { left, right } = play(style);
    expect(left.length).toBe(16 * SAMPLE_RATE);
    expect(right.length).toBe(left.length);
    let power = 0;
    let peak = 0;
    let difference = 0;
    for (let i = 0; i < left.length; i++) {
      power += left[i] ** 2 / left.length;
      peak = Math.max(peak, Math.abs(left[i]), Math.abs(right[i]));
      difference += Math.abs(left[i] - right[i]);
    }
    expect(20 * Math.log10(peak)).toBeLessThan(-0.3);
    expect(10 * Math.log10(power)).toBeGreaterThan(-20);
    expect(10 * Math.log10(power)).toBeLessThan(-9);
    expect(difference).toBeGreaterThan(0);
  });

  it.each(STYLE_NAMES.filter((style) => style !== 'ambient'))('keeps the tempo of %s', (style) => {
    const bpm = STYLES[style].tempo[0] + 1.5;
    const bar = 240 / bpm;
    expect(Math.abs(repetition(play(style, { bpm }).left, SAMPLE_RATE, bar) / bar - 1)).toBeLessThan(0.006);
  });

  it('sounds different per style: ambient and dub dark, drum and bass the brightest', () => {
    const hertz = Object.fromEntries(STYLE_NAMES.map((style) => [style, centroid(play(style).left, SAMPLE_RATE)]));
    const { ambient, dub, ...bright } = hertz;
    expect(Math.min(...Object.values(bright))).toBeGreaterThan(2 * Math.max(ambient, dub));
    expect(Math.max(...Object.values(bright))).toBe(bright.drumAndBass);
  });

  it('gives the same song for a seed, and another song for another seed', () => {
    expect(play('house', { seconds: 6 }).left).toEqual(play('house', { seconds: 6 }).left);
    expect(play('house', { seconds: 6, seed: 6 }).left).not.toEqual(play('house', { seconds: 6 }).left);
  });

  it('plays songs shorter than a bar', () => {
    const { left } = play('dub', { seconds: 0.5 });
    expect(left.length).toBe(11_025);
    expect(left.every(Number.isFinite)).toBe(true);
  });
});
