/** Milliseconds after which a tap begins anew. */
const PAUSE_MS = 2500;
/** Taps that count; older ones are from before somebody found the beat. */
const MOST_TAPS = 16;
/** Taps that a tempo needs. */
const FEWEST_TAPS = 4;

/** Adds a tap to earlier ones, in milliseconds. A long pause forgets the earlier ones. */
export function addTap(taps: readonly number[], now: number): number[] {
  const last = taps.at(-1);
  return last === undefined || now - last > PAUSE_MS ? [now] : [...taps.slice(1 - MOST_TAPS), now];
}

/** Returns the tempo of taps in BPM: the slope of the line through them. Undefined for fewer than four. */
export function tappedBpm(taps: readonly number[]): number | undefined {
  if (taps.length < FEWEST_TAPS) return undefined;
  const middle = (taps.length - 1) / 2;
  const mean = taps.reduce((sum, tap) => sum + tap, 0) / taps.length;
  let products = 0;
  let squares = 0;
  taps.forEach((tap, i) => {
    products += (i - middle) * (tap - mean);
    squares += (i - middle) ** 2;
  });
  return 60_000 / (products / squares);
}
