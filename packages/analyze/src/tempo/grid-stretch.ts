export interface GridStretch {
  timeS: number;
  periodS: number;
  /** End of the stretch in seconds, infinity for the last. */
  untilS: number;
}

/** Returns the beats of consecutive stretches, from the first at or after 0 to the last before `durationS`. */
export function beatsOf(stretches: readonly GridStretch[], durationS: number): Float64Array {
  const beats: number[] = [];
  let fromS = 0;
  for (const { timeS, periodS, untilS } of stretches) {
    const endS = Math.min(untilS, durationS);
    // a beat on the border belongs to the later stretch
    let i = Math.ceil((fromS - timeS) / periodS - 1e-6);
    for (; timeS + i * periodS < endS - 1e-6 * periodS; i++) beats.push(Math.max(0, timeS + i * periodS));
    fromS = endS;
  }
  return Float64Array.from(beats);
}
