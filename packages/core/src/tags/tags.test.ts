import { readFileSync } from 'node:fs';
import { between, pick, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { chooseExamples } from './choose-examples.ts';
import { evaluateTags, leaveOneOut } from './evaluate-tags.ts';
import { nearestTagged } from './nearest-tagged.ts';
import { doubtfulTags, suggestTags } from './suggest-tags.ts';
import { learnTagProfiles } from './tag-profile.ts';
import { tagUncertainty } from './tag-uncertainty.ts';
import { readTags, type TaggedTrack, tagKey } from './tagged-track.ts';
import { finish } from './work-steps.ts';

const TAGS = ['Closer', 'Peak Hour', 'Vocals', 'Warm-up'];
const MODES = [{}, { precision: 0.8 }, { precision: 0.5, minSamples: 2 }, { minSamples: 1, margin: 0.1 }];

/** Tracks around one direction per tag, some with two tags, some mislabelled. */
function taggedTracks(seed: number, count = 40): TaggedTrack[] {
  const random = seededRandom(seed);
  const centers = TAGS.map(() => Array.from({ length: 6 }, () => between(random, -1, 1)));
  return Array.from({ length: count }, (_, i) => {
    const tag = pick(random, TAGS);
    const center = centers[TAGS.indexOf(tag)];
    const vector = Float32Array.from(center, (value) => value + between(random, -0.7, 0.7));
    const tags = random() < 0.2 ? [tag, pick(random, TAGS)] : [random() < 0.1 ? pick(random, TAGS) : tag];
    return { path: `/music/${String(i).padStart(3, '0')}.mp3`, vector, tags: [...new Set(tags)] };
  });
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('learnTagProfiles and suggestTags', () => {
  it.each(MODES)('do not depend on the order of the tracks: %j', ({ margin = 0, ...options }) => {
    for (let seed = 1; seed <= 10; seed++) {
      const tracks = taggedTracks(seed);
      const one = learnTagProfiles(tracks, options);
      const other = learnTagProfiles(shuffled(tracks, seed), options);
      expect(other.profiles).toEqual(one.profiles);
      for (const { vector } of tracks) {
        expect(suggestTags(other, vector, { margin })).toEqual(suggestTags(one, vector, { margin }));
      }
    }
  });

  it.each(MODES)('never suggest excluded tags, nor more than the margin allows: %j', ({ margin = 0, ...options }) => {
    for (let seed = 1; seed <= 10; seed++) {
      const tracks = taggedTracks(seed);
      const learned = learnTagProfiles(tracks, options);
      for (const { vector, tags } of tracks) {
        const except = tags.map((tag) => tag.toUpperCase());
        const all = suggestTags(learned, vector, { margin, top: 0, except });
        expect(all.filter(({ tag }) => tags.includes(tag))).toEqual([]);
        expect(all.every(({ score, threshold }) => score >= threshold - margin)).toBe(true);
        expect(all.every(({ score }) => score >= -1.000001 && score <= 1.000001)).toBe(true);
        expect(suggestTags(learned, vector, { margin, top: 1, except })).toEqual(all.slice(0, 1));
        const wider = suggestTags(learned, vector, { margin: margin + 0.1, top: 0, except });
        expect(wider).toEqual(expect.arrayContaining(all));
      }
    }
  });

  it('count a tag in two cases as one, in the more frequent spelling', () => {
    const tracks = taggedTracks(3).map((track, i) => ({
      ...track,
      tags: track.tags.map((tag) => (i % 3 === 0 ? tag.toLowerCase() : tag)),
    }));
    expect(learnTagProfiles(tracks).profiles).toEqual(learnTagProfiles(taggedTracks(3)).profiles);
  });

  it('skip vectors of zeros and NaN, and tracks without tags', () => {
    const tracks = taggedTracks(4);
    const odd = [
      Float32Array.of(0, 0, 0, 0, 0, 0),
      new Float32Array(6).fill(Number.NaN),
      new Float32Array(6).fill(1e38),
    ];
    const more = odd.slice(0, 2).map((vector, i) => ({ path: `/odd/${i}`, vector, tags: ['Closer'] }));
    const learned = learnTagProfiles([...tracks, ...more, { path: '/none', vector: odd[0], tags: [] }]);
    expect(learned.profiles).toEqual(learnTagProfiles(tracks).profiles);
    for (const vector of odd)
      expect(suggestTags(learned, vector).every(({ score }) => !Number.isNaN(score))).toBe(true);
    expect(suggestTags(learned, odd[1])).toEqual([]);
  });

  it('learn nothing from too few tracks', () => {
    const tracks = taggedTracks(5, 3);
    expect(learnTagProfiles(tracks, { minSamples: 4 }).profiles).toEqual([]);
    expect(learnTagProfiles([]).profiles).toEqual([]);
    expect(evaluateTags([])).toEqual({ tags: [], tracks: 0, suggested: 0, right: 0, recall: 0 });
  });

  it('refuse vectors of different lengths, and unknown options', () => {
    const tracks = [...taggedTracks(6), { path: '/other', vector: Float32Array.of(1), tags: ['x'] }];
    expect(() => learnTagProfiles(tracks)).toThrow(OptionError);
    expect(() => learnTagProfiles([], { minSamples: 0 })).toThrow('minSamples must be a positive whole number');
    expect(() => learnTagProfiles([], { precision: 2 })).toThrow('precision must be from 0 to 1');
    expect(() => suggestTags(learnTagProfiles([]), Float32Array.of(1), { top: -1 })).toThrow(OptionError);
    expect(() => evaluateTags([], { margin: Number.NaN })).toThrow(OptionError);
  });
});

/** Values of the Python rbassist, written by tests/reference/tag_profiles.py. */
const reference = JSON.parse(
  readFileSync(new URL('../../../../tests/reference/tag-profiles.json', import.meta.url), 'utf8'),
) as {
  tracks: { path: string; tags: string[]; vector: number[] }[];
  profiles: { tag: string; samples: number; threshold: number; meanSimilarity: number }[];
  options: { margin: number; top: number };
  suggestions: Record<string, [tag: string, score: number, threshold: number][]>;
};

describe('without a precision', () => {
  const tracks = reference.tracks.map((track) => ({ ...track, vector: Float32Array.from(track.vector) }));
  const learned = learnTagProfiles(tracks);

  it('profiles are those of the Python rbassist', () => {
    expect(learned.profiles).toEqual(
      reference.profiles.map(({ threshold, meanSimilarity, ...rest }) => ({
        ...rest,
        threshold: expect.closeTo(threshold, 5),
        meanSimilarity: expect.closeTo(meanSimilarity, 5),
        canSuggest: true,
      })),
    );
  });

  it('suggestions are those of the Python rbassist', () => {
    for (const { path, vector } of tracks) {
      const expected = (reference.suggestions[path] ?? []).map(([tag, score, threshold]) => ({
        tag,
        score: expect.closeTo(score, 5),
        threshold: expect.closeTo(threshold, 5),
      }));
      expect(suggestTags(learned, vector, reference.options)).toEqual(expected);
    }
    expect(Object.keys(reference.suggestions).length).toBeGreaterThan(30);
  });
});

describe('with a precision', () => {
  it('a tag that every tagged track has is not suggested, because nothing shows what lacks it', () => {
    const tracks = taggedTracks(7).map((track) => ({ ...track, tags: ['Closer'] }));
    const learned = learnTagProfiles(tracks, { precision: 0.8 });
    expect(learned.profiles).toMatchObject([{ tag: 'Closer', canSuggest: false }]);
    expect(suggestTags(learned, tracks[0].vector)).toEqual([]);
  });

  it('a higher one suggests less, and most of it is right', () => {
    let [suggested, right] = [0, 0];
    for (let seed = 1; seed <= 10; seed++) {
      const tracks = taggedTracks(seed, 80);
      const strict = evaluateTags(tracks, { precision: 0.9 });
      expect(strict.suggested).toBeLessThanOrEqual(evaluateTags(tracks, { precision: 0.6 }).suggested);
      suggested += strict.suggested;
      right += strict.right;
    }
    expect(suggested).toBeGreaterThan(50);
    expect(right / suggested).toBeGreaterThan(0.85);
  });
});

describe('evaluateTags', () => {
  it.each(MODES)('suggests what is learned from all other tracks: %j', ({ margin = 0, ...options }) => {
    for (let seed = 1; seed <= 6; seed++) {
      const tracks = taggedTracks(seed, seed % 2 === 0 ? 12 : 30);
      const { tags, paths } = finish(leaveOneOut(tracks, { margin, ...options }));
      for (const [i, path] of paths.entries()) {
        const left = tracks.find((track) => track.path === path)!;
        const learned = learnTagProfiles(
          tracks.filter((track) => track !== left),
          options,
        );
        const expected = suggestTags(learned, left.vector, { margin, top: 0 }).map(({ tag }) => tag);
        const found = tags.filter(({ suggestedFor }) => suggestedFor.includes(i)).map(({ tag }) => tag);
        expect(found).toEqual(expected.filter((tag) => tags.some((each) => each.tag === tag)).sort());
      }
    }
  });

  it('does not depend on the tags of the track itself', () => {
    const tracks = taggedTracks(8);
    for (const options of [{}, { precision: 0.7 }]) {
      for (let i = 0; i < 10; i++) {
        const renamed = tracks.map((track, at) => (at === i ? { ...track, tags: ['Other'] } : track));
        const suggestionsFor = (list: readonly TaggedTrack[]) =>
          finish(leaveOneOut(list, options)).tags.flatMap(({ tag, suggestedFor }) =>
            suggestedFor.includes(i) ? [tag] : [],
          );
        expect(suggestionsFor(renamed)).toEqual(suggestionsFor(tracks));
      }
    }
  });

  it('counts precision and recall per tag', () => {
    const at = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));
    const group = (tag: string, angle: number) =>
      [0, 0.01, 0.02, 0.03, 0.04].map((step, i) => ({ path: `/${tag}/${i}`, vector: at(angle + step), tags: [tag] }));
    const { tags, precision, recall } = evaluateTags([...group('A', 0), ...group('B', 1.5)], { precision: 0.8 });
    expect(tags).toEqual([
      { tag: 'A', samples: 5, suggested: 5, right: 5, precision: 1, recall: 1 },
      { tag: 'B', samples: 5, suggested: 5, right: 5, precision: 1, recall: 1 },
    ]);
    expect([precision, recall]).toEqual([1, 1]);
  });
});

describe('a track that is an example', () => {
  it('is not compared with itself if there is a precision', () => {
    const tracks = taggedTracks(12, 100);
    const learned = learnTagProfiles(tracks, { precision: 0.8 });
    const score = (vector: Float32Array, path?: string) => learned.scores(vector, path).map((each) => each.score);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const [withItself, without] = [true, false].map((isIncluded) =>
      sum(
        tracks.map(({ vector, path, tags }) =>
          sum(score(vector, isIncluded ? undefined : path).filter((_, i) => tags.includes(learned.profiles[i].tag))),
        ),
      ),
    );
    expect(without).toBeLessThan(withItself);
    expect(score(tracks[0].vector, '/unknown')).toEqual(score(tracks[0].vector));
  });
});

describe('chooseExamples', () => {
  it('keeps tracks of rare tags, in any order of the tracks, and the order by path', () => {
    const tracks = taggedTracks(9, 500).map((track, i) => (i % 125 === 0 ? { ...track, tags: ['Rare'] } : track));
    const chosen = chooseExamples(tracks, 3, 100);
    expect(chosen).toHaveLength(100);
    expect(chosen.filter(({ tags }) => tags.includes('Rare'))).toHaveLength(4);
    expect(chosen.map(({ path }) => path)).toEqual(chosen.map(({ path }) => path).sort());
  });
});

describe('doubtfulTags', () => {
  it('are own tags below the threshold, in the spelling of the track', () => {
    const tracks = taggedTracks(10);
    const learned = learnTagProfiles(tracks);
    const { vector } = tracks[0];
    const scores = new Map(learned.scores(vector).map((each) => [each.tag, each]));
    const doubtful = doubtfulTags(learned, vector, { tags: TAGS.map((tag) => tag.toUpperCase()), pruneMargin: 0.05 });
    const expected = TAGS.filter((tag) => scores.get(tag)!.score < scores.get(tag)!.threshold - 0.05);
    expect(doubtful.map(({ tag }) => tag)).toEqual(expected.map((tag) => tag.toUpperCase()));
    expect(doubtful.length).toBeGreaterThan(0);
    expect(() => doubtfulTags(learned, vector, { tags: TAGS, pruneMargin: -1 })).toThrow(OptionError);
  });
});

describe('nearestTagged', () => {
  it('finds the nearest tracks with the tag, but not the track itself', () => {
    const tracks = taggedTracks(11);
    const [track] = tracks;
    const near = nearestTagged(tracks)(track.tags[0], track.vector, { path: track.path, count: 2 });
    expect(near).toHaveLength(2);
    expect(near[0].similarity).toBeGreaterThanOrEqual(near[1].similarity);
    for (const { path } of near) expect(tracks.find((each) => each.path === path)?.tags).toContain(track.tags[0]);
    expect(near.map(({ path }) => path)).not.toContain(track.path);
    expect(nearestTagged(tracks)('unknown', track.vector)).toEqual([]);
  });
});

describe('tagUncertainty', () => {
  const scored = (...scores: number[]) => scores.map((score, i) => ({ tag: `t${i}`, score, threshold: 0 }));
  it('is the margin, entropy or lack of confidence', () => {
    expect(tagUncertainty(scored(0.5, 0.8), 'margin')).toBeCloseTo(0.7);
    expect(tagUncertainty(scored(0.5), 'margin')).toBe(0);
    expect(tagUncertainty(scored(0.5, 0.5), 'entropy')).toBeCloseTo(Math.log(2));
    expect(tagUncertainty(scored(0.5, -0.2), 'entropy')).toBeCloseTo(0);
    expect(tagUncertainty(scored(-0.5), 'entropy')).toBe(0);
    expect(tagUncertainty(scored(0.3, 0.9), 'least_confidence')).toBeCloseTo(0.1);
    expect(() => tagUncertainty([], 'random' as 'margin')).toThrow(OptionError);
  });
});

describe('readTags', () => {
  it('trims, and skips values that are no tags', () => {
    expect(readTags([' a ', 'a', '', 7, null, ['x'], { y: 1 }, Number.NaN, true])).toEqual(['a', '7']);
    expect(readTags('a')).toEqual([]);
    expect(readTags(undefined)).toEqual([]);
    expect(tagKey(' PÉAK ')).toBe(tagKey('pe\u0301ak'));
  });
});
