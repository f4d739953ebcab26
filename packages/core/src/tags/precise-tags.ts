import { dot, unit } from '../vectors/vector-math.ts';
import { chooseExamples } from './choose-examples.ts';
import { cosines } from './cosines.ts';
import { contrastsFor, contrastsOf } from './neighbor-contrast.ts';
import { type PrecisionSteps, precisionAt, precisionSteps } from './precision-steps.ts';
import { spread, type TagProfile, type TagProfiles, unitMean } from './tag-profile.ts';
import { groupByTag, hasDirection, type TaggedTrack } from './tagged-track.ts';

interface PreciseTag {
  profile: TagProfile;
  members: readonly number[];
  hasTag: Uint8Array;
  steps: PrecisionSteps;
}

/**
 * Learns tags from the nearest tracks with and without each tag. See `learnTagProfiles`.
 *
 * @param learnable Sorted by path, all with a direction.
 */
export function learnPreciseTags(
  learnable: readonly TaggedTrack[],
  { minSamples, precision }: { minSamples: number; precision: number },
): TagProfiles {
  const examples = chooseExamples(learnable, minSamples);
  const units = examples.map(({ vector }) => unit(vector));
  const positions = new Map<string | undefined, number>(examples.map((example, i) => [example.path, i]));
  const similarities = units.map((one) => cosines(one, units));
  const learned = groupByTag(examples, minSamples).map(({ tag, members }): PreciseTag => {
    const hasTag = flagsOf(members, units.length);
    const contrasts = contrastsOf(similarities, hasTag);
    const steps = precisionSteps(contrasts, hasTag, members.length / units.length);
    const centroid = unitMean(members.map((i) => units[i]));
    const meanSimilarity = spread(members.map((i) => dot(units[i], centroid))).mean;
    const canSuggest = steps.highest >= precision;
    return {
      profile: { tag, samples: members.length, threshold: precision, meanSimilarity, canSuggest },
      members,
      hasTag,
      steps,
    };
  });
  return {
    profiles: learned.map(({ profile }) => profile),
    scores(vector, path) {
      if (!hasDirection(vector)) return [];
      const direction = unit(vector);
      const contrastTo = contrastsFor(cosines(direction, units), positions.get(path));
      return learned.flatMap(({ profile: { tag, threshold }, members, hasTag, steps }) => {
        const contrast = contrastTo(hasTag, members);
        return Number.isNaN(contrast) ? [] : [{ tag, score: precisionAt(steps, contrast), threshold }];
      });
    },
  };
}

/** Returns 1 for each member, else 0. */
export function flagsOf(members: readonly number[], count: number): Uint8Array {
  const flags = new Uint8Array(count);
  for (const member of members) flags[member] = 1;
  return flags;
}
