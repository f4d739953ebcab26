import type { PlaylistRules } from './playlist-rules.ts';

/** Rules of a playlist under a name. */
export interface PlaylistPreset {
  name: string;
  /** File that the playlist is written to. */
  output: string;
  rules: PlaylistRules;
}

/** File of a preset that names none, as in the Python rbassist. */
export const PRESET_OUTPUT = 'rb_intelligent.xml';

/** Keys of a preset on disk. The first four are those of the Python rbassist, which always writes them. */
export const PRESET_KEYS = {
  mytag: { rule: 'myTag', kind: 'text' },
  rating_min: { rule: 'ratingMin', kind: 'number' },
  since: { rule: 'since', kind: 'text' },
  until: { rule: 'until', kind: 'text' },
  tags: { rule: 'tags', kind: 'list' },
  any_tags: { rule: 'anyTags', kind: 'list' },
  not_tags: { rule: 'notTags', kind: 'list' },
  bpm_min: { rule: 'bpmMin', kind: 'number' },
  bpm_max: { rule: 'bpmMax', kind: 'number' },
  keys: { rule: 'keys', kind: 'list' },
  mixes_with: { rule: 'mixesWith', kind: 'text' },
  genres: { rule: 'genres', kind: 'list' },
  colors: { rule: 'colors', kind: 'list' },
  plays_min: { rule: 'playsMin', kind: 'number' },
  plays_max: { rule: 'playsMax', kind: 'number' },
  missing: { rule: 'missing', kind: 'list' },
  folders: { rule: 'folders', kind: 'list' },
} as const satisfies Record<string, { rule: keyof PlaylistRules; kind: 'text' | 'number' | 'list' }>;

/** Values that stand for no rule, which the Python rbassist writes. */
export const PRESET_BLANKS: Readonly<Record<string, string | number>> = {
  mytag: '',
  rating_min: 0,
  since: '',
  until: '',
};
