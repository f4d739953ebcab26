import { pathSystem } from '@rbassist/core';
import { isStreamLocation } from '../location/location.ts';
import type { DjTrack } from '../model/dj-track.ts';
import { dayIn, withoutUndefined } from '../model/track-values.ts';
import { numberOf, positiveOf, textOf } from '../sqlite/row-values.ts';
import { trackColor } from './colors.ts';
import type { TrackNames } from './names.ts';
import type { Row, Tables } from './tables.ts';

const COLUMNS = [
  'ID',
  'FolderPath',
  'FileNameL',
  'Title',
  'ArtistID',
  'AlbumID',
  'GenreID',
  'LabelID',
  'RemixerID',
  'KeyID',
  'ColorID',
  'BPM',
  'Length',
  'Commnt',
  'Rating',
  'ReleaseYear',
  'StockDate',
  'created_at',
  'DJPlayCount',
  'FileSize',
  'AnalysisDataPath',
] as const;

/** A row of the tracks. */
export type ContentRow = Row<(typeof COLUMNS)[number]>;

/** Folder of the sounds that Rekordbox brings for its sampler. */
const SAMPLER = /[\\/](?:PioneerDJ|rekordbox)[\\/]Sampler[\\/]/i;
/** Tracks of a streaming service whose location looks like a path. */
const CATALOG_TRACK = /^\/v\d+\/catalog\/tracks\//;

/** Reads the tracks in the order in which they were added to the table. */
export function readContent(tables: Tables): IterableIterator<ContentRow> {
  return tables.rows({ table: 'djmdContent', columns: COLUMNS, required: ['ID', 'FolderPath'] });
}

/** Returns true for a sound that Rekordbox brings for its sampler, rather than music of the user. */
export function isSamplerSound({ FolderPath }: ContentRow): boolean {
  return SAMPLER.test(textOf(FolderPath) ?? '');
}

/** Returns a track without its grid, marks and tags; undefined if the row has no ID or no location. */
export function trackOf(row: ContentRow, names: TrackNames): DjTrack | undefined {
  const id = textOf(row.ID);
  const location = textOf(row.FolderPath);
  if (id === undefined || location === undefined) return undefined;
  const system = pathSystem(location);
  const isStream = system === 'none' || isStreamLocation(location) || CATALOG_TRACK.test(location);
  const named = (list: ReadonlyMap<string, string>, key: ContentRow['ID']) => list.get(textOf(key) ?? '');
  const stars = numberOf(row.Rating);
  const playCount = numberOf(row.DJPlayCount);
  const bpm = positiveOf(row.BPM);
  return withoutUndefined({
    id,
    path: system === 'windows' ? location.replaceAll('/', '\\') : location,
    location,
    isStream,
    title: textOf(row.Title),
    artist: named(names.artists, row.ArtistID),
    album: named(names.albums, row.AlbumID),
    genre: named(names.genres, row.GenreID),
    label: named(names.labels, row.LabelID),
    remixer: named(names.artists, row.RemixerID),
    comments: textOf(row.Commnt),
    year: positiveOf(row.ReleaseYear),
    durationS: positiveOf(row.Length),
    sizeBytes: positiveOf(row.FileSize),
    bpm: bpm === undefined ? undefined : bpm / 100,
    key: named(names.keys, row.KeyID),
    stars: stars !== undefined && Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : undefined,
    color: trackColor(numberOf(row.ColorID)),
    playCount: playCount !== undefined && playCount >= 0 ? playCount : undefined,
    added: dayIn(textOf(row.StockDate)) ?? dayIn(textOf(row.created_at)),
    grid: [],
    marks: [],
    tags: [],
  });
}
