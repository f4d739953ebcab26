import { CUE_WRITINGS, type ExportXmlOptions, PREFERENCES, TAG_TARGETS, TONALITY_NOTATIONS } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { MP3_OFFSET_FLAG, parseMp3Offset } from './mp3-offset-flag.ts';
import { tagTargets } from './tag-targets-flag.ts';

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
