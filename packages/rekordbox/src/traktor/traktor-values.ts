import { type CamelotKey, camelotOf, formatKey, parseKey } from '@rbassist/core';
import { nearestColor } from '../colors/track-colors.ts';
import type { DjMark, RgbColor } from '../model/dj-track.ts';

/** Kinds of marks by CUE_V2's TYPE. Type 4 is a grid marker. */
export const MARK_KINDS = ['cue', 'fade-in', 'fade-out', 'load', undefined, 'loop'] as const satisfies (
  | DjMark['kind']
  | undefined
)[];
export const GRID_TYPE = 4;
/** Name of a mark without a name. */
export const NO_NAME = 'n.n.';
/** Name of a grid marker that Traktor set by itself. */
export const AUTO_GRID = 'AutoGrid';
/** A full rating of five stars. */
export const MOST_RANKING = 255;
/** Hot cues have eight pads. */
export const PADS = 8;

/** Colours of tracks by number from 1: red, orange, yellow, green, blue, violet, magenta. */
const TRACK_COLORS: readonly RgbColor[] = [0xff0000, 0xffa500, 0xffff00, 0x00ff00, 0x0000ff, 0x660099, 0xff007f];
const PITCH_CLASSES = 12;

/** Returns the colour of a track's number; undefined for 0 and unknown numbers. */
export function trackColor(number: number | undefined): RgbColor | undefined {
  return number === undefined ? undefined : TRACK_COLORS[number - 1];
}

/** Returns the number of the nearest colour. */
export function trackColorNumber(color: RgbColor): number {
  return nearestColor(TRACK_COLORS, color) + 1;
}

const KEYS: readonly CamelotKey[] = Array.from({ length: 2 * PITCH_CLASSES }, (_, value) =>
  camelotOf(value % PITCH_CLASSES, value >= PITCH_CLASSES),
);

/** Returns the key of MUSICAL_KEY's VALUE: C to B major, then C to B minor. */
export function musicalKey(value: number | undefined): string | undefined {
  const key = value === undefined ? undefined : KEYS[value];
  return key && formatKey(key, 'short');
}

/** Returns MUSICAL_KEY's VALUE; undefined for a text that is no key. */
export function musicalKeyValue(key: string | undefined): number | undefined {
  const camelot = parseKey(key);
  return camelot === undefined ? undefined : KEYS.indexOf(camelot);
}
