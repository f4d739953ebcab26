import type { ExportXmlOptions } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { readPathsFile } from './paths-file.ts';

/** Tracks and playlists to write for a DJ program. Without any, the whole library is written. */
export const EXPORT_SELECTION_FLAGS = {
  tracks: {
    type: 'string',
    array: true,
    valueName: 'track',
    describe: 'Write these tracks: paths, or words of artist, title or path',
  },
  'paths-file': {
    type: 'string',
    path: 'file',
    describe: 'Write the tracks in this text file, one path per line',
  },
  playlist: {
    type: 'string',
    array: true,
    valueName: 'name',
    describe: 'Write this playlist: an M3U8 file, a saved set or an imported playlist',
  },
  set: { type: 'string', array: true, valueName: 'name', describe: 'Write this saved set as a playlist' },
  tag: { type: 'string', array: true, valueName: 'tag', describe: 'Write the tracks of this tag as a playlist' },
} as const;

/** Returns the library options for {@link EXPORT_SELECTION_FLAGS}. */
export async function exportSelection({
  tracks = [],
  pathsFile,
  playlist,
  set,
  tag,
}: ValuesOf<typeof EXPORT_SELECTION_FLAGS>): Promise<Pick<ExportXmlOptions, 'tracks' | 'playlists' | 'sets' | 'tags'>> {
  const named = [...tracks, ...(pathsFile === undefined ? [] : await readPathsFile(pathsFile))];
  return { ...(named.length > 0 && { tracks: named }), playlists: playlist, sets: set, tags: tag };
}
