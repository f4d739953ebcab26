import { byteReader } from '../model/byte-reader.ts';
import type { DjGridAnchor } from '../model/dj-track.ts';
import { anchorFrom, anchorsBetween, type NumberedBeat } from '../model/grid-anchors.ts';

const MARKER_BYTES = 8;
const MAX_BPM = 1000;

/** Reads the object "Serato BeatGrid". Every marker is the first beat of a bar. Throws a RangeError for damaged data. */
export function readSeratoBeatGrid(object: Uint8Array): DjGridAnchor[] {
  if (object.length === 0) return [];
  const reader = byteReader(object);
  reader.bytes(2);
  const count = reader.u32();
  if (count * MARKER_BYTES > reader.left) throw new RangeError('The grid ends too early');
  const beats: NumberedBeat[] = [];
  let number = 0;
  for (let i = 0; i < count; i++) {
    const timeS = reader.f32();
    if (!(timeS > (beats.at(-1)?.timeS ?? Number.NEGATIVE_INFINITY)))
      throw new RangeError('The markers are not in order');
    beats.push({ timeS, number });
    if (i < count - 1) {
      number += reader.u32();
      continue;
    }
    const bpm = reader.f32();
    const last = bpm > 0 && bpm <= MAX_BPM ? anchorFrom(beats[i], bpm) : undefined;
    return [...anchorsBetween(beats), ...(last === undefined ? [] : [last])];
  }
  return [];
}

/** Reads the tempo in the object "Serato Autotags"; undefined if there is none. */
export function readSeratoTempo(object: Uint8Array): number | undefined {
  const bpm = Number(Buffer.from(object.subarray(2, 34)).toString('latin1').split('\0')[0]);
  return bpm > 0 && bpm <= MAX_BPM ? bpm : undefined;
}
