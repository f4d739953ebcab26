import {
  checkOptions,
  type MixTrack,
  meanVector,
  NotFoundError,
  OptionError,
  type OptionRule,
  optionRules,
  orderTracks,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  type ScoreWeights,
  type Transition,
  withDefaults,
} from '@rbassist/core';
import { loadEmbedding, type ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { trackOf } from '../mix/track-of.ts';
import { type FoundSeed, findSeed } from '../recommend/find-seed.ts';
import { chosenSeed } from '../recommend/seeds.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { storedVector, VECTOR_KEYS } from '../vectors/stored-vector.ts';
import { usableIndex } from '../vectors/usable-index.ts';
import { planInput } from './plan-input.ts';

/** Options of `Library.recommendSequence`. */
export interface RecommendSequenceOptions extends RunOptions {
  /** Maximum number of tracks. @default 25 */
  top?: number;
  /** Order the tracks so that they mix, after the last seed; otherwise the nearest comes first. @default false */
  order?: boolean;
  /** Weights of the transitions, with `order`. @default those of the preset `balanced` */
  weights?: Partial<ScoreWeights>;
}

/** Defaults of the options of `Library.recommendSequence`. */
export const SEQUENCE_DEFAULTS = { top: 25, order: false } as const satisfies RecommendSequenceOptions;

const RULES = {
  ...RUN_OPTION_RULES,
  top: optionRules.positiveInteger,
  order: optionRules.flag,
  weights: optionRules.options,
} satisfies Record<keyof RecommendSequenceOptions, OptionRule>;

/** A track of a recommended sequence. */
export interface SequenceTrack extends MixTrack {
  /** From 1. */
  rank: number;
  /** Cosine distance from the mean of the seeds, 0..2. */
  distance: number;
}

/** Tracks near the mean of several seeds. */
export interface RecommendedSequence {
  /** Seeds that were used, in the given order. */
  seeds: MixTrack[];
  tracks: SequenceTrack[];
  /** With `order`: one per pair of neighbours, the first from the last seed. */
  transitions?: Transition[];
  /** True if the call was aborted; there may be fewer tracks, or no order. */
  interrupted: boolean;
}

/** See `Library.recommendSequence`. */
export async function recommendSequence(
  context: LibraryContext,
  texts: readonly string[],
  options: RecommendSequenceOptions,
): Promise<RecommendedSequence> {
  checkOptions(options, RULES);
  requireRule('seeds', texts, optionRules.textList);
  if (texts.length === 0) throw new OptionError('Name one seed or more.');
  const { signal, onProgress, weights, ...given } = options;
  const { top, order } = withDefaults<{ top: number; order: boolean }>(SEQUENCE_DEFAULTS, given);
  const run = { signal, onProgress };
  await context.refresh();
  const found = await findKnown(context, texts);
  const index = await usableIndex(context, run);
  if (index === undefined || signal?.aborted) {
    return { seeds: found.map(({ matches: [best] }) => trackOf(context, best)), tracks: [], interrupted: true };
  }
  const seeds = usableSeeds(context, index, found);
  const mean = meanVector(await seedVectors(context, index, seeds));
  const accept = (path: string) => !seeds.includes(path) && isPresent(context.mixTracks.get(path));
  const nearest = index.nearest(mean, top, accept);
  const distances = new Map(nearest.map(({ path, distance }) => [path, distance]));
  const ranked = (paths: readonly string[]): SequenceTrack[] =>
    paths.map((path, i) => ({ rank: i + 1, distance: distances.get(path) ?? 0, ...trackOf(context, path) }));
  const result = { seeds: seeds.map((path) => trackOf(context, path)), interrupted: false };
  if (!order || nearest.length === 0) return { ...result, tracks: ranked([...distances.keys()]) };
  const paths = [...distances.keys()];
  const start = seeds[seeds.length - 1];
  const toOrder = [start, ...paths];
  const input = planInput(
    context,
    toOrder.map((path) => trackOf(context, path)),
    index,
  );
  const plan = await orderTracks(input, toOrder, {
    start,
    artistSpacing: 0,
    ...(weights && { weights }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  return {
    ...result,
    tracks: ranked(plan.paths.slice(1)),
    transitions: plan.transitions,
    interrupted: plan.interrupted,
  };
}

/** Finds the tracks that each text may mean. Warns about texts that match nothing, and throws if all do. */
async function findKnown(context: LibraryContext, texts: readonly string[]): Promise<FoundSeed[]> {
  const found: FoundSeed[] = [];
  const problems: NotFoundError[] = [];
  for (const text of texts) {
    try {
      found.push(await findSeed(context, text));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      problems.push(error);
    }
  }
  if (found.length === 0) {
    if (problems.length === 1) throw problems[0];
    const messages = problems.map(({ message }) => message).join(' ');
    throw new NotFoundError(
      messages,
      problems.flatMap(({ suggestions }) => suggestions),
      {
        remedies: problems[0].remedies,
      },
    );
  }
  for (const { message, remedies } of problems) context.warn(message, remedies);
  return found;
}

/** Returns the best match of each text that has a vector, once. Warns about the others, and throws if there is none. */
function usableSeeds(context: LibraryContext, index: ReadonlyVectorIndex, found: readonly FoundSeed[]): string[] {
  const seeds = new Set<string>();
  const problems: NotFoundError[] = [];
  for (const each of found) {
    try {
      seeds.add(chosenSeed(context, index, each));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      problems.push(error);
    }
  }
  if (seeds.size === 0) throw problems[0];
  for (const { message, remedies } of problems) context.warn(message, remedies);
  return [...seeds];
}

/**
 * Returns the vectors of seeds as stored, because the Python rbassist weighs each by its length. If a file can't be
 * read, returns those of the index, which have unit length.
 */
async function seedVectors(
  { folder, meta }: LibraryContext,
  index: ReadonlyVectorIndex,
  paths: readonly string[],
): Promise<Float32Array[]> {
  const files = await EmbeddingFiles.list(folder);
  const stored: Float32Array[] = [];
  for (const path of paths) {
    const vector = storedVector(path, meta.get(path, VECTOR_KEYS) ?? {}, files);
    const loaded = vector && (await loadEmbedding(files.locate(vector.stored), index.dimensions));
    if (loaded?.ok) stored.push(loaded.value);
  }
  if (stored.length === paths.length) return stored;
  return paths.flatMap((path) => index.vector(path) ?? []);
}
