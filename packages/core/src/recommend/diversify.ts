import { foldName } from '../tracks/fold-name.ts';
import { dot, unit } from '../vectors/vector-math.ts';

/** Facts of a candidate that decide if it differs from those before it. */
export interface DiverseFacts {
  /** Relevance, 0..1. */
  score: number;
  /** Vector; without one, only the artist counts. */
  vector?: Float32Array;
  artist?: string;
}

/** Similarity of two tracks of one artist is at least this, so that an artist does not fill the list. */
const SAME_ARTIST = 0.5;
/** Keeps the given order when rounding decides. */
const TOLERANCE = 1e-12;

/**
 * Chooses tracks that are relevant, but differ from each other. The next track is always the one with the largest
 * `λ · score − (1 − λ) · s`. λ is `1 − diversity`, and s the similarity to the most similar track chosen so far. The
 * similarity is the cosine of the vectors, and at least 0.5 for tracks of one artist.
 *
 * @param tracks The most relevant first; that order decides ties.
 * @param count Maximum number of tracks to choose.
 * @param diversity 0 keeps the order; 1 ignores relevance after the first track.
 * @see Carbonell and Goldstein, "The use of MMR, diversity-based reranking" (SIGIR 1998)
 */
export function diversify<Track>(
  tracks: readonly Track[],
  count: number,
  diversity: number,
  factsOf: (track: Track) => DiverseFacts,
): Track[] {
  if (diversity === 0) return tracks.slice(0, count);
  const remaining = tracks.map((track) => {
    const { score, vector, artist } = factsOf(track);
    return { track, score, vector: vector && unit(vector), artist: artist && foldName(artist), similarity: 0, seen: 0 };
  });
  const chosen: typeof remaining = [];
  const gainOf = ({ score, similarity }: (typeof remaining)[number]) =>
    (1 - diversity) * score - diversity * similarity;
  while (chosen.length < count && remaining.length > 0) {
    let best = 0;
    let bestGain = chosen.length === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    for (const [i, track] of remaining.entries()) {
      // more comparisons only lower a gain, so most tracks need none
      if (gainOf(track) <= bestGain + TOLERANCE) continue;
      for (; track.seen < chosen.length; track.seen++) {
        track.similarity = Math.max(track.similarity, similarityOf(chosen[track.seen], track));
      }
      if (gainOf(track) > bestGain + TOLERANCE) [best, bestGain] = [i, gainOf(track)];
    }
    chosen.push(...remaining.splice(best, 1));
  }
  return chosen.map(({ track }) => track);
}

function similarityOf(a: Omit<DiverseFacts, 'score'>, b: Omit<DiverseFacts, 'score'>): number {
  const cosine = a.vector && b.vector && a.vector.length === b.vector.length ? Math.max(0, dot(a.vector, b.vector)) : 0;
  return a.artist && a.artist === b.artist ? Math.max(SAME_ARTIST, cosine) : cosine;
}
