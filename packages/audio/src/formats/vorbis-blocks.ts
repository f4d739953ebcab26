const MODE_BITS = 41;
const MOST_MODES = 64;

/** Reads the third packet (Vorbis I, 4.2) from its end, because the codebooks before the mode table have any length. */
export function vorbisBlockSize(
  identification: Uint8Array,
  setup: Uint8Array,
): ((packet: Uint8Array) => number) | null {
  const sizes = [1 << (identification[28] & 15), 1 << (identification[28] >> 4)];
  const isLong = readModes(setup);
  if (!isLong) return null;
  const mask = (1 << Math.ceil(Math.log2(isLong.length))) - 1;
  return (packet) => sizes[isLong[(packet[0] >> 1) & mask] ?? 0];
}

/** Returns, for each mode, 1 if its blocks are long. */
function readModes(setup: Uint8Array): number[] | null {
  let end = setup.length * 8;
  while (end > 0 && bit(setup, end - 1) === 0) end--;
  end -= 1; // the framing bit
  let found: number[] | null = null;
  const flags: number[] = [];
  for (let at = end - MODE_BITS; at > 100 && flags.length < MOST_MODES; at -= MODE_BITS) {
    // window and transform type are always 0
    if (bits(setup, at + 1, 16) !== 0 || bits(setup, at + 17, 16) !== 0) break;
    flags.unshift(bit(setup, at));
    if (bits(setup, at - 6, 6) + 1 === flags.length) found = [...flags];
  }
  return found;
}

function bit(bytes: Uint8Array, at: number): number {
  return (bytes[at >> 3] >> (at & 7)) & 1;
}

function bits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= bit(bytes, at + i) << i;
  return value;
}
