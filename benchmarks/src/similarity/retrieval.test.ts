import { describe, expect, it } from 'vitest';
import type { Outcome } from '../bootstrap.ts';
import { euclideanDistance, groupRetrieval, labelRetrieval, sameTrackRecall1 } from './retrieval.ts';

/** Items at points on a line. */
function line(points: [label: string, at: number][]) {
  return points.map(([label, at]) => ({ label, vector: Float32Array.of(at) }));
}

function mean(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { value }) => sum + value, 0) / outcomes.length;
}

describe('retrieval', () => {
  it('finds separated labels completely, even with fewer than 11 tracks', () => {
    const { precision10, averagePrecision, alone } = labelRetrieval(
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
    const perfect = ['a', 'a', 'a', 'b', 'b'].map((group) => ({ group, value: 1 }));
    expect({ precision10, averagePrecision, alone }).toEqual({
      precision10: perfect,
      averagePrecision: perfect,
      alone: 1,
    });
  });

  it('counts early hits more in the average precision', () => {
    // from each a, the order is b, a; from each b, both a come first
    const { averagePrecision } = labelRetrieval(
      line([
        ['a', 0],
        ['b', 2],
        ['a', 5],
      ]),
      euclideanDistance,
    );
    expect(averagePrecision).toHaveLength(2);
    expect(mean(averagePrecision)).toBeCloseTo(1 / 2);
  });

  it('uses only ten tracks for the precision', () => {
    const near: [string, number][] = Array.from({ length: 10 }, (_, i) => ['other', i + 1]);
    const { precision10 } = labelRetrieval(line([['a', 0], ...near, ['a', 100]]), euclideanDistance);
    // the ten others find nine others and one a; both a's have only others nearby
    expect(mean(precision10)).toBeCloseTo((10 * 1 + 2 * 0) / 12, 1);
  });

  it("finds a window's own track, and never queries a track with one window", () => {
    const windows = line([
      ['one', 0],
      ['one', 1],
      ['two', 10],
      ['two', 20],
      ['single', 19],
    ]).map((window) => ({ ...window, track: window.label, label: 'album' }));
    // the first window of "two" is nearest to the second of "one", and its second to the single one
    const found = sameTrackRecall1(windows, euclideanDistance);
    expect(found).toEqual([1, 1, 0, 0].map((value) => ({ group: 'album', value })));
    expect(sameTrackRecall1(windows.slice(4), euclideanDistance)).toEqual([]);
  });
});

describe('retrieval of a group', () => {
  const tracks = [
    { label: 'first album', groups: ['metal'], vector: Float32Array.of(0) },
    { label: 'first album', groups: ['metal'], vector: Float32Array.of(1) },
    { label: 'second album', groups: ['metal', 'electronic'], vector: Float32Array.of(5) },
    { label: 'third album', groups: ['folk'], vector: Float32Array.of(2) },
    { label: 'fourth album', groups: ['electronic'], vector: Float32Array.of(40) },
    { label: 'unknown style', groups: [], vector: Float32Array.of(3) },
  ];

  it('leaves out the own label and tracks without a group', () => {
    const { precision10 } = groupRetrieval(tracks, euclideanDistance);
    // the only metal outside of the first album is behind the folk, but within the nearest ten
    expect(precision10).toEqual(
      ['first album', 'first album', 'second album', 'fourth album'].map((group) => ({ group, value: 1 })),
    );
  });

  it('counts shared groups among the ten nearest, and states the chance', () => {
    const folk = Array.from({ length: 9 }, () => ({ label: 'folk', groups: ['folk'], vector: Float32Array.of(0.5) }));
    const metal = [1, 6, 7].map((at) => ({ label: `album ${at}`, groups: ['metal'], vector: Float32Array.of(at) }));
    const { precision10, chance } = groupRetrieval([...folk, ...metal], euclideanDistance);
    // nine folk tracks and one of two metal tracks are nearest; the folk has no other label
    expect(precision10.map(({ group }) => group)).toEqual(['album 1', 'album 6', 'album 7']);
    expect(precision10[0].value).toBe(1 / 2);
    expect(chance[0].value).toBe(2 / 11);
  });
});
