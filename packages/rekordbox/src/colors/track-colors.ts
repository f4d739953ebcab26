import type { RgbColor } from '../model/dj-track.ts';

/** A colour that Rekordbox can give to a track. */
export interface TrackColor {
  /** Name in the menu of Rekordbox. */
  name: string;
  /** Name in `master.db`. */
  databaseName: string;
  /** Identifier in `master.db`, 1 to 8. */
  databaseId: number;
  /** Colour in XML, 0xRRGGBB. */
  rgb: RgbColor;
}

/** The eight colours of a track in Rekordbox, in the order of `master.db`. */
export const TRACK_COLORS: readonly TrackColor[] = [
  { name: 'Rose', databaseName: 'Pink', databaseId: 1, rgb: 0xff007f },
  { name: 'Red', databaseName: 'Red', databaseId: 2, rgb: 0xff0000 },
  { name: 'Orange', databaseName: 'Orange', databaseId: 3, rgb: 0xffa500 },
  { name: 'Lemon', databaseName: 'Yellow', databaseId: 4, rgb: 0xffff00 },
  { name: 'Green', databaseName: 'Green', databaseId: 5, rgb: 0x00ff00 },
  { name: 'Turquoise', databaseName: 'Aqua', databaseId: 6, rgb: 0x25fde9 },
  { name: 'Blue', databaseName: 'Blue', databaseId: 7, rgb: 0x0000ff },
  { name: 'Violet', databaseName: 'Purple', databaseId: 8, rgb: 0x660099 },
];

/** Colours of marks without one of their own, as in Rekordbox. */
export const DEFAULT_MARK_COLORS: Readonly<Record<'hotCue' | 'loop', RgbColor>> = {
  hotCue: 0x28e214,
  loop: 0xff8c00,
};

/** Parts of a colour, each 0 to 255. */
export function channelsOf(color: RgbColor): [red: number, green: number, blue: number] {
  return [(color >> 16) & 0xff, (color >> 8) & 0xff, color & 0xff];
}

/** Returns true for a whole number from 0 to 0xFFFFFF. */
export function isRgbColor(color: unknown): color is RgbColor {
  return Number.isInteger(color) && Number(color) >= 0 && Number(color) <= 0xffffff;
}

/** Returns the track colour of Rekordbox that looks most like a colour. */
export function nearestTrackColor(color: RgbColor): TrackColor {
  return TRACK_COLORS[
    nearestColor(
      TRACK_COLORS.map(({ rgb }) => rgb),
      color,
    )
  ];
}

/** Returns the place of the colour in a list that looks most like a colour. */
export function nearestColor(colors: readonly RgbColor[], color: RgbColor): number {
  const distances = colors.map((each) => colorDistance(each, color));
  return distances.indexOf(Math.min(...distances));
}

/** Weighs the channels as the eye does, by the mean of red: the "redmean" formula of Thiadmer Riemersma. */
function colorDistance(one: RgbColor, other: RgbColor): number {
  const [a, b] = [channelsOf(one), channelsOf(other)];
  const red = (a[0] + b[0]) / 2;
  const weights = [2 + red / 256, 4, 2 + (255 - red) / 256];
  return weights.reduce((sum, weight, i) => sum + weight * (a[i] - b[i]) ** 2, 0);
}
