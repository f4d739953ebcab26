import { describe, expect, it } from 'vitest';
import { euclideanDistance, labelRetrieval, sameLabelRecall1 } from './retrieval.ts';

/** Items at points on a line. */
function line(points: [label: string, at: number][]) {
  return points.map(([label, at]) => ({ label, vector: Float32Array.of(at) }));
}

describe('retrieval', () => {
  it('finds separated labels completely, even with fewer than 11 tracks', () => {
    const result = labelRetrieval(
      line([
        ['a', 0],
        ['a', 1],
        ['a', 2],
        ['b', 100],
        ['b', 101],
        ['alone', 50],
      ]),
      euclideanDistance,
    );
    expect(result).toEqual({ precision10: 1, map: 1, queries: 5, alone: 1 });
  });

  it('counts early hits more in the average precision', () => {
    // from each a, the order is b, a; from each b, both a come first
    const { map, queries } = labelRetrieval(
      line([
        ['a', 0],
        ['b', 2],
        ['a', 5],
      ]),
      euclideanDistance,
    );
    expect(queries).toBe(2);
    expect(map).toBeCloseTo(1 / 2);
  });

  it('uses only ten tracks for the precision', () => {
    const near: [string, number][] = Array.from({ length: 10 }, (_, i) => ['other', i + 1]);
    const { precision10 } = labelRetrieval(line([['a', 0], ...near, ['a', 100]]), euclideanDistance);
    // the ten others find nine others and one a; both a's have only others nearby
    expect(precision10).toBeCloseTo((10 * 1 + 2 * 0) / 12, 1);
  });

  it("finds a window's own track, and never queries a track with one window", () => {
    const windows = line([
      ['one', 0],
      ['one', 1],
      ['two', 10],
      ['two', 20],
      ['single', 19],
    ]);
    // the first window of "two" is nearest to the second of "one", and its second to the single one
    expect(sameLabelRecall1(windows, euclideanDistance)).toBe(2 / 4);
    expect(sameLabelRecall1(line([['single', 0]]), euclideanDistance)).toBeNaN();
  });
});
