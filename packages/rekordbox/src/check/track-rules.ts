import { type CheckedTrack, decimalOf, shown, wholeOf } from './check-element.ts';
import type { CheckRule } from './check-rules.ts';
import type { FindingPlace } from './finding-list.ts';

/** Adds a finding about a track. */
export type Report = (rule: CheckRule, place: FindingPlace, found: string) => void;

/** Rekordbox writes smaller numbers only. */
const TRACK_IDS = 2 ** 28;
const SLOWEST_BPM = 20;
const FASTEST_BPM = 500;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const RATINGS = new Set(['0', '51', '102', '153', '204', '255']);
const COLOUR = /^0x[0-9a-f]{6}$/i;
/** The eight colours of tracks. */
const TRACK_COLOURS = new Set(['FF007F', 'FF0000', 'FFA500', 'FFFF00', '00FF00', '25FDE9', '0000FF', '660099']);
const WHOLE_NUMBERS = ['Size', 'DiscNumber', 'TrackNumber', 'Year', 'BitRate', 'SampleRate', 'PlayCount'];
const KNOWN = new Set(
  [
    'TrackID Name Artist Composer Album Grouping Genre Kind Size TotalTime DiscNumber TrackNumber Year AverageBpm DateAdded'.split(
      ' ',
    ),
    'BitRate SampleRate Comments PlayCount Rating Location Remixer Tonality Label Mix Colour'.split(' '),
    // in the list of the format, though no export has them
    ['DateModified', 'LastPlayed'],
  ].flat(),
);

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
  else if (id >= TRACK_IDS) report('track-id-large', track, shown(track, 'TrackID'));
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
  else if (!TRACK_COLOURS.has(colour.slice(2).toUpperCase())) report('colour-unknown', track, shown(track, 'Colour'));
}

/** Returns true for a tempo that music has. */
export function isUsualBpm(bpm: number): boolean {
  return bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM;
}

/** Returns true for a day of the calendar, and for no date. */
function isDate(text: string): boolean {
  if (text === '') return true;
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (day === undefined) return false;
  return (
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))
  );
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
