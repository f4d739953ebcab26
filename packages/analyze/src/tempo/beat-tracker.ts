/** Weight of the penalty for a beat interval that differs from the expected one. */
const TIGHTNESS = 5;

/**
 * Places beats by dynamic programming: the strongest onsets whose intervals stay near the expected period.
 *
 * @param strength Pulse strength per frame, root mean square about 1.
 * @param period Expected beat period around a frame, in frames.
 * @returns Frames of the beats, rising. Empty for less than two periods.
 * @see Ellis, "Beat tracking by dynamic programming" (JNMR 2007)
 */
export function trackBeats(strength: Float32Array, period: (frame: number) => number): Int32Array {
  const frames = strength.length;
  const score = new Float64Array(frames);
  const previous = new Int32Array(frames).fill(-1);
  let penalties = new Float64Array(0);
  let penaltiesOf = 0;
  let firstLag = 0;
  for (let n = 0; n < frames; n++) {
    const expected = period(n);
    if (expected !== penaltiesOf) {
      penaltiesOf = expected;
      firstLag = Math.max(1, Math.round(expected / 2));
      penalties = Float64Array.from({ length: Math.round(expected * 2) - firstLag + 1 }, (_, i) => {
        const deviation = Math.log((firstLag + i) / expected);
        return TIGHTNESS * expected * deviation * deviation;
      });
    }
    let best = Number.NEGATIVE_INFINITY;
    let from = -1;
    const last = Math.min(penalties.length, n - firstLag + 1);
    for (let i = 0; i < last; i++) {
      const candidate = score[n - firstLag - i] - penalties[i];
      if (candidate > best) {
        best = candidate;
        from = n - firstLag - i;
      }
    }
    // a chain may start anywhere in the first period, or later if no earlier chain scores above 0
    if (from >= 0 && best > 0) {
      score[n] = strength[n] + best;
      previous[n] = from;
    } else {
      score[n] = strength[n];
    }
  }
  return backtrack(score, previous, period);
}

function backtrack(score: Float64Array, previous: Int32Array, period: (frame: number) => number): Int32Array {
  const frames = score.length;
  let end = -1;
  let best = Number.NEGATIVE_INFINITY;
  for (let n = Math.max(0, frames - Math.round(period(frames - 1))); n < frames; n++) {
    if (score[n] > best) {
      best = score[n];
      end = n;
    }
  }
  const beats: number[] = [];
  for (let n = end; n >= 0; n = previous[n]) beats.push(n);
  return Int32Array.from(beats.reverse());
}
