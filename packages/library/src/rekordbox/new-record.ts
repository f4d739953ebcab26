import { isDeepStrictEqual } from 'node:util';
import { normalPath, pathKey, pathSystem, roundValue, type TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import type { DjTrack } from '@rbassist/rekordbox';

const REKORDBOX = 'rekordbox';
/** Characters of a program's name that become a part of a file name. */
const LONGEST_NAME = 40;
const FIRST_YEAR = 1000;
const LAST_YEAR = 2999;

/** Returns the name of a program for files and marks: lower case, letters and digits only. */
export function programName(program: string): string {
  const words = program.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return Array.from(words.join('-')).slice(0, LONGEST_NAME).join('') || 'other';
}

/** Returns the path of a new record, and a key that all its spellings share; undefined if the path is not absolute. */
export function newRecordPath(path: string): { path: string; key: string } | undefined {
  if (pathSystem(path) === 'none') return undefined;
  return { path: normalPath(path), key: pathKey(path) };
}

/** Returns the names of a track for a new record. A scan completes them. */
export function newRecordValues({ title, artist, album, genre, year, durationS }: DjTrack): TrackPatch {
  const isYear = year !== undefined && Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
  const isLength = durationS !== undefined && Number.isFinite(durationS) && durationS > 0;
  return {
    ...(artist && { artist }),
    ...(title && { title }),
    ...(album && { album }),
    ...(genre && { genre }),
    ...(isYear && { year }),
    ...(isLength && { duration: roundValue('duration', durationS) }),
  };
}

/** Returns the patch for the identity of a track in Rekordbox; empty for other programs, or if it is stored. */
export function rekordboxIdentity(record: TrackRecord, { id, location, key }: DjTrack, program: string): TrackPatch {
  if (program !== REKORDBOX) return {};
  const identity = { track_id: id, location, ...(key && { key }) };
  return isDeepStrictEqual(record.rekordbox, identity) ? {} : { rekordbox: identity };
}
