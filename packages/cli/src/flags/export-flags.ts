import { CUE_WRITINGS, type ExportXmlOptions, PREFERENCES, TAG_TARGETS, TONALITY_NOTATIONS } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { MP3_OFFSET_FLAG, parseMp3Offset } from './mp3-offset-flag.ts';
import { readPathsFile } from './paths-file.ts';
import { tagTargets } from './tag-targets-flag.ts';

/** Flags that name tracks and playlists for Rekordbox. */
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

/** Flags for the values of tracks that are written for Rekordbox. */
export const EXPORT_VALUE_FLAGS = {
  cues: {
    type: 'string',
    choices: CUE_WRITINGS,
    default: 'stored',
    describe: 'Write cues as they are, all on pads, all as memory cues, or both',
  },
  prefer: {
    type: 'string',
    choices: PREFERENCES,
    default: 'rekordbox',
    describe: 'Program whose values win for tracks of your own export',
  },
  'key-notation': {
    type: 'string',
    choices: TONALITY_NOTATIONS,
    defaultText: 'that of most of your keys in Rekordbox',
    describe: 'Spelling of keys: Fm, 4A, 9m or Fmin',
  },
  ...MP3_OFFSET_FLAG,
  'tags-to': {
    type: 'string',
    valueName: 'places',
    describe: `Also write My Tags into these places: ${TAG_TARGETS.join(', ')}`,
  },
} as const;

/** Returns the library options for {@link EXPORT_SELECTION_FLAGS}. */
export async function exportedTracks(
  flags: ValuesOf<typeof EXPORT_SELECTION_FLAGS>,
): Promise<Pick<ExportXmlOptions, 'tracks' | 'playlists' | 'sets' | 'tags'>> {
  const { tracks, pathsFile, playlist, set, tag } = flags;
  const listed = pathsFile === undefined ? [] : await readPathsFile(pathsFile);
  const named = [...(tracks ?? []), ...listed];
  return { ...(named.length > 0 && { tracks: named }), playlists: playlist, sets: set, tags: tag };
}

/** Returns the library options for {@link EXPORT_VALUE_FLAGS}. */
export function exportedValues(
  flags: ValuesOf<typeof EXPORT_VALUE_FLAGS>,
): Pick<ExportXmlOptions, 'cues' | 'prefer' | 'keyNotation' | 'mp3Offset' | 'tagsTo'> {
  const { cues, prefer, keyNotation, mp3Offset, tagsTo } = flags;
  return {
    ...{ cues, prefer, keyNotation, mp3Offset: parseMp3Offset(mp3Offset) },
    ...(tagsTo !== undefined && { tagsTo: tagTargets(tagsTo) }),
  };
}
