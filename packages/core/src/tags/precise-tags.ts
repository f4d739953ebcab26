import { dot, meanVector, unit } from '../vectors/vector-math.ts';
import { chooseExamples } from './choose-examples.ts';
import { cosines } from './cosines.ts';
import { contrastOf, contrastsFor } from './neighbor-contrast.ts';
import { type PrecisionCurve, precisionAt, precisionCurve } from './precision-curve.ts';
import { spread } from './spread.ts';
import type { TagProfile, TagProfiles } from './tag-profile.ts';
import { groupByTag, hasDirection, type TaggedTrack } from './tagged-track.ts';
import { mapInSteps, type WorkSteps } from './work-steps.ts';

/** Tracks that are compared with all others in one step: 3 to 15 ms, by the length of the vectors. */
export const ROWS_PER_STEP = 8;

interface PreciseTag {
  profile: TagProfile;
  members: readonly number[];
  hasTag: Uint8Array;
  curve: PrecisionCurve;
}

/**
 * Learns tags from the nearest tracks with and without each tag. See `learnTagProfiles`.
 *
 * @param learnable Sorted by path, all with a direction.
 */
export function* learnPreciseTags(
  learnable: readonly TaggedTrack[],
  { minSamples, precision }: { minSamples: number; precision: number },
): WorkSteps<TagProfiles> {
  const examples = chooseExamples(learnable, minSamples);
  const units = examples.map(({ vector }) => unit(vector));
  const positions = new Map<string | undefined, number>(examples.map(({ path }, i) => [path, i]));
  const similarities = yield* mapInSteps(units, ROWS_PER_STEP, (one) => cosines(one, units));
  const groups = groupByTag(examples, minSamples);
  const learned = yield* mapInSteps(groups, 1, ({ tag, members }): PreciseTag => {
    const hasTag = flagsOf(members, units.length);
    const curve = curveOf(similarities, hasTag, members.length / units.length);
    const centroid = unit(meanVector(members.map((i) => units[i])));
    const meanSimilarity = spread(members.map((i) => dot(units[i], centroid))).mean;
    const canSuggest = (curve.shares.at(0) ?? 0) >= precision;
    const profile = { tag, samples: members.length, threshold: precision, meanSimilarity, canSuggest };
    return { profile, members, hasTag, curve };
  });
  return {
    profiles: learned.map(({ profile }) => profile),
    scores(vector, path) {
      if (!hasDirection(vector)) return [];
      const contrastTo = contrastsFor(cosines(unit(vector), units), positions.get(path));
      return learned.flatMap(({ profile: { tag, threshold }, members, hasTag, curve }) => {
        const contrast = contrastTo(hasTag, members);
        return Number.isNaN(contrast) ? [] : [{ tag, score: precisionAt(curve, contrast), threshold }];
      });
    },
  };
}

function curveOf(similarities: readonly Float32Array[], hasTag: Uint8Array, share: number): PrecisionCurve {
  const judged = similarities
    .map((near, i) => ({ score: contrastOf(near, hasTag, i), isRight: hasTag[i] }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score);
  const scores = Float64Array.from(judged, ({ score }) => score);
  return precisionCurve({ scores, isRight: Uint8Array.from(judged, ({ isRight }) => isRight) }, share);
}

/** Returns 1 for each member, else 0. */
export function flagsOf(members: readonly number[], count: number): Uint8Array {
  const flags = new Uint8Array(count);
  for (const member of members) flags[member] = 1;
  return flags;
}
