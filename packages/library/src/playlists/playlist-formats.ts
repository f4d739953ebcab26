import { type MixTrack, round, trackName } from '@rbassist/core';
import { csvText } from '../csv/csv-text.ts';

/** A track of a playlist to write. */
export type PlaylistTrack = Pick<MixTrack, 'path'> & Partial<MixTrack>;

/** A kind of playlist file. */
export interface PlaylistFormat {
  /** Endings of its file names. */
  endings: readonly string[];
  /**
   * Formats tracks. `locationOf` returns a track's path as the file spells it, relative or absolute. Absent if the file
   * needs the whole records.
   */
  format?: (tracks: readonly PlaylistTrack[], locationOf: (path: string) => string) => string;
}

/** Kinds of playlist files that rbassist writes. */
export const PLAYLIST_FORMATS = {
  m3u8: { endings: ['.m3u8', '.m3u'], format: formatM3u8 },
  json: { endings: ['.json'], format: formatJson },
  csv: { endings: ['.csv'], format: formatCsv },
  text: { endings: ['.txt'], format: formatText },
  rekordbox: { endings: ['.xml'] },
} as const satisfies Record<string, PlaylistFormat>;

/** One of {@link PLAYLIST_FORMATS}. */
export type PlaylistFormatName = keyof typeof PLAYLIST_FORMATS;

const UNKNOWN_LENGTH = -1;
const SEPARATOR = ' - ';

function formatM3u8(tracks: readonly PlaylistTrack[], locationOf: (path: string) => string): string {
  const lines = tracks.flatMap((track) => {
    const [artist, title] = [track.artist, track.title].map((text) => text && oneLine(text));
    const name = oneLine(trackName(track.path, { artist, title }));
    // the name alone would not say where such an artist ends
    const isSplit = artist?.includes(SEPARATOR) ?? false;
    return [
      `#EXTINF:${Math.round(track.durationS ?? 0) || UNKNOWN_LENGTH},${name}`,
      ...(isSplit ? [`#EXTART:${artist}`] : []),
      locationOf(track.path),
    ];
  });
  return ['#EXTM3U', ...lines, ''].join('\n');
}

function formatJson(tracks: readonly PlaylistTrack[], locationOf: (path: string) => string): string {
  const plain = tracks.map(({ path, artist, title, durationS }) => ({
    path: locationOf(path),
    artist,
    title,
    durationS,
  }));
  return `${JSON.stringify({ tracks: plain }, null, 2)}\n`;
}

const CSV_COLUMNS = ['artist', 'title', 'bpm', 'key', 'seconds', 'energy', 'rating', 'genre', 'tags', 'path'] as const;
const ENERGY_DIGITS = 2;

function formatCsv(tracks: readonly PlaylistTrack[], locationOf: (path: string) => string): string {
  const rows = tracks.map(({ path, artist, title, tempos, keys, durationS, energy, rating, genre, tags }) => [
    ...[artist, title ?? trackName(path, {}), tempos?.[0]?.value, keys?.[0]?.value],
    ...[durationS && Math.round(durationS), energy && round(energy, ENERGY_DIGITS), rating, genre],
    ...[tags?.join(', '), locationOf(path)],
  ]);
  return csvText([CSV_COLUMNS, ...rows]);
}

function formatText(tracks: readonly PlaylistTrack[], locationOf: (path: string) => string): string {
  return tracks.map(({ path }) => `${locationOf(path)}\n`).join('');
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
