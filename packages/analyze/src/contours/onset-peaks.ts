/** Short frames (35 ms) on either side within which an onset must be the strongest. */
const REACH = 3;

/** Returns true if no near frame is stronger. Of equal frames, the first is the peak. */
export function isOnsetPeak(onsets: Float32Array, at: number): boolean {
  for (let i = Math.max(0, at - REACH); i <= at + REACH && i < onsets.length; i++) {
    if (onsets[i] > onsets[at] || (onsets[i] === onsets[at] && i < at)) return false;
  }
  return true;
}
