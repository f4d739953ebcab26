import { below, pick, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { PRESET_NAMES } from '../recommend/presets.ts';
import { songKeys } from '../recommend/song-name.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import type { CrateOptions } from './crate-options.ts';
import { CRATE_MODES } from './crate-weights.ts';
import { expandCrate } from './expand-crate.ts';
import { crateInput, type InventedTrack, inventedTracks } from './test-crate.ts';

/** Returns a track on a circle: the cosine of two is that of their difference in angle. */
function at(angle: number, record: TrackRecord = {}): InventedTrack {
  return { record, vector: [Math.cos(angle), Math.sin(angle)] };
}

const pathsOf = (
  tracks: Readonly<Record<string, InventedTrack>>,
  members: readonly string[],
  options: CrateOptions = {},
) => expandCrate(crateInput(tracks, members), options).added.map(({ path }) => path);

describe('expandCrate', () => {
  const tracks = {
    a: at(0, { bpm: 120, key: '8A', mytags: ['dark', 'own'] }),
    b: at(0.2, { bpm: 122, key: '8A', mytags: ['dark'] }),
    near: at(0.1, { bpm: 121, key: '8A', mytags: ['dark'] }),
    off: at(0.1, { bpm: 150, key: '2B' }),
    far: at(1.5, { bpm: 121, key: '8A', mytags: ['dark'] }),
    opposite: at(3, { bpm: 121, key: '8A' }),
  };

  it('adds what sounds like the crate and fits it, the best first', () => {
    const { added } = expandCrate(crateInput(tracks, ['a', 'b']), { diversity: 0 });
    expect(added.map(({ path }) => path)).toEqual(['near', 'off', 'far', 'opposite']);
    expect(added[0]).toMatchObject({ rank: 1, support: 2, penalties: { diversity: 0, repeats: 0 } });
    expect(added[0].distance).toBeCloseTo(0, 5);
    expect(added[0].fit).toBeGreaterThan(0.8);
    expect(added[0].reasons.map(({ text }) => text)).toEqual([
      'sound alike 1.00',
      'near 2 of 2 tracks',
      'BPM fits',
      'key fits 2 of 2 tracks',
      'tags: dark',
    ]);
  });

  it('grows a crate of one track', () => {
    expect(pathsOf(tracks, ['a'], { add: 1 })).toEqual(['near']);
  });

  it('compares with the best third, so that a crate of two tempos keeps both', () => {
    const mixed = {
      ...Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`m${i}`, at(i / 100, { bpm: i < 3 ? 100 : 140 })])),
      slow: at(0, { bpm: 100 }),
      fast: at(0, { bpm: 140 }),
      between: at(0, { bpm: 120 }),
    };
    const members = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5'];
    const { added } = expandCrate(crateInput(mixed, members), { allowDoubletime: false, diversity: 0 });
    const bpm = new Map(added.map(({ path, parts }) => [path, parts.find(({ name }) => name === 'bpmMatch')?.value]));
    expect(Object.fromEntries(bpm)).toEqual({ slow: 1, fast: 1, between: 0 });
  });

  it('counts unknown tempos and keys as average, and does not leave them out', () => {
    const unknown = { a: at(0, { bpm: 120, key: '8A' }), x: at(0.1), clash: at(0.1, { bpm: 150, key: '2B' }) };
    const { added } = expandCrate(crateInput(unknown, ['a']), { preset: 'tight', diversity: 0, tempoMode: 'filter' });
    expect(added.map(({ path }) => path)).toEqual(['x']);
    expect(added[0].parts.find(({ name }) => name === 'bpmMatch')).toEqual({
      name: 'bpmMatch',
      value: 0.3,
      confidence: 0,
    });
    expect(added[0].reasons.filter(({ effect }) => effect === 'unsure')).toHaveLength(2);
  });

  it('leaves out copies and other versions of members and of each other', () => {
    const song = (title: string) => ({ artist: 'Ann', title });
    const versions = {
      a: at(0, { ...song('One'), duration: 200 }),
      copy: at(0, { duration: 200 }),
      remix: at(0.1, song('One (Bob Remix)')),
      two: at(0.2, song('Two')),
      live: at(0.3, song('Two (Live)')),
    };
    const { added, filtered } = expandCrate(crateInput(versions, ['a']));
    expect(added.map(({ path }) => path)).toEqual(['two']);
    expect(filtered).toMatchObject({ copy: 1, version: 2 });
    expect(pathsOf(versions, ['a'], { otherVersions: true })).toEqual(['two', 'remix', 'live']);
  });

  it('prefers other artists and sounds to repeats', () => {
    const artist = (name: string) => ({ artist: name });
    const same = {
      m: at(0, artist('Ann')),
      n: at(0.01, artist('Cat')),
      again: at(0.1, artist('Ann')),
      other: at(0.11, artist('Bob')),
    };
    const { added } = expandCrate(crateInput(same, ['m', 'n']), { diversity: 0 });
    expect(added.map(({ path }) => path)).toEqual(['other', 'again']);
    // half of the members are by that artist
    expect(added[1].penalties.repeats).toBeCloseTo(0.07 / 2);
    expect(pathsOf(same, ['m'], { diversity: 0, exclude: ['n'] })).toEqual(['again', 'other']);
    expect(added[1].reasons.at(-1)).toEqual({ part: 'artist', text: 'artist again', effect: 'against' });

    const twins = { m: at(0), x: at(0.4), twin: at(0.41), apart: at(-0.5) };
    expect(pathsOf(twins, ['m'], { diversity: 0 })).toEqual(['x', 'twin', 'apart']);
    expect(pathsOf(twins, ['m'], { diversity: 0.5 })).toEqual(['x', 'apart', 'twin']);
  });

  it('searches near the middle, near many members, or both', () => {
    const two = { a: at(0), b: at(2), middle: at(1), nearA: at(0.05) };
    const support = (strategy: CrateOptions['strategy']) =>
      Object.fromEntries(
        expandCrate(crateInput(two, ['a', 'b']), { strategy }).added.map((added) => [added.path, added.support]),
      );
    for (const strategy of ['blend', 'centroid', 'coverage'] as const) {
      expect(support(strategy)).toEqual({ middle: 2, nearA: 2 });
    }
  });

  it('filters by key, and says which options find more', () => {
    const { added, filtered, widenings } = expandCrate(crateInput(tracks, ['a', 'b']), { keyMode: 'filter' });
    expect(added.map(({ path }) => path)).not.toContain('off');
    expect(filtered.key).toBe(1);
    expect(widenings).toEqual([{ options: { camelotNeighbors: false }, more: 1 }]);
    expect(pathsOf(tracks, ['a', 'b'], { tempoMode: 'filter', tempoPct: 3 })).not.toContain('off');
    expect(pathsOf(tracks, ['a', 'b'], { tags: ['dark'], exclude: ['near'] })).toEqual(['far']);
  });

  it.each([
    [{ weights: { annCentroid: Number.NaN } }, 'weights.annCentroid must be 0 or more'],
    [{ weights: { keyMatch: -1 } }, 'weights.keyMatch must be 0 or more'],
    [{ weights: { sound: 1 } }, 'Unknown option "weights.sound"'],
    [{ diversity: 2 }, 'diversity must be from 0 to 1'],
    [{ candidatePool: 3 }, 'candidatePool must be 25 or more'],
    [{ preset: 'loud' }, 'preset must be one of balanced'],
    [{ add: 0 }, 'add must be a positive whole number'],
    [{ minRating: 9 }, 'minRating'],
    [{ minDurationS: 9, maxDurationS: 3 }, 'maxDurationS'],
  ])('refuses %j', (options, message) => {
    const expand = () => expandCrate(crateInput(tracks, ['a']), options as CrateOptions);
    expect(expand).toThrow(OptionError);
    expect(expand).toThrow(message);
  });

  it('keeps its promises on random libraries', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 40; round++) {
      const library = inventedTracks(random, 40);
      const all = Object.keys(library);
      const members = Array.from({ length: 1 + below(random, 6) }, () => pick(random, all));
      if (members.every((path) => library[path].vector === undefined)) continue;
      const options: CrateOptions = {
        add: 1 + below(random, 12),
        preset: pick(random, PRESET_NAMES),
        keyMode: pick(random, CRATE_MODES),
        tempoMode: pick(random, CRATE_MODES),
        strategy: pick(random, ['blend', 'centroid', 'coverage']),
        tags: pick(random, [[], [], ['dark']]),
      };
      const { added, left } = expandCrate(crateInput(library, members), options);
      expect(added.length, `round ${round}`).toBe(Math.min(options.add ?? 0, left));
      for (const { path, fit, score, parts } of added) {
        const { record, vector } = library[path];
        expect(members).not.toContain(path);
        expect(vector).toBeDefined();
        expect(record.missing).toBeUndefined();
        expect(record.mytags).toEqual(expect.arrayContaining([...(options.tags ?? [])]));
        for (const { value, confidence } of [...parts, { value: fit, confidence: 1 }]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
          expect(confidence).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(score).toBeLessThanOrEqual(fit);
      }
      const songs = added.map(({ path }) => songKeys(library[path].record as { artist: string }));
      expect(new Set(songs.flat()).size).toBe(songs.flat().length);
      const scores = added.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));

      const shuffled = Object.fromEntries(Object.entries(library).reverse());
      const again = expandCrate(crateInput(shuffled, [...members].reverse()), options);
      expect(again.added.map(({ path }) => path)).toEqual(added.map(({ path }) => path));
    }
  });
});
