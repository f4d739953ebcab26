import { TRACK_COLORS } from '../colors/track-colors.ts';
import type { RgbColor } from '../model/dj-track.ts';

/** The 16 of 64 colours that Rekordbox offers for hot cues, by their index in its palette. */
const HOT_CUE_COLORS: Readonly<Record<number, RgbColor>> = {
  1: 0x305aff,
  5: 0x50b4ff,
  9: 0x00e0ff,
  14: 0x1fa392,
  18: 0x10b176,
  22: 0x28e214,
  26: 0xa5e116,
  30: 0xb4be04,
  32: 0xc3af04,
  38: 0xe0641b,
  42: 0xe62828,
  45: 0xff127b,
  49: 0xde44cf,
  56: 0xb432ff,
  60: 0xaa72ff,
  62: 0x6473ff,
};

/** Returns the colour of a track, whose ID counts from 1. */
export function trackColor(id: number | undefined): RgbColor | undefined {
  return TRACK_COLORS.find(({ databaseId }) => databaseId === id)?.rgb;
}

/** Returns the colour of a memory cue, which counts from 0; -1 and 255 are none. */
export function memoryCueColor(index: number | undefined): RgbColor | undefined {
  return index === undefined ? undefined : trackColor(index + 1);
}

/** Returns the colour of a hot cue. */
export function hotCueColor(index: number | undefined): RgbColor | undefined {
  return index === undefined ? undefined : HOT_CUE_COLORS[index];
}
