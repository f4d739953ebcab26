import { describe, expect, it } from 'vitest';
import { deviation, timbre } from './audio-measures.ts';
import { renderSong } from './render-song.ts';
import { TRACKS } from './track-table.ts';

const SAMPLE_RATE = 22_050;

describe('the synthesised library', () => {
  it('has a neighbour of the same style for nearly every track', () => {
    const timbres = TRACKS.map((track) =>
      timbre(renderSong({ ...track, seconds: 14, sampleRate: SAMPLE_RATE }).left, SAMPLE_RATE),
    );
    const scales = timbres[0].map((_, i) => deviation(timbres.map((values) => values[i])));
    const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => (value - b[i]) / scales[i]));
    const right = TRACKS.filter((track, i) => {
      const others = TRACKS.map((other, j) => ({
        other,
        distance: i === j ? Infinity : distance(timbres[i], timbres[j]),
      }));
      return others.reduce((a, b) => (b.distance < a.distance ? b : a)).other.style === track.style;
    });
    expect(right.length).toBeGreaterThanOrEqual(26);
  });
});
