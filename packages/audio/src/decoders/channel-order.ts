/** Positions of Vorbis' channels in the order of WAV, by their number (Vorbis I specification, 4.3.9). */
const WAV_ORDER: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

/** Brings the channels of Vorbis and Opus into the order of WAV, in which LFE is the fourth. */
export function inWavOrder(planes: Float32Array[]): Float32Array[] {
  return WAV_ORDER[planes.length]?.map((channel) => planes[channel]) ?? planes;
}
