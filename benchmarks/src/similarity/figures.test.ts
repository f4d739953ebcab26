import { describe, expect, it } from 'vitest';
import { type MeasuredTrack, similarityFigures } from './figures.ts';
import { euclideanDistance } from './retrieval.ts';
import { showSimilarity, similarityJson } from './show-similarity.ts';

const SYSTEMS = ['near', 'far'].map((name) => ({ name, distance: euclideanDistance }));

/** Tracks of two albums a style. The first system finds the style, and the second only the album. */
const TRACKS: MeasuredTrack[] = ['folk', 'metal'].flatMap((group, style) =>
  [0, 1].flatMap((album) =>
    Array.from({ length: 12 }, (_, i) => ({
      file: `${group} ${album} ${i}`,
      label: `${group} ${album}`,
      groups: [group],
      vectors: [
        { vector: Float32Array.of(100 * style + i), windows: [Float32Array.of(i), Float32Array.of(i)], seconds: 1 },
        { vector: Float32Array.of(100 * ((style + album) % 2) + 10 * album + 1000 * album), windows: [], seconds: 3 },
      ],
    })),
  ),
);

describe('similarityFigures', () => {
  const figures = similarityFigures(SYSTEMS, TRACKS);

  it('measures each system on the same queries, and the gain over the first', () => {
    const [near, far] = figures.systems;
    expect(figures).toMatchObject({ tracks: 48, labels: 4, groupQueries: 48, alone: 0 });
    expect(figures.groupChance).toBeCloseTo(1 / 3);
    expect(near.measures.groupPrecision10.mean).toBe(1);
    expect(near.measures.precision10.mean).toBeLessThan(0.6);
    expect(far.measures.groupPrecision10.mean).toBe(0);
    expect(far.measures.precision10.mean).toBe(1);
    expect(far.gains?.groupPrecision10).toEqual({ mean: -1, interval: [-1, -1] });
    expect([near.secondsPerTrack, far.secondsPerTrack]).toEqual([1, 3]);
    expect(far.measures.sameTrackRecall1.mean).toBeNaN();
  });

  it('prints them with their intervals, and flat as JSON', () => {
    const text = showSimilarity(figures);
    expect(text).toContain('48 tracks of 4 labels; 48 queries for the same group, chance 0.333');
    expect(text).toMatch(/^far less near +-1\.000 \[-1\.000, -1\.000\] +- /m);
    expect(similarityJson(figures).systems[0]).toMatchObject({ name: 'near', groupPrecision10: 1, secondsPerTrack: 1 });
  });
});
