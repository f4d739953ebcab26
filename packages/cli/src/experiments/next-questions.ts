import { createHash } from 'node:crypto';
import {
  NotFoundError,
  RbassistError,
  type RunOptions,
  type ScoreWeights,
  searchWords,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import {
  FEWEST_JUDGEMENTS,
  type JudgementFile,
  mostInformative,
  optimizeWeights,
  type Question,
} from '@rbassist/experiments';
import type { Library } from '@rbassist/library';
import { scoreJudgements, valuesOf } from './score-judgements.ts';

/** Seeds whose questions are compared at once. Their answers change the weights for the next ones. */
const SEEDS = 6;
/** Candidates of a seed that mix, and as many that only sound alike. */
const CANDIDATES = 6;
const ANY_TEMPO_PCT = 100;

/**
 * Yields questions that `answers` don't contain, the most informative of a few seeds first. Reads `answers` again for
 * each group of seeds. Ends if every pair of the library has been asked.
 */
export async function* nextQuestions(
  library: Library,
  answers: Pick<JudgementFile, 'judgements' | 'skipped'>,
  run: RunOptions,
): AsyncGenerator<Question> {
  const seeds = seedOrder(library, answers);
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (let at = 0; at < seeds.length && !run.signal?.aborted; at += SEEDS) {
      const asked = askedPairs(answers);
      const { weights, sharpness } = await presentWeights(library, answers, run);
      const candidates = await Promise.all(seeds.slice(at, at + SEEDS).map((seed) => candidatesOf(library, seed, run)));
      const isAsked = (seed: string, a: string, b: string) => asked.has(pairKey(seed, a, b));
      for (const question of mostInformative(candidates, weights, isAsked, sharpness)) {
        isNew = true;
        yield question;
      }
    }
  }
}

/** Orders tracks by a hash: those without an answer first, and each artist once before any twice. */
function seedOrder(library: Library, { judgements, skipped }: Pick<JudgementFile, 'judgements' | 'skipped'>): string[] {
  const used = new Set([...judgements, ...skipped].map(({ seed }) => seed));
  const artists = new Map<string, number>();
  const tracks = [...library.tracks(['artist', 'missing', 'staged', 'error'])]
    .filter(([, { missing, staged, error }]) => !missing && !staged && !error)
    .map(([path, { artist }]) => ({ path, artist, hash: createHash('sha1').update(path).digest('hex') }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const ranked = tracks.map(({ path, artist }) => {
    const name = typeof artist === 'string' ? searchWords(artist) : '';
    const rank = name === '' ? 0 : (artists.get(name) ?? 0);
    artists.set(name, rank + 1);
    return { path, rank: used.has(path) ? Number.POSITIVE_INFINITY : rank };
  });
  return ranked.sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank)).map(({ path }) => path);
}

async function candidatesOf(library: Library, seed: string, run: RunOptions) {
  try {
    const mixing = await library.recommend(seed, { top: CANDIDATES, ...run });
    const alike = await library.recommend(seed, {
      top: CANDIDATES,
      tempoPct: ANY_TEMPO_PCT,
      camelotNeighbors: false,
      ...run,
    });
    const paths = [...mixing.recommendations, ...alike.recommendations].map(({ path }) => path);
    const pairs = [...new Set(paths)].map((to) => ({ from: seed, to }));
    const scored = await library.scoreParts(pairs, run);
    const candidates = scored.flatMap((mix) => (mix.ok ? [{ path: mix.value.to, parts: valuesOf(mix.value) }] : []));
    return { seed, candidates };
  } catch (error) {
    // a track without a vector is no seed
    if (error instanceof NotFoundError) return { seed, candidates: [] };
    throw error;
  }
}

async function presentWeights(
  library: Library,
  { judgements: lines }: Pick<JudgementFile, 'judgements'>,
  run: RunOptions,
): Promise<{ weights: Readonly<ScoreWeights>; sharpness?: number }> {
  if (lines.length >= FEWEST_JUDGEMENTS) {
    const { judgements } = await scoreJudgements(library, lines, run);
    try {
      const { weights, sharpness } = optimizeWeights(judgements);
      return { weights, sharpness };
    } catch (error) {
      // too few can be used
      if (!RbassistError.isInstance(error) || error.code !== 'too-few-judgements') throw error;
    }
  }
  return { weights: WEIGHT_PRESETS.balanced };
}

function askedPairs({ judgements, skipped }: Pick<JudgementFile, 'judgements' | 'skipped'>): Set<string> {
  const answered = judgements.flatMap(({ seed, better, worse }) =>
    typeof better === 'string' && typeof worse === 'string' ? [pairKey(seed, better, worse)] : [],
  );
  return new Set([...answered, ...skipped.map(({ seed, skipped: [a, b] }) => pairKey(seed, a, b))]);
}

function pairKey(seed: string, a: string, b: string): string {
  return JSON.stringify(a < b ? [seed, a, b] : [seed, b, a]);
}
