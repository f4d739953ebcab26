import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { MixTable } from '../recommend/mix-table.ts';
import { mixTrack } from '../recommend/mix-track.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { queryScores } from './query-scores.ts';
import { SoundTagTable, STAND_OUT_DEFAULTS, type UsualScore } from './sound-tag-table.ts';
import { TagWords } from './tag-words.ts';

const TAGS = [
  'rock',
  'metal',
  'hard rock',
  'Hip-Hop',
  'female vocalists',
  'male vocalists',
  'instrumental',
  'rnb',
  '80s',
];

function tableOf(records: Record<string, TrackRecord>): MixTable {
  return new MixTable(Object.entries(records).map(([path, record]) => mixTrack(path, record)));
}

const wordsOf = (records: Record<string, TrackRecord> = {}) => new TagWords(TAGS, tableOf(records));
const texts = (query: string, words = wordsOf()) => words.parse(query).terms.map(({ text }) => text);

/** Returns a table of the log-odds of each tag. */
function soundTable(tags: readonly string[], columns: readonly (readonly number[])[], usual: readonly UsualScore[]) {
  const scores = columns.map((column) => Float32Array.from(column));
  return new SoundTagTable({
    tags,
    usual,
    ofTags: (asked) => asked.map((tag) => scores[tag]),
    ofTrack: (track) => {
      const found = scores.map((column) => column[track]);
      return found.some(Number.isNaN) ? undefined : Float32Array.from(found);
    },
  });
}

/** Returns a table of one tag. */
function oneTag(scores: readonly number[]): SoundTagTable {
  return soundTable(['metal'], [scores], [{ mean: -3, deviation: 1 }]);
}

describe('SoundTagTable', () => {
  it('gives the share of the library that has less of a tag, whatever its scale', () => {
    const scores = Array.from({ length: 3000 }, (_, i) => -9 + (i % 1000) / 1000);
    const shares = oneTag(scores).shares(0);
    expect(shares[999]).toBeGreaterThan(0.98);
    expect(shares[0]).toBeLessThan(0.02);
    expect(shares[1500]).toBeCloseTo(0.5, 1);
    expect(shares[500]).toBe(shares[1500]);
  });

  it('compares a library of few tracks with the usual scores', () => {
    // the most metal of three quiet tracks is no metal
    expect(Math.max(...oneTag([-6, -6.1, -6.2]).shares(0))).toBeLessThan(0.15);
    expect(oneTag([0]).shares(0)[0]).toBeGreaterThan(0.95);
  });

  it('gives one track the same share as all tracks', () => {
    const table = oneTag([-1, -2, Number.NaN, -2, -2.5]);
    const known = [0, 1, 3, 4];
    const alone = known.map((track) => table.standOut(track, { top: 1, minShare: 0 })[0].share);
    const all = table.shares(0);
    for (const [i, track] of known.entries()) expect(alone[i]).toBeCloseTo(all[track], 6);
    expect(table.standOut(0, { top: 1, minShare: 0 })[0].share).toBe(all[0]);
    expect(table.standOut(2, { top: 1, minShare: 0 })).toEqual([]);
    expect(all[2]).toBeNaN();
  });

  it('names the tags that stand out, the most probable first, and no absurd ones', () => {
    const tags = ['rock', 'metal', 'country', 'electronic'];
    const usual = [-4, -5, -8, 1].map((mean) => ({ mean, deviation: 0.5 }));
    const columns = [
      [-2, -8, -8],
      [-1, -6, -6],
      [-7, -9, -9],
      [0, 0.5, 0.6],
    ];
    const table = soundTable(tags, columns, usual);
    // "country" has a large share, but is improbable; "electronic" suits all tracks
    expect(table.standOut(0, STAND_OUT_DEFAULTS).map(({ tag }) => tag)).toEqual(['metal', 'rock']);
    expect(table.standOut(0, { ...STAND_OUT_DEFAULTS, top: 1 })).toMatchObject([
      { tag: 'metal', share: expect.closeTo(1, 1), probability: expect.closeTo(0.269, 3) },
    ]);
  });

  it('accepts no tracks, and refuses tags without usual scores', () => {
    expect(oneTag([]).shares(0)).toHaveLength(0);
    expect(() => soundTable(['a', 'b'], [[], []], [])).toThrow(OptionError);
  });
});

describe('a query', () => {
  it('has terms between commas or blanks, the longest known one first', () => {
    expect(texts('hard rock, metal instrumental')).toEqual(['hard rock', 'metal', 'instrumental']);
    expect(texts('hip hop rock')).toEqual(['hip hop', 'rock']);
    expect(texts('Hip-Hop; R&B\n80’s, EIGHTIES')).toEqual(['hip hop', 'r b', '80s', 'eighties']);
    expect(texts('metal metal, METAL')).toEqual(['metal']);
  });

  it('negates what follows a word of negation or a minus sign', () => {
    expect(texts('metal, no vocals')).toEqual(['metal', 'no vocals']);
    expect(texts('not rock metal')).toEqual(['no rock', 'metal']);
    expect(texts('metal without any rock')).toEqual(['metal', 'no rock']);
    expect(texts('metal -rock -hip-hop')).toEqual(['metal', 'no rock', 'no hip hop']);
    expect(texts('no, rock')).toEqual(['rock']);
    expect(texts('no rock and metal, rnb and metal')).toEqual(['no rock', 'no metal', 'rnb', 'metal']);
    expect(texts('no rock but metal')).toEqual(['no rock', 'metal']);
  });

  it('has alternatives', () => {
    expect(wordsOf().parse('rock or metal, no rnb nor rap').terms).toEqual([
      { text: 'rock or metal', isNegated: false, phrases: ['rock', 'metal'] },
      { text: 'no rnb or rap', isNegated: true, phrases: ['rnb', 'rap'] },
    ]);
  });

  it('names words without a meaning as they were typed', () => {
    expect(wordsOf().parse('dark metal, drum and bass')).toMatchObject({
      terms: [{ text: 'metal' }],
      unknown: ['dark', 'drum and bass'],
    });
    expect(wordsOf().related('Drum & Bass')).toEqual([]);
    expect(new TagWords(['House', 'dance'], tableOf({})).related('Drum & Bass')).toEqual(['dance', 'house']);
  });

  it('knows the tags, genres and suggestions of the library', () => {
    const words = wordsOf({
      a: { mytags: ['Peak Hour', 'No Vocals'], genre: 'Deep House' },
      b: { tag_suggestions: { candidates: [{ tag: 'Warm Up', score: 1 }, null, { tag: 5 }] } },
      c: { tag_suggestions: 'odd', genre: 'Drum & Bass' },
    });
    expect(texts('peak hour, house, deep house, warm up, drum and bass', words)).toEqual([
      ...['peak hour', 'house', 'deep house', 'warm up', 'drum bass'],
    ]);
    expect(texts('no vocals', words)).toEqual(['no vocals']);
    expect(words.parse('no vocals').terms[0].isNegated).toBe(false);
    expect(words.parse('peak').unknown).toEqual(['peak']);
  });

  it('refuses nothing to search for, and texts of any length', () => {
    for (const query of ['', ' , ;', 'no', '-', '\u0000\u001b[2J'.slice(0, 2), 'some music']) {
      expect(() => wordsOf().parse(query), JSON.stringify(query)).toThrow(OptionError);
    }
    expect(() => wordsOf().parse('metal '.repeat(10_000))).toThrow('2000 characters at most');
    expect(wordsOf().parse('zz '.repeat(600)).unknown).toHaveLength(1);
    expect(texts('\u0007metal\u202e')).toEqual(['metal']);
    expect(wordsOf().parse('constructor __proto__').unknown).toEqual(['constructor proto']);
    expect(wordsOf().related('constructor')).toEqual([]);
  });
});

describe('queryScores', () => {
  const records = {
    a: { mytags: ['Dark'] },
    b: {},
    c: { genre: 'Metal' },
    d: {},
    e: { tag_suggestions: { candidates: [{ tag: 'dark', score: 1 }] } },
  };
  const shares: Record<string, number[]> = {
    metal: [0.9, 0.5, 0.1, Number.NaN, 0.7],
    'female vocalists': [0.2, 0.9, 0.1, Number.NaN, 0.4],
    'male vocalists': [0.3, 0.1, 0.2, Number.NaN, 0.5],
  };
  const score = (query: string) => {
    const words = wordsOf(records);
    const { terms } = words.parse(query);
    const column = (tag: number) => Float32Array.from(shares[TAGS[tag]]);
    return queryScores({ words, terms, tracks: 5, shares: column });
  };

  it('counts the share of a sound, and 1 for an own tag or genre', () => {
    expect([...score('metal').scores].map((each) => each.toFixed(2))).toEqual(['0.90', '0.50', '1.00', 'NaN', '0.70']);
    expect(score('no metal').scores[2]).toBeCloseTo(0.01);
  });

  it('asks for the strongest of several sounds, relative to the library', () => {
    // the strongest voices are 0.3, 0.9, 0.2 and 0.5
    expect([...score('vocals').scores].map((each) => each.toFixed(3))).toEqual([
      '0.375',
      '0.875',
      '0.125',
      'NaN',
      '0.625',
    ]);
    expect(score('no vocals').scores[1]).toBeCloseTo(0.125);
  });

  it('lets no term fail', () => {
    const { scores, values } = score('metal, no vocals');
    expect(values.map((each) => each[0].toFixed(3))).toEqual(['0.900', '0.625']);
    expect(scores[0]).toBeCloseTo(Math.sqrt(0.9 * 0.625));
  });

  it('chooses tracks by a word that is only a tag of yours', () => {
    expect([...score('dark').scores]).toEqual([1, Number.NaN, Number.NaN, Number.NaN, 0.75]);
    expect([...score('no dark').scores].map((each) => each.toFixed(2))).toEqual([
      'NaN',
      '1.00',
      '1.00',
      '1.00',
      '0.25',
    ]);
  });
});
