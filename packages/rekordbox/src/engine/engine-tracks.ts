import { resolve } from 'node:path';
import { type CamelotKey, errorMessage, formatKey, normalPath, pathSystem } from '@rbassist/core';
import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { dayOfUnixTime, starsOf, withoutUndefined } from '../model/track-values.ts';
import type { SqliteReader, SqliteRow } from '../sqlite/open-sqlite.ts';
import { bytesOf, idOf, numberOf, positiveOf, textOf } from '../sqlite/row-values.ts';
import { readBeatData, readLoops, readQuickCues, readTrackData } from './engine-blobs.ts';

const MOST_RATING = 100;
const FIRST_MAJOR = 8;

/** Columns of a track that rbassist reads, by the names of version 2. */
const TRACK_COLUMNS = [
  'id',
  'path',
  'title',
  'artist',
  'album',
  'genre',
  'comment',
  'label',
  'remixer',
  'key',
  'rating',
  'year',
  'length',
  'fileBytes',
  'bpm',
  'bpmAnalyzed',
  'timeLastPlayed',
  'dateAdded',
  'streamingSource',
  'uri',
  'originDatabaseUuid',
  'originTrackId',
];
const BLOBS = ['trackData', 'beatData', 'quickCues', 'loops'];

/** Numbers of version 1 for the texts and numbers that later versions keep in columns. */
const TEXT_TYPES: Readonly<Record<string, number>> = { title: 1, artist: 2, album: 3, genre: 4, comment: 5, label: 6 };
const NUMBER_TYPES: Readonly<Record<string, number>> = { timeLastPlayed: 1, key: 4, rating: 5 };

/** Yields the rows of all tracks, with the columns of version 2 whatever the version. */
export function trackRows(main: SqliteReader): IterableIterator<SqliteRow> {
  const known = main.columns('Track');
  const hasTypes = main.columns('MetaData').has('type') && main.columns('MetaDataInteger').has('type');
  const performance = main.columns('PerformanceData');
  const columns = TRACK_COLUMNS.map((name) => {
    if (known.has(name)) return `t.${name} AS ${name}`;
    if (hasTypes && name in TEXT_TYPES) return typed('MetaData', 'text', TEXT_TYPES[name], name);
    if (hasTypes && name in NUMBER_TYPES) return typed('MetaDataInteger', 'value', NUMBER_TYPES[name], name);
    return `NULL AS ${name}`;
  });
  const blobs = BLOBS.map((name) => `${known.has(name) ? `t.${name}` : `p.${name}`} AS ${name}`);
  const isApart = BLOBS.every((name) => performance.has(name) && !known.has(name)) && performance.has('trackId');
  const join = isApart ? 'LEFT JOIN PerformanceData p ON p.trackId = t.id' : '';
  const all = isApart || BLOBS.every((name) => known.has(name)) ? [...columns, ...blobs] : columns;
  return main.rows(`SELECT ${all.join(', ')} FROM Track t ${join} ORDER BY t.id`);
}

function typed(table: string, column: string, type: number, name: string): string {
  return `(SELECT ${column} FROM ${table} m WHERE m.id = t.id AND m.type = ${type} LIMIT 1) AS ${name}`;
}

/** Returns the blobs of a track from the separate database of version 1. */
export function performanceRow(performance: SqliteReader, id: string): SqliteRow {
  const known = performance.columns('PerformanceData');
  if (!known.has('id')) return {};
  const columns = BLOBS.filter((name) => known.has(name)).join(', ') || 'NULL';
  const [row] = performance.rows(`SELECT ${columns} FROM PerformanceData WHERE id = ?`, Number(id));
  return row ?? {};
}

/** Builds a track. `warn` is told of grids and cues that can't be read. */
export function engineTrack(row: SqliteRow, folder: string, warn: (message: string) => void): DjTrack {
  const location = textOf(row.path) ?? textOf(row.uri) ?? '';
  const isStream = textOf(row.streamingSource) !== undefined;
  const path = isStream || location === '' ? location : pathOf(location, folder);
  return withoutUndefined({
    id: idOf(row.id),
    path,
    location,
    isStream,
    title: textOf(row.title),
    artist: textOf(row.artist),
    album: textOf(row.album),
    genre: textOf(row.genre),
    label: textOf(row.label),
    remixer: textOf(row.remixer),
    comments: textOf(row.comment),
    year: positiveOf(row.year),
    durationS: positiveOf(row.length),
    sizeBytes: positiveOf(row.fileBytes),
    bpm: positiveOf(row.bpmAnalyzed) ?? positiveOf(row.bpm),
    key: keyOf(numberOf(row.key)),
    stars: starsOf(numberOf(row.rating), MOST_RATING),
    added: dayOfUnixTime(numberOf(row.dateAdded)),
    lastPlayed: dayOfUnixTime(numberOf(row.timeLastPlayed)),
    ...performanceOf(row, (part, error) => warn(`The ${part} of ${path} can't be read: ${errorMessage(error)}.`)),
    tags: [],
  });
}

type Problem = (part: string, error: unknown) => void;

function performanceOf(row: SqliteRow, problem: Problem): { grid: DjGridAnchor[]; marks: DjMark[] } {
  const part = <T>(
    name: string,
    blob: SqliteRow[string] | undefined,
    read: (bytes: Uint8Array) => T,
  ): T | undefined => {
    const bytes = bytesOf(blob);
    if (bytes === undefined) return undefined;
    try {
      return read(bytes);
    } catch (error) {
      problem(name, error);
      return undefined;
    }
  };
  const beats = part('beat grid', row.beatData, readBeatData);
  const sampleRate = part('sampling rate', row.trackData, readTrackData)?.sampleRate ?? beats?.sampleRate;
  const grid = beats?.grid ?? [];
  if (sampleRate === undefined) return { grid, marks: [] };
  const cues = part('hot cues', row.quickCues, (bytes) => readQuickCues(bytes, sampleRate)) ?? [];
  const loops = part('loops', row.loops, (bytes) => readLoops(bytes, sampleRate)) ?? [];
  return { grid, marks: [...cues, ...loops] };
}

/** Keys count fifths up from C major, each major key before its relative minor. */
function keyOf(number: number | undefined): string | undefined {
  if (number === undefined || !Number.isInteger(number) || number < 0 || number > 23) return undefined;
  const wheel = ((FIRST_MAJOR - 1 + Math.floor(number / 2)) % 12) + 1;
  const key: CamelotKey = `${wheel}${number % 2 === 0 ? 'B' : 'A'}`;
  return formatKey(key, 'short');
}

function pathOf(location: string, folder: string): string {
  return pathSystem(location) === 'none' ? resolve(folder, location) : normalPath(location);
}
