import { describe, expect, it } from 'vitest';
import { synthesizeSong } from './synthesize-song.ts';

describe('synthesizeSong', () => {
  it('returns two channels of the requested length', () => {
    const song = synthesizeSong({ seconds: 3.5, sampleRate: 32_000 });
    expect(song.map(({ length }) => length)).toEqual([112_000, 112_000]);
  });

  it('returns another song for every seed', () => {
    const energies = [1, 2, 3, 4, 5, 6].map((seed) =>
      synthesizeSong({ seconds: 2, seed, sampleRate: 11_025 })[0].reduce((sum, sample) => sum + sample * sample, 0),
    );
    expect(new Set(energies).size).toBe(6);
    expect(Math.min(...energies)).toBeGreaterThan(0);
  });
});
