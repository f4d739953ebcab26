import type { MixTrack } from '../recommend/mix-track.ts';
import { foldName } from '../tracks/fold-name.ts';
import { meanVector, unit } from '../vectors/vector-math.ts';

/** A track of a crate, and its vector if it has one. */
export interface CrateMember {
  track: MixTrack;
  /** Vector of unit length. */
  vector?: Float32Array;
}

/** Facts of a crate that its score compares other tracks with. */
export interface CrateProfile {
  /** Sorted by path, so that their order in the crate does not matter. */
  members: readonly CrateMember[];
  /** Members with a vector. */
  placed: readonly (CrateMember & { vector: Float32Array })[];
  /** Mean direction of the vectors, of unit length; absent without vectors. */
  centroid?: Float32Array;
  /** Folded tags that two members or more share; if there are none, all tags. */
  tags: ReadonlySet<string>;
}

/** Members that share a tag of the crate. */
const SHARED_BY = 2;

/** Computes the facts of a crate from its members. */
export function crateProfile(unsorted: readonly CrateMember[]): CrateProfile {
  const members = [...unsorted].sort((a, b) => (a.track.path < b.track.path ? -1 : 1));
  const placed = members.filter((member): member is CrateProfile['placed'][number] => member.vector !== undefined);
  const vectors = placed.map(({ vector }) => vector);
  return {
    members,
    placed,
    ...(vectors.length > 0 && { centroid: unit(meanVector(vectors)) }),
    tags: crateTags(members),
  };
}

function crateTags(members: readonly CrateMember[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { track } of members) {
    for (const tag of foldedTags(track)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count >= SHARED_BY);
  return new Set((shared.length > 0 ? shared : [...counts]).map(([tag]) => tag));
}

export function foldedTags({ tags }: MixTrack): Set<string> {
  return new Set(tags.map((tag) => foldName(tag)));
}
