import { colorDigits } from '../colors/color-text.ts';
import { isRgbColor, nearestTrackColor } from '../colors/track-colors.ts';
import type { DjTrack, RgbColor } from '../model/dj-track.ts';
import { dayIn } from '../model/track-values.ts';
import { cleanAttribute } from '../text/clean-attribute.ts';
import { fileKind } from './file-kind.ts';
import { type TonalityNotation, tonalityOf } from './tonality.ts';

/** Longest path of a file that Rekordbox imports, in characters. */
export const LONGEST_PATH = 255;

/** Reason why Rekordbox refuses a track. */
export type RefusedReason = 'no-duration' | 'long-path' | 'no-path';

/** Attributes of a TRACK element of the collection, in the order of Rekordbox. Only Colour may be absent. */
export const TRACK_ATTRIBUTES = [
  'TrackID',
  'Name',
  'Artist',
  'Composer',
  'Album',
  'Grouping',
  'Genre',
  'Kind',
  'Size',
  'TotalTime',
  'DiscNumber',
  'TrackNumber',
  'Year',
  'AverageBpm',
  'DateAdded',
  'BitRate',
  'SampleRate',
  'Comments',
  'PlayCount',
  'Rating',
  'Location',
  'Remixer',
  'Tonality',
  'Label',
  'Mix',
  'Colour',
] as const;

/** Values of the {@link TRACK_ATTRIBUTES}. */
export type TrackAttributes = Record<Exclude<(typeof TRACK_ATTRIBUTES)[number], 'Colour'>, string> & {
  Colour?: string;
};

/** Rating of one star in XML. */
export const RATING_PER_STAR = 51;
export const MOST_STARS = 5;
/** Lengths that the attribute can hold without an exponent. */
const LARGEST_NUMBER = 2 ** 53;

/** Returns the reason why Rekordbox would refuse a track; undefined if it takes it. */
export function refusedReason({
  path,
  isStream,
  durationS,
}: Pick<DjTrack, 'path' | 'isStream' | 'durationS'>): RefusedReason | undefined {
  if (path === '') return 'no-path';
  if (!isStream && path.length > LONGEST_PATH) return 'long-path';
  return wholeSeconds(durationS) === '0' ? 'no-duration' : undefined;
}

/**
 * Returns the attributes of a track in the COLLECTION. Values that the track does not have are written as Rekordbox
 * does: empty or 0. Text loses control characters.
 *
 * @param track Track in Rekordbox's time; its `id` becomes the TrackID, and its `location` is written unchanged.
 */
export function trackAttributes(track: DjTrack, { notation }: { notation: TonalityNotation }): TrackAttributes {
  const { color } = track;
  return {
    TrackID: track.id,
    Name: cleanAttribute(track.title),
    Artist: cleanAttribute(track.artist),
    Composer: '',
    Album: cleanAttribute(track.album),
    Grouping: cleanAttribute(track.grouping),
    Genre: cleanAttribute(track.genre),
    Kind: fileKind(track.path),
    Size: wholeNumber(track.sizeBytes),
    TotalTime: wholeSeconds(track.durationS),
    DiscNumber: '0',
    TrackNumber: '0',
    Year: wholeNumber(track.year),
    AverageBpm: positive(track.bpm).toFixed(2),
    DateAdded: dayIn(track.added) ?? '',
    BitRate: wholeNumber(track.bitrateKbps),
    SampleRate: wholeNumber(track.sampleRateHz),
    Comments: cleanAttribute(track.comments),
    PlayCount: wholeNumber(track.playCount),
    Rating: String(Math.min(MOST_STARS, Math.round(positive(track.stars))) * RATING_PER_STAR),
    Location: track.location,
    Remixer: cleanAttribute(track.remixer),
    Tonality: cleanAttribute(tonalityOf(track.key, notation)),
    Label: cleanAttribute(track.label),
    Mix: '',
    ...(isRgbColor(color) && { Colour: colour(nearestTrackColor(color).rgb) }),
  };
}

function positive(value: number | undefined): number {
  return value !== undefined && value > 0 && value < LARGEST_NUMBER ? value : 0;
}

function wholeNumber(value: number | undefined): string {
  return String(Math.round(positive(value)));
}

/** Leaves out the part of the last second, as Rekordbox does. */
function wholeSeconds(value: number | undefined): string {
  return String(Math.floor(positive(value)));
}

/** Spells a colour as the attribute Colour: 0xRRGGBB. */
export function colour(rgb: RgbColor): string {
  return `0x${colorDigits(rgb)}`;
}
