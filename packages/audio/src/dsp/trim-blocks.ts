/** Cuts a stream of planar blocks to `count` frames after the first `skip`. Ends the stream as soon as it has them. */
export async function* trimBlocks(
  blocks: AsyncIterable<Float32Array[]>,
  skip: number,
  count: number,
): AsyncGenerator<Float32Array[]> {
  let position = 0;
  for await (const block of blocks) {
    const frames = block[0].length;
    const from = Math.max(0, skip - position);
    const to = Math.min(frames, skip + count - position);
    position += frames;
    if (to > from) yield from === 0 && to === frames ? block : block.map((plane) => plane.subarray(from, to));
    if (position >= skip + count) return;
  }
}
