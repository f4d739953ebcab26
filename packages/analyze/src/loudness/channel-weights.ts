/** A surround channel counts 1.5 dB more (ITU-R BS.1770-4, table 4). */
const SURROUND = 1.41;
/** Low-frequency effects do not count. */
const EFFECTS = 0;

/** Weights by number of channels, in the order of WAV files, which ffmpeg delivers too. */
const WEIGHTS: Readonly<Record<number, readonly number[]>> = {
  // quadrophony: left, right, surrounds
  4: [1, 1, SURROUND, SURROUND],
  // left, right, centre, surrounds
  5: [1, 1, 1, SURROUND, SURROUND],
  // 5.1
  6: [1, 1, 1, EFFECTS, SURROUND, SURROUND],
  // 6.1: back centre, then sides
  7: [1, 1, 1, EFFECTS, 1, SURROUND, SURROUND],
  // 7.1: backs (beyond 120°, so their weight is 1), then sides
  8: [1, 1, 1, EFFECTS, 1, 1, SURROUND, SURROUND],
};

/** Returns the weight of each channel. Samples have no channel layout, so the number of channels decides. */
export function channelWeights(channelCount: number): readonly number[] {
  return WEIGHTS[channelCount] ?? new Array<number>(channelCount).fill(1);
}
