import { describe, expect, it } from 'vitest';
import { isTagOf } from './label-words.ts';
import { rocAuc, type ScoredTrack } from './roc-auc.ts';

const track = (label: string, score: number, isPositive: boolean): ScoredTrack => ({ label, score, isPositive });

describe('rocAuc', () => {
  it('is the share of pairs in the right order, and equal scores count half', () => {
    const tracks = [track('a', 3, true), track('a', 1, true), track('b', 2, false), track('c', 1, false)];
    expect(rocAuc(tracks)).toMatchObject({ auc: (1 + 1 + 0 + 0.5) / 4, positives: 2, negatives: 2, positiveLabels: 1 });
    expect(rocAuc(tracks.map((each) => ({ ...each, score: 7 }))).auc).toBe(0.5);
    expect(rocAuc(tracks.filter(({ isPositive }) => isPositive)).auc).toBeNaN();
  });

  it('has an interval over labels, because their tracks resemble each other', () => {
    const of = (tracksPerLabel: number) =>
      Array.from({ length: 120 }, (_, i) => {
        const album = Math.floor(i / 6);
        return track(`${Math.floor(i / tracksPerLabel)}`, Math.sin(7 * album) + (album % 2), album % 2 === 0);
      });
    const [albums, alone] = [rocAuc(of(6)), rocAuc(of(1))];
    expect(albums.auc).toBe(alone.auc);
    expect(albums.interval[0]).toBeLessThan(albums.auc);
    expect(albums.interval[1]).toBeGreaterThan(albums.auc);
    const width = ({ interval: [low, high] }: typeof albums) => high - low;
    expect(width(albums)).toBeGreaterThan(1.5 * width(alone));
  });
});

it('a style is right for the tag of its name, and for those that include it', () => {
  expect(isTagOf('metal', ['metal', 'electronic'])).toBe(true);
  expect(isTagOf('hard rock', ['metal'])).toBe(true);
  expect(isTagOf('jazz', ['Jazz'])).toBe(true);
  expect(isTagOf('metal', ['rock'])).toBe(false);
  expect(isTagOf('jazz', [])).toBe(false);
});
