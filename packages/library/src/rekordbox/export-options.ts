import { type OptionRule, oneOf, optionRules, RUN_OPTION_RULES, type RunOptions } from '@rbassist/core';
import {
  CUE_WRITINGS,
  type CueWriting,
  PREFERENCES,
  type Preference,
  TAG_TARGETS,
  type TagTarget,
  TONALITY_NOTATIONS,
  type TonalityNotation,
} from '@rbassist/rekordbox';
import { MP3_OFFSET_RULE, type Mp3Offset } from './program-time.ts';

/** Options of `Library.exportXml`. Without `tracks`, `playlists`, `sets` and `tags`, it writes the whole library. */
export interface ExportXmlOptions extends RunOptions {
  /** Tracks: paths, or words of an artist, title or path in any order. */
  tracks?: readonly string[];
  /** Playlists: M3U8 files, saved sets, or imported playlists (`Folder/Name` if ambiguous). */
  playlists?: readonly string[];
  /** Names of saved sets. */
  sets?: readonly string[];
  /** Tags; each becomes a playlist. */
  tags?: readonly string[];
  /** Name of the folder with the playlists, and of the playlist with all tracks. @default 'rbassist' and the time */
  name?: string;
  /** Form of cues. @default 'stored' */
  cues?: CueWriting;
  /** Your own export of Rekordbox. Its tracks keep their TrackIDs, Locations and values. It is never changed. */
  base?: string;
  /** Program whose values win for tracks of `base`. @default 'rekordbox' */
  prefer?: Preference;
  /** Spelling of keys. @default that of most keys in `base`, else of most imported keys, else 'camelot' */
  keyNotation?: TonalityNotation;
  /** Milliseconds to add to the times of MP3 files; `auto` computes them for each file. @default 'auto' */
  mp3Offset?: Mp3Offset;
  /**
   * Also write My Tags into the comment, the grouping or the colour of tracks, after the text there, or as a playlist
   * for each tag. Names of categories and colours come from `my_tag_categories.yml`.
   */
  tagsTo?: readonly TagTarget[];
  /** Also write My Tags in the form of the Python rbassist, which Rekordbox ignores. @default false */
  myTags?: boolean;
  /** Replace an existing file that rbassist did not write. @default false */
  overwrite?: boolean;
}

/** Defaults of {@link ExportXmlOptions}. */
export const EXPORT_XML_DEFAULTS: {
  readonly cues: CueWriting;
  readonly prefer: Preference;
  readonly mp3Offset: Mp3Offset;
} = { cues: 'stored', prefer: 'rekordbox', mp3Offset: 'auto' };

/** Name of the file, and of the playlist with all tracks, as in the Python rbassist. */
export const EXPORT_NAMES = { file: 'rbassist.xml', playlist: 'rbassist export' } as const;

/** Rules of {@link ExportXmlOptions}. */
export const EXPORT_XML_RULES = {
  ...RUN_OPTION_RULES,
  tracks: optionRules.textList,
  playlists: optionRules.textList,
  sets: optionRules.textList,
  tags: optionRules.textList,
  name: optionRules.text,
  cues: oneOf(CUE_WRITINGS),
  base: optionRules.text,
  prefer: oneOf(PREFERENCES),
  keyNotation: oneOf(TONALITY_NOTATIONS),
  mp3Offset: MP3_OFFSET_RULE,
  tagsTo: targets,
  myTags: optionRules.flag,
  overwrite: optionRules.flag,
} satisfies Record<keyof ExportXmlOptions, OptionRule>;

function targets(value: unknown): string | undefined {
  const isList = Array.isArray(value) && value.every((target) => TAG_TARGETS.includes(target));
  return isList ? undefined : `a list of ${TAG_TARGETS.join(', ')}`;
}
