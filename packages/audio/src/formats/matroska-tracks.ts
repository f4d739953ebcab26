import type { AudioFile } from './audio-file.ts';

const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;
const CLUSTER = 0x1f43b675;
/** Longest header of an element (id and size), in bytes. */
const HEAD_BYTES = 12;
/** More elements than any file has before its tracks. */
const MAX_ELEMENTS = 1000;

interface Element {
  id: number;
  offset: number;
  end: number;
}

/** Lists the track types in a Matroska or WebM file: 1 for video, 2 for audio. */
export async function matroskaTrackTypes(file: AudioFile): Promise<number[]> {
  const types: number[] = [];
  const top = await elements(file, 0, file.size);
  for (const segment of top.filter(({ id }) => id === SEGMENT)) {
    const tracks = (await elements(file, segment.offset, segment.end)).filter(({ id }) => id === TRACKS);
    for (const { offset, end } of tracks) {
      for (const entry of (await elements(file, offset, end)).filter(({ id }) => id === TRACK_ENTRY)) {
        const type = (await elements(file, entry.offset, entry.end)).find(({ id }) => id === TRACK_TYPE);
        if (type) types.push((await file.read(type.end - 1, 1))[0]);
      }
    }
  }
  return types;
}

/** Stops at the first cluster, which contains the audio. */
async function elements(file: AudioFile, from: number, to: number): Promise<Element[]> {
  const found: Element[] = [];
  for (let at = from; at < to && found.length < MAX_ELEMENTS; ) {
    const head = await file.read(at, HEAD_BYTES);
    const idBytes = Math.clz32(head[0]) - 23;
    const sizeBytes = Math.clz32(head[idBytes]) - 23;
    if (idBytes > 4 || !(sizeBytes >= 1 && sizeBytes <= 8) || head.length < idBytes + sizeBytes) break;
    const id = number(head.subarray(0, idBytes));
    const marker = 2 ** (7 * sizeBytes);
    const size = number(head.subarray(idBytes, idBytes + sizeBytes)) - marker;
    const offset = at + idBytes + sizeBytes;
    // all ones mean an unknown size
    const end = size === marker - 1 ? to : Math.min(to, offset + size);
    if (id === CLUSTER) break;
    found.push({ id, offset, end });
    at = end;
  }
  return found;
}

function number(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
