/** Estimated share of right suggestions by score. It rises with the score. */
export interface PrecisionCurve {
  /** Falling scores at which a share begins. */
  starts: Float64Array;
  /** Share from each score on. */
  shares: Float64Array;
  /** Share below the last score. */
  lowest: number;
}

/** Scores of examples, sorted from high to low, and 1 for those that have the tag. */
export interface JudgedScores {
  scores: Float64Array;
  isRight: Uint8Array;
}

/**
 * Counts of a prior of one track, which pull the share of few tracks towards the share of all tracks: 3 right of 3 are
 * not 100 %.
 */
const PRIOR = 1;
/** Local share under which a suggestion is more likely wrong than right. */
const EVEN = 0.5;

/**
 * Estimates the share of right suggestions at each score: that of the examples with this score or a higher one. Where
 * most examples around the score are wrong, it is their share instead, so that many sure suggestions do not vouch for
 * a doubtful one. It has loops over arrays, because leave-one-out needs a curve for each track and tag.
 *
 * @param share Share of all examples that have the tag.
 */
export function precisionCurve({ scores, isRight }: JudgedScores, share: number): PrecisionCurve {
  const size = scores.length;
  // levels of equal scores
  const starts = new Float64Array(size);
  const counts = new Int32Array(size);
  const rights = new Int32Array(size);
  let levels = 0;
  for (let i = 0; i < size; i++) {
    if (i === 0 || scores[i] !== scores[i - 1]) starts[levels++] = scores[i];
    counts[levels - 1]++;
    rights[levels - 1] += isRight[i];
  }
  const locals = localShares(counts, rights, levels);
  const shares = new Float64Array(levels);
  let [count, right] = [0, 0];
  for (let i = 0; i < levels; i++) {
    count += counts[i];
    right += rights[i];
    shares[i] = locals[i] < EVEN ? locals[i] : (right + PRIOR * share) / (count + PRIOR);
  }
  const lowest = levels > 0 ? locals[levels - 1] : 0;
  let highest = lowest;
  for (let i = levels - 1; i >= 0; i--) {
    highest = Math.max(highest, shares[i]);
    shares[i] = highest;
  }
  // a share begins halfway to the next score, so that a track slightly below the examples still counts
  for (let i = 0; i + 1 < levels; i++) starts[i] = (starts[i] + starts[i + 1]) / 2;
  return { starts: starts.subarray(0, levels), shares, lowest };
}

/** Returns the share of right suggestions at a score. */
export function precisionAt({ starts, shares, lowest }: PrecisionCurve, score: number): number {
  let [from, to] = [0, starts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (starts[middle] > score) from = middle + 1;
    else to = middle;
  }
  return from < shares.length ? shares[from] : lowest;
}

/** Returns the local share of each level, which falls from level to level (isotonic regression by pooling). */
function localShares(counts: Int32Array, rights: Int32Array, levels: number): Float64Array {
  const ends = new Int32Array(levels);
  const blockCounts = new Int32Array(levels);
  const blockRights = new Int32Array(levels);
  let blocks = 0;
  for (let end = 0; end < levels; end++) {
    let [count, right] = [counts[end], rights[end]];
    while (blocks > 0 && blockRights[blocks - 1] * count <= right * blockCounts[blocks - 1]) {
      blocks--;
      count += blockCounts[blocks];
      right += blockRights[blocks];
    }
    ends[blocks] = end;
    blockCounts[blocks] = count;
    blockRights[blocks++] = right;
  }
  const shares = new Float64Array(levels);
  for (let i = 0, block = 0; i < levels; i++) {
    if (i > ends[block]) block++;
    shares[i] = blockRights[block] / blockCounts[block];
  }
  return shares;
}
