/** `frame` is the frame of the plane's first sample. */
export function without(
  plane: Float32Array,
  frame: number,
  ranges: readonly (readonly [from: number, to: number])[],
): Float32Array {
  let rest = plane;
  for (const [from, to] of ranges.toReversed()) {
    const start = Math.min(plane.length, Math.max(0, from - frame));
    const end = Math.min(plane.length, Math.max(0, to - frame));
    if (start === 0) rest = rest.subarray(end);
    else if (end > start) rest = joined(rest.subarray(0, start), rest.subarray(end));
  }
  return rest;
}

function joined(head: Float32Array, tail: Float32Array): Float32Array {
  const whole = new Float32Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
