import {
  checkOptions,
  type MixPoints,
  type MixTrack,
  mixPoints,
  OptionError,
  type OptionRule,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  rateTransition,
  type ScoreWeights,
  type StandOutTag,
  scoreWeights,
  type Transition,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { trackOf } from '../mix/track-of.ts';
import { trackPair } from '../mix/track-pair.ts';
import { unusableSeed } from '../recommend/unusable-seed.ts';
import { standOutTags } from '../sound-tags/stand-out-tags.ts';
import { indexIfAny } from '../vectors/usable-index.ts';

/** Options of `Library.mix`. */
export interface MixOptions extends RunOptions {
  /** Weights of the parts of the score. @default the preset `balanced` */
  weights?: Partial<ScoreWeights>;
}

/** A mix from one track into another, with its score and reasons. */
export interface RatedMix {
  tracks: { from: MixTrack; to: MixTrack };
  /** Cosine distance of the vectors, 0..2; absent if either track has none. */
  distance?: number;
  weights: ScoreWeights;
  transition: Transition;
  /** The mix from the second track into the first. */
  reverse: Transition;
  /** Places to leave the first track and to enter the second. */
  mixPoints: MixPoints;
  /** Tags of the sound that stand out in each track; absent if the vectors hold none. */
  soundTags?: { from: StandOutTag[]; to: StandOutTag[] };
  /** Change in energy, -1..1; absent if unknown. */
  energyChange?: number;
  /** Change in loudness, in LU; absent if unknown. */
  loudnessChangeLu?: number;
  /** True if the call was aborted before the vectors could be compared. */
  interrupted: boolean;
}

const RULES = { ...RUN_OPTION_RULES, weights: optionRules.options } satisfies Record<keyof MixOptions, OptionRule>;

/** See `Library.mix`. */
export async function rateMix(context: LibraryContext, a: string, b: string, options: MixOptions): Promise<RatedMix> {
  checkOptions(options, RULES);
  const { weights: given, ...run } = options;
  const weights = scoreWeights(given ?? {}, WEIGHT_PRESETS.balanced);
  const from = await findTrack(context, a, 'first track');
  const to = await findTrack(context, b, 'second track');
  if (from === to) throw new OptionError(`"${a}" and "${b}" mean the same track: ${from}. Name two tracks.`);
  const index = await indexIfAny(context, run);
  for (const path of [from, to]) {
    if (index?.has(path) || run.signal?.aborted) continue;
    const { message, remedies } = unusableSeed(path, context.recordOf(path) ?? {});
    context.warn(message, remedies);
  }
  const [one, other] = [from, to].map((path) => trackOf(context, path));
  const pair = trackPair(context, one, other, index);
  const { distance } = pair;
  const [fromTags, toTags] = [from, to].map((path) => (index ? standOutTags(index, path) : []));
  const { energy: fromEnergy, loudnessLufs: fromLufs } = pair.from;
  const { energy: toEnergy, loudnessLufs: toLufs } = pair.to;
  return {
    tracks: { from: pair.from, to: pair.to },
    ...(distance !== undefined && { distance }),
    weights,
    transition: rateTransition(pair, weights),
    mixPoints: mixPoints(context.recordOf(from) ?? {}, context.recordOf(to) ?? {}),
    reverse: rateTransition(trackPair(context, other, one, index), weights),
    ...(fromTags.length + toTags.length > 0 && { soundTags: { from: fromTags, to: toTags } }),
    ...(fromEnergy !== undefined && toEnergy !== undefined && { energyChange: toEnergy - fromEnergy }),
    ...(fromLufs !== undefined && toLufs !== undefined && { loudnessChangeLu: toLufs - fromLufs }),
    interrupted: run.signal?.aborted ?? false,
  };
}
