import { dirname, extname, isAbsolute, relative, resolve } from 'node:path';
import {
  checkOptions,
  diskProblem,
  fileStem,
  isNative,
  makeFolder,
  OptionError,
  type OptionRule,
  oneOf,
  optionRules,
  pathSystem,
  replaceFile,
  requireFree,
  requirePaths,
  requireRule,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { LEFT_OUT_TEXT } from '../rekordbox/export-plan.ts';
import { exportTarget } from '../rekordbox/export-target.ts';
import { writeLists } from '../rekordbox/export-xml.ts';
import {
  PLAYLIST_FORMATS,
  type PlaylistFormat,
  type PlaylistFormatName,
  type PlaylistTrack,
} from './playlist-formats.ts';

/** Options of `Library.writePlaylist`. */
export interface WritePlaylistOptions {
  /** Write paths relative to the playlist's folder, for a stick or a folder that moves as a whole. @default false */
  relative?: boolean;
  /** Replace an existing file. An XML file that rbassist wrote is replaced without this. @default false */
  overwrite?: boolean;
  /** Kind of file. @default by the ending of the file's name */
  format?: PlaylistFormatName;
  /** Name of the playlist in an XML file. @default that of the file, without its ending */
  name?: string;
}

const RULES = {
  relative: optionRules.flag,
  overwrite: optionRules.flag,
  format: oneOf(Object.keys(PLAYLIST_FORMATS)),
  name: optionRules.text,
} satisfies Record<keyof WritePlaylistOptions, OptionRule>;

/**
 * Writes tracks to a playlist file, with their names and lengths from the library.
 *
 * @returns the absolute path of the file.
 * @throws {OptionError} if the file exists, can't be written, or its ending is unknown.
 */
export async function writePlaylist(
  context: LibraryContext,
  file: string,
  paths: readonly string[],
  options: WritePlaylistOptions = {},
): Promise<string> {
  checkOptions(options, RULES);
  requireRule('file', file, optionRules.text);
  requirePaths('paths', paths);
  const path = resolve(file);
  const { format }: PlaylistFormat = PLAYLIST_FORMATS[options.format ?? formatFor(path)];
  if (format === undefined) return writeXmlPlaylist(context, path, paths, options);
  await requireFree(path, { overwrite: options.overwrite });
  const tracks = paths.map((each): PlaylistTrack => context.mixTracks.get(each) ?? { path: each });
  const folder = dirname(path);
  const locationOf = (each: string) => location(each, options.relative ? folder : undefined);
  if (options.relative) warnOfDrives(context, paths, locationOf);
  try {
    await makeFolder(folder);
    await replaceFile(path, format(tracks, locationOf));
  } catch (error) {
    const { message, ...details } = diskProblem(path, 'written', error);
    throw new OptionError(message, details);
  }
  return path;
}

/** Writes an XML file for Rekordbox with one playlist. Warns about tracks that it leaves out. */
async function writeXmlPlaylist(
  context: LibraryContext,
  file: string,
  paths: readonly string[],
  { relative, overwrite, name = fileStem(file) }: WritePlaylistOptions,
): Promise<string> {
  if (relative) throw new OptionError('relative is for playlists: Rekordbox needs the whole path of every track.');
  const path = await exportTarget(file, { overwrite });
  const list = { folders: [], name, paths: [...paths], notFound: [] };
  const { leftOut } = await writeLists(context, path, [list], {});
  const [first] = leftOut;
  if (first) {
    const subject = leftOut.length === 1 ? first.path : `${leftOut.length} tracks, such as ${first.path}`;
    context.warn(`Left out ${subject}: ${LEFT_OUT_TEXT[first.reason]}.`);
  }
  return path;
}

function formatFor(path: string): PlaylistFormatName {
  const ending = extname(path).toLowerCase();
  const names = Object.keys(PLAYLIST_FORMATS) as PlaylistFormatName[];
  const named = names.find((name) => (PLAYLIST_FORMATS[name].endings as readonly string[]).includes(ending));
  if (named !== undefined) return named;
  const known = names.flatMap((name) => PLAYLIST_FORMATS[name].endings).join(', ');
  throw new OptionError(`${path} is not the name of a playlist file. Use one of these endings: ${known}.`);
}

/** Warns about tracks that no relative path leads to. */
function warnOfDrives({ warn }: LibraryContext, paths: readonly string[], locationOf: (path: string) => string): void {
  const [first, ...others] = paths.filter((path) => locationOf(path) === path && pathSystem(path) !== 'none');
  if (first === undefined) return;
  const subject = others.length === 0 ? first : `${others.length + 1} tracks, such as ${first}`;
  warn(`The playlist has the whole path of ${subject}, because no relative path leads to another drive or system.`);
}

/** Text that a reader would take for a comment or a URL, or trim. */
const NEEDS_DOT = /^[#\s\uFEFF~]|^[a-z][\w+.-]*:/i;

/** Returns a path as a playlist spells it; relative to a folder if there is one and both are on one drive. */
function location(path: string, folder: string | undefined): string {
  // only a URL can spell a line break in a name
  if (/[\r\n]/.test(path)) return fileUrl(path);
  if (folder === undefined || !isNative(path)) return path;
  const way = relative(folder, path);
  if (isAbsolute(way)) return path;
  // all systems understand slashes
  const spelled = pathSystem(path) === 'windows' ? way.replaceAll('\\', '/') : way;
  return NEEDS_DOT.test(spelled) ? `./${spelled}` : spelled;
}

function fileUrl(path: string): string {
  const names = path.toWellFormed().split('/');
  return `file://${names.map(encodeURIComponent).join('/')}`;
}
