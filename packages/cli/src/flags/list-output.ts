import { extname } from 'node:path';
import type { Library } from '@rbassist/library';
import { counted } from '../output/count.ts';
import { PLAYLIST_FLAGS, writtenText } from './playlist-flags.ts';

/** Endings of the files that lists are written to. */
export const LIST_ENDINGS = '.xml for Rekordbox, .m3u8, .m3u, .csv, .json or .txt';

/** Flags about the file of a list, besides its name. */
export const LIST_FLAGS = { relative: PLAYLIST_FLAGS.relative, overwrite: PLAYLIST_FLAGS.overwrite } as const;

/** A list of tracks to write. */
export interface ListToWrite {
  file: string;
  /** Name of the playlist, which an XML file holds. */
  name: string;
  paths: readonly string[];
}

/**
 * Writes a list to a file: XML for Rekordbox or a playlist, by the ending of its name.
 *
 * @returns the absolute path of the file.
 * @throws {OptionError} if the file exists and `--overwrite` is not given, or if it can't be written.
 */
export function writeList(
  library: Library,
  { file, name, paths }: ListToWrite,
  { relative, overwrite }: { relative: boolean; overwrite: boolean },
): Promise<string> {
  return library.writePlaylist(file, paths, { overwrite, relative, ...(isXml(file) && { name }) });
}

/** Returns the sentences about a list that was written. An XML file may lack tracks that Rekordbox would refuse. */
export function listText({ name, paths }: Omit<ListToWrite, 'file'>, file: string): string {
  if (!isXml(file)) return writtenText(paths.length, file);
  return `Found ${counted(paths.length, 'track')}. Wrote the playlist "${name}" to ${file}.`;
}

function isXml(file: string): boolean {
  return extname(file).toLowerCase() === '.xml';
}
