import { TRACK_COLORS } from '../colors/track-colors.ts';
import { dayIn } from '../model/track-values.ts';
import { MOST_STARS, RATING_PER_STAR, TRACK_ATTRIBUTES } from '../track-attributes/track-attributes.ts';
import { TRACK_ID_LIMIT } from '../track-attributes/track-ids.ts';
import { type CheckedTrack, decimalOf, shown, wholeOf } from './check-element.ts';
import type { CheckRule } from './check-rules.ts';
import type { FindingPlace } from './finding-list.ts';

/** Adds a finding about a track. */
export type Report = (rule: CheckRule, place: FindingPlace, found: string) => void;

const SLOWEST_BPM = 20;
const FASTEST_BPM = 500;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const RATINGS = new Set(Array.from({ length: MOST_STARS + 1 }, (_, stars) => String(stars * RATING_PER_STAR)));
const COLOUR = /^0x[0-9a-f]{6}$/i;
const TRACK_COLOURS = new Set(TRACK_COLORS.map(({ rgb }) => rgb));
const WHOLE_NUMBERS = ['Size', 'DiscNumber', 'TrackNumber', 'Year', 'BitRate', 'SampleRate', 'PlayCount'];
/** The last two are in the list of the format, though no export has them. */
const KNOWN: ReadonlySet<string> = new Set([...TRACK_ATTRIBUTES, 'DateModified', 'LastPlayed']);

/** Checks the values of a track that need no other track. */
export function checkTrackValues(track: CheckedTrack, report: Report, { isStream }: { isStream: boolean }): void {
  checkTrackId(track, report);
  if (!isStream) checkLength(track, report);
  for (const name of WHOLE_NUMBERS) {
    const number = wholeOf(track, name);
    if (number !== undefined && !(number >= 0)) report('number-invalid', track, shown(track, name));
  }
  checkTempo(track, report);
  for (const name of ['DateAdded', 'DateModified', 'LastPlayed']) {
    if (!isDate(track.attributes.get(name) ?? '')) report('date-malformed', track, shown(track, name));
  }
  const rating = track.attributes.get('Rating') ?? '';
  if (rating !== '' && !RATINGS.has(rating)) report('rating-invalid', track, shown(track, 'Rating'));
  checkColour(track, report);
  for (const [name] of track.attributes) {
    if (!KNOWN.has(name)) report('unknown-attribute', track, `the attribute ${name}`);
  }
}

function checkTrackId(track: CheckedTrack, report: Report): void {
  const id = wholeOf(track, 'TrackID');
  if (id === undefined) report('track-id-missing', track, shown(track, 'TrackID'));
  else if (!(id >= 0)) report('track-id-invalid', track, shown(track, 'TrackID'));
  else if (id >= TRACK_ID_LIMIT) report('track-id-large', track, shown(track, 'TrackID'));
}

function checkLength(track: CheckedTrack, report: Report): void {
  const length = wholeOf(track, 'TotalTime');
  if (length === undefined || !(length >= 0)) report('total-time-missing', track, shown(track, 'TotalTime'));
  else if (length === 0) report('total-time-zero', track, shown(track, 'TotalTime'));
}

function checkTempo(track: CheckedTrack, report: Report): void {
  const bpm = decimalOf(track, 'AverageBpm');
  if (bpm === undefined || bpm === 0) return;
  if (!(bpm > 0)) report('bpm-invalid', track, shown(track, 'AverageBpm'));
  else if (!isUsualBpm(bpm)) report('bpm-range', track, shown(track, 'AverageBpm'));
}

function checkColour(track: CheckedTrack, report: Report): void {
  const colour = track.attributes.get('Colour') ?? '';
  if (colour === '') return;
  if (!COLOUR.test(colour)) report('colour-malformed', track, shown(track, 'Colour'));
  else if (!TRACK_COLOURS.has(Number(colour))) report('colour-unknown', track, shown(track, 'Colour'));
}

/** Returns true for a tempo that music has. */
export function isUsualBpm(bpm: number): boolean {
  return bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM;
}

/** Returns true for a day of the calendar, and for no date. */
function isDate(text: string): boolean {
  return text === '' || (DATE.test(text) && dayIn(text) === text);
}
