import { dirname, resolve } from 'node:path';
import { OptionError, optionRules, requireRule } from '@rbassist/core';
import { readUserFile } from '../files/read-user-file.ts';
import { decodePlaylist } from './decode-playlist.ts';
import { isStream, locationPaths } from './location-paths.ts';
import { type M3uEntry, parseM3u } from './parse-m3u.ts';

/** An entry of a playlist file. */
export interface PlaylistEntry extends M3uEntry {
  /** Absolute path that the location most likely means; the location itself for a URL of a stream. */
  path: string;
}

/** A playlist file. */
export interface Playlist {
  /** Absolute path of the file. */
  path: string;
  entries: PlaylistEntry[];
}

/** Room for about 200,000 entries. */
const LARGEST_PLAYLIST = 2 ** 26;
const OTHER_FORMAT = /^\s*(?:\[playlist\]|<\?|<[a-z!]|\{|\[)/i;
/** The end of a file name, or of the path of a URL. */
const HAS_EXTENSION = /\.[a-z\d]{1,5}(?:[?#].*)?\s*$/i;

/**
 * Reads an M3U or M3U8 playlist in UTF-8, UTF-16, Windows-1252 or Latin-1.
 *
 * @throws {OptionError} if the file can't be read, is not such a playlist, or lists no tracks.
 */
export async function readPlaylist(file: string): Promise<Playlist> {
  requireRule('playlist', file, optionRules.text);
  const path = resolve(file);
  const lines = decodePlaylist(await readUserFile(path, 'playlist', LARGEST_PLAYLIST));
  if (lines === undefined) throw new OptionError(`${path} is not a playlist: it is not text.`);
  const isM3u = lines[0].startsWith('#EXTM3U');
  const entries = parseM3u(lines);
  if (!isM3u && lines.some((line) => line.trim() !== '') && !looksLikePaths(lines, entries)) {
    throw new OptionError(`${path} is not an M3U or M3U8 playlist. Export it from your DJ program as M3U8.`);
  }
  if (entries.length === 0) throw new OptionError(`The playlist ${path} lists no tracks.`);
  const folder = dirname(path);
  const pathOf = (location: string) => (isStream(location) ? location : locationPaths(location, folder)[0]);
  return { path, entries: entries.map((entry) => ({ ...entry, path: pathOf(entry.location) })) };
}

function looksLikePaths(lines: readonly string[], entries: readonly M3uEntry[]): boolean {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return !OTHER_FORMAT.test(first) && entries.some(({ location }) => HAS_EXTENSION.test(location));
}
