import {
  mixTrack,
  type Recommendation,
  rateTransition,
  scoreWeights,
  type TrackRecord,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import stringWidth from 'string-width';
import { afterEach, describe, expect, it } from 'vitest';
import { explainedList, recommendTable } from './recommend-table.ts';

const SEED: TrackRecord = { artist: 'Kiln', title: 'Dusk', bpm: 128, key: '8B' };
const SEEDS = [{ path: '/seed.mp3', record: SEED }];
const LONG: TrackRecord = {
  artist: 'An artist with a long name, and a guest',
  title: 'A very long title that no window has room for (Extended Club Mix) – 東京の夜',
  bpm: 64.25,
  key: '5A',
};
const { isTTY, columns } = process.stdout;
afterEach(() => {
  Object.assign(process.stdout, { isTTY, columns });
});

function found(record: TrackRecord, score?: number): Recommendation {
  const pair = { from: mixTrack('/seed.mp3', SEED), to: mixTrack('/a folder/b.mp3', record), distance: 0.1 };
  const transition = rateTransition(pair, WEIGHT_PRESETS.balanced);
  const { keyRelation, tempoRelation } = transition;
  const mixPoints = { out: { timeS: 252, reason: 'outro' }, in: { timeS: 0, reason: 'first-bar' } } as const;
  const scored = score === undefined ? {} : { score };
  return {
    rank: 10,
    path: '/a folder/b.mp3',
    record,
    keyRelation,
    tempoRelation,
    distance: 0.1,
    ...scored,
    transition,
    mixPoints,
  };
}

describe.each([80, 100, 40])('at %d columns', (width) => {
  it('the table fits, with whole paths', () => {
    Object.assign(process.stdout, { isTTY: true, columns: width });
    for (const score of [undefined, 0.812]) {
      const lines = recommendTable({ seeds: SEEDS, recommendations: [found(LONG, score), found({}, score)] }, true, {});
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => line.endsWith('/a folder/b.mp3'))).toHaveLength(2);
      if (width >= 80) expect(lines[0]).toMatch(/^ *# +Artist +Title +BPM +Pitch +Key +Relation +(?:Score|Distance)/);
    }
  });
});

it('shows the change of the pitch fader, and "-" for what is unknown', () => {
  Object.assign(process.stdout, { isTTY: false, columns: undefined });
  const [, known, unknown] = recommendTable({ seeds: SEEDS, recommendations: [found(LONG), found({})] }, false, {});
  expect(known).toMatch(/ 64\.25 +−0\.4 % 1\/2x +5A +Mood shifter \(maj→min −3\) +0\.100$/);
  expect(unknown).toMatch(/ b +- +- +- +- +0\.100$/);
});

it('marks a key that is unsure, since its clash is unsure too', () => {
  const other = [{ key: '9B', confidence: 0.45 }];
  const [, sure, unsure] = recommendTable(
    {
      seeds: SEEDS,
      recommendations: [
        found({ key: '6A', key_confidence: 0.9 }),
        found({ key: '6A', key_confidence: 0.5, key_candidates: other }),
      ],
    },
    false,
    {},
  );
  expect(sure).toMatch(/ 6A +Clash +0/);
  expect(unsure).toMatch(/ 6A\? +Clash\? +0/);
});

it('survives names that are numbers', () => {
  const odd = { artist: 7, title: 2020 } as unknown as TrackRecord;
  expect(recommendTable({ seeds: SEEDS, recommendations: [found(odd)] }, false, {})[1]).toMatch(/ 7 +2020 /);
});

describe('explainedList', () => {
  const list = (weights = WEIGHT_PRESETS.balanced, more = SEEDS) =>
    explainedList({ seeds: more, recommendations: [found(LONG, 0.8)] }, { paths: true, weights }, {});

  it('has every part, the path, and where to mix', () => {
    const lines = list();
    expect(lines[0]).toMatch(/^10 {3}An artist .* \(64\.25, 5A\) {2}score 0\.800$/);
    expect(lines[1]).toBe('     /a folder/b.mp3');
    expect(lines).toHaveLength(2 + 9 + 1);
    expect(lines.at(-1)).toBe('     Mix out at 4:12 (outro), in at 0:00 (first bar).');
  });

  it('marks parts that do not count', () => {
    expect(list().filter((line) => line.endsWith('(weight 0)'))).toHaveLength(3);
    expect(list(scoreWeights({})).filter((line) => line.endsWith('(weight 0)'))).toHaveLength(0);
  });

  it('names the seed if there are several', () => {
    expect(list(WEIGHT_PRESETS.balanced, [...SEEDS, { path: '/other.mp3', record: {} }])).toContain(
      '     After Kiln - Dusk:',
    );
  });
});
