import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  checkOptions,
  notify,
  type OptionRule,
  oneOf,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  TAG_PROFILE_DEFAULTS,
  type TagScore,
  tagProfileSteps,
  tagUncertainty,
  UNCERTAINTY_STRATEGIES,
  type UncertaintyStrategy,
  withDefaults,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { runSteps } from './run-steps.ts';
import { taggedLibrary } from './tagged-library.ts';

/** Options of `Library.uncertainTracks`. */
export interface UncertainTracksOptions extends RunOptions {
  /** Measure of the uncertainty. @default 'margin' */
  strategy?: UncertaintyStrategy;
  /** Number of tracks. @default 10 */
  topK?: number;
  /** Number of tracks that a tag needs. @default 3 */
  minSamples?: number;
}

/** Defaults of {@link UncertainTracksOptions}. */
export const UNCERTAIN_TRACKS_DEFAULTS = {
  ...TAG_PROFILE_DEFAULTS,
  strategy: 'margin',
  topK: 10,
} as const satisfies UncertainTracksOptions;

const RULES = {
  ...RUN_OPTION_RULES,
  strategy: oneOf(UNCERTAINTY_STRATEGIES),
  topK: optionRules.positiveInteger,
  minSamples: optionRules.positiveInteger,
} satisfies Record<keyof UncertainTracksOptions, OptionRule>;

const SHOWN_TAGS = 3;
const TRACKS_PER_TURN = 64;

/** A track whose tags would teach much. */
export interface UncertainTrack {
  path: string;
  /** See `tagUncertainty` of `@rbassist/core`. */
  uncertainty: number;
  /** The best scores, the highest first: cosines to the mean of each tag. */
  scores: TagScore[];
}

/** Result of `Library.uncertainTracks`. */
export interface UncertainTracks {
  /** The most uncertain first. */
  tracks: UncertainTrack[];
  /** True if the call was aborted; `tracks` is then empty. */
  interrupted: boolean;
}

/** See `Library.uncertainTracks`. */
export async function uncertainTracks(
  context: LibraryContext,
  options: UncertainTracksOptions,
): Promise<UncertainTracks> {
  checkOptions(options, RULES);
  const { strategy, topK, minSamples, signal, onProgress } = withDefaults<
    RunOptions & { strategy: UncertaintyStrategy; topK: number; minSamples: number }
  >(UNCERTAIN_TRACKS_DEFAULTS, options);
  const library = await taggedLibrary(context, { signal, onProgress });
  if (!library) return { tracks: [], interrupted: true };
  const { own, index, tagged } = library;
  const learned = await runSteps(tagProfileSteps(tagged, { minSamples }), 'tag-learning', { signal, onProgress });
  if (!learned) return { tracks: [], interrupted: true };
  const untagged = context.mixTracks.all.filter(({ path }) => index.has(path) && own.get(path).all.length === 0);
  const tracks: UncertainTrack[] = [];
  for (const [i, { path }] of untagged.entries()) {
    if (i % TRACKS_PER_TURN === 0) {
      await nextTurn();
      if (signal?.aborted) return { tracks: [], interrupted: true };
      notify(onProgress, { stage: 'tags', done: i, total: untagged.length });
    }
    const vector = index.vector(path);
    const scores = vector ? learned.scores(vector) : [];
    if (scores.length === 0) continue;
    const uncertainty = tagUncertainty(scores, strategy);
    scores.sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1));
    tracks.push({ path, uncertainty, scores: scores.slice(0, SHOWN_TAGS) });
  }
  tracks.sort((a, b) => b.uncertainty - a.uncertainty || (a.path < b.path ? -1 : 1));
  return { tracks: tracks.slice(0, topK), interrupted: false };
}
