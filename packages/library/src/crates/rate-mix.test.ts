// cspell:ignore dawm

import { NotFoundError, OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import type { LibraryWarning } from '../index.ts';
import { testLibrary } from './test-library.ts';

const TRACKS = {
  '/m/dusk.mp3': { artist: 'Björk', title: 'Dusk', bpm: 120, key: '8A', energy: 0.4, loudness_lufs: -9, angle: 0 },
  '/m/dawn.mp3': { artist: 'Björk', title: 'Dawn', bpm: 123, key: '10A', energy: 0.6, loudness_lufs: -8, angle: 0.3 },
  '/m/none.mp3': { title: 'Unscanned', angle: null },
};

describe('Library.mix', () => {
  it('rates a mix with every part, the changes, and the other order', async () => {
    await using library = await testLibrary(TRACKS);
    const rated = await library.mix('dusk', 'dawn');
    expect(rated).toMatchObject({
      tracks: { from: { path: '/m/dusk.mp3' }, to: { path: '/m/dawn.mp3' } },
      transition: { from: '/m/dusk.mp3', to: '/m/dawn.mp3', keyRelation: 'energy-boost', tempoRelation: 'same' },
      reverse: { from: '/m/dawn.mp3', to: '/m/dusk.mp3', keyRelation: 'clash' },
      interrupted: false,
    });
    expect(rated.distance).toBeCloseTo(1 - Math.cos(0.3), 3);
    expect(rated.energyChange).toBeCloseTo(0.2);
    expect(rated.loudnessChangeLu).toBeCloseTo(1);
    expect(rated.transition.score).toBeGreaterThan(rated.reverse.score);
    expect(rated.transition.parts.map(({ name }) => name)).toContain('rhythm');
  });

  it('takes weights, and refuses invalid ones', async () => {
    await using library = await testLibrary(TRACKS);
    const zero = { ann: 0, tempo: 0, key: 0, energy: 0, loudness: 0, tags: 0 };
    const { transition } = await library.mix('dusk', 'dawn', { weights: { ...zero, key: 2 } });
    expect(transition.score).toBeCloseTo(transition.parts.find(({ name }) => name === 'key')?.value ?? 0);
    await expect(library.mix('dusk', 'dawn', { weights: { key: Number.NaN } })).rejects.toThrow(OptionError);
    await expect(library.mix('dusk', 'dawn', { weights: { key: -1 } })).rejects.toThrow(/weights\.key/);
  });

  it('works without a vector, a tempo or a key, with a warning', async () => {
    const warnings: LibraryWarning[] = [];
    await using library = await testLibrary(TRACKS, (warning) => warnings.push(warning));
    await library.buildIndex();
    const { transition, distance } = await library.mix('dusk', 'unscanned');
    expect(distance).toBeUndefined();
    expect(transition.parts.filter(({ confidence }) => confidence > 0)).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual(['/m/none.mp3 has no vector in the index.']);
    expect(warnings[0].remedies).toEqual([{ action: 'rescan', paths: ['/m/none.mp3'] }]);
  });

  it('works in a library without vectors', async () => {
    await using library = await testLibrary({ '/a.mp3': { title: 'A', bpm: 120 }, '/b.mp3': { title: 'B', bpm: 120 } });
    const { transition } = await library.mix('/a.mp3', '/b.mp3');
    expect(transition.pitchPct).toBe(0);
  });

  it('refuses one track twice, and unknown names', async () => {
    await using library = await testLibrary(TRACKS);
    await expect(library.mix('dusk', '/m/dusk.mp3')).rejects.toThrow('mean the same track');
    await expect(library.mix('dusk', 'dawm')).rejects.toMatchObject({ suggestions: ['Björk - Dawn'] });
    await expect(library.mix('dusk', '')).rejects.toThrow('second track must be');
    await using empty = await testLibrary({});
    await expect(empty.mix('a', 'b')).rejects.toThrow(NotFoundError);
  });
});
