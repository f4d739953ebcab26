import type { Library } from '@rbassist/library';
import { counted } from '../output/count.ts';

/** A playlist file to write. */
export const PLAYLIST_FLAGS = {
  out: {
    type: 'string',
    path: 'file',
    describe: 'Also write the tracks to this file: .m3u8, .m3u, .csv, .json, .txt, or .xml for Rekordbox',
  },
  relative: {
    type: 'boolean',
    default: false,
    describe: 'Write paths relative to the folder of the playlist',
  },
  overwrite: { type: 'boolean', default: false, describe: 'Replace an existing file' },
} as const;

interface PlaylistValues {
  out?: string;
  relative: boolean;
  overwrite: boolean;
}

/** Returns the sentence about a playlist that was written. */
export function writtenText(count: number, file: string): string {
  return `Wrote ${counted(count, 'track')} to ${file}.`;
}

/**
 * Writes tracks to the file of `--out`, if it is given.
 *
 * @returns the absolute path of the file.
 * @throws {OptionError} if the file exists and `--overwrite` is not given, or if it can't be written.
 */
export async function writeOut(
  library: Library,
  { out, relative, overwrite }: PlaylistValues,
  tracks: readonly { path: string }[],
): Promise<string | undefined> {
  if (out === undefined) return undefined;
  return library.writePlaylist(
    out,
    tracks.map(({ path }) => path),
    { relative, overwrite },
  );
}
