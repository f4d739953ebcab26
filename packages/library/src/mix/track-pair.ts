import { cosineDistance, type MixTrack, type TrackPair } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';

/** Returns two tracks to score, with their features, and the distance of their vectors if the index has both. */
export function trackPair(
  { meta }: LibraryContext,
  from: MixTrack,
  to: MixTrack,
  index: ReadonlyVectorIndex | undefined,
): TrackPair {
  const [a, b] = [from, to].map(({ path }) => (index?.has(path) ? index.vector(path) : undefined));
  const [fromFeatures, toFeatures] = [from, to].map(({ path }) => meta.get(path, ['features'])?.features);
  return {
    from,
    to,
    ...(a && b && { distance: cosineDistance(a, b) }),
    features: { from: fromFeatures, to: toFeatures },
  };
}
