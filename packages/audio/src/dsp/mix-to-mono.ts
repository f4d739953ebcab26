/** Mixes a stream of planar blocks to mono with {@link mixToMono}. */
export async function* monoBlocks(blocks: AsyncIterable<Float32Array[]>): AsyncGenerator<Float32Array> {
  for await (const planes of blocks) yield mixToMono(planes);
}

/** Returns the mean of a block's channels; for mono, the channel itself, not a copy. */
export function mixToMono(planes: readonly Float32Array[]): Float32Array {
  if (planes.length === 1) return planes[0];
  const mono = new Float32Array(planes[0].length);
  if (planes.length === 2) {
    const [left, right] = planes;
    for (let i = 0; i < mono.length; i++) mono[i] = (left[i] + right[i]) / 2;
    return mono;
  }
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (const plane of planes) sum += plane[i];
    mono[i] = sum / planes.length;
  }
  return mono;
}
