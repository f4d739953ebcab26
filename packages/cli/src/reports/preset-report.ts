import type { PlaylistPreset, PlaylistRules } from '@rbassist/library';
import { print } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Preset', shrinkTo: 12 },
  { heading: 'File', shrinkTo: 12 },
  { heading: 'Rules', shrinkTo: 20 },
];

/** Prints saved rules of playlists, one per line. */
export function printPresets(presets: readonly PlaylistPreset[]): void {
  print(
    formatTable(
      COLUMNS,
      presets.map(({ name, output, rules }) => [name, output, rulesText(rules)]),
    ),
  );
}

type Phrases = { [Rule in keyof PlaylistRules]-?: (value: NonNullable<PlaylistRules[Rule]>) => string };

const PHRASES: Phrases = {
  myTag: (tag) => `My Tag "${tag}"`,
  tags: (tags) => `tags ${tags.join(' and ')}`,
  anyTags: (tags) => `any tag of ${tags.join(', ')}`,
  notTags: (tags) => `not ${tags.join(', ')}`,
  ratingMin: (stars) => `${stars} stars or more`,
  since: (day) => `since ${day}`,
  until: (day) => `until ${day}`,
  bpmMin: (bpm) => `${bpm} BPM or more`,
  bpmMax: (bpm) => `${bpm} BPM or less`,
  keys: (keys) => `key ${keys.join(' or ')}`,
  mixesWith: (key) => `mixes with ${key}`,
  genres: (genres) => `genre ${genres.join(' or ')}`,
  colors: (colors) => `colour ${colors.join(' or ')}`,
  playsMin: (plays) => `${plays} plays or more`,
  playsMax: (plays) => `${plays} plays or less`,
  missing: (fields) => `without ${fields.join(', ')}`,
  folders: (folders) => `in ${folders.join(' or ')}`,
};

function rulesText(rules: PlaylistRules): string {
  const phrases = (Object.keys(PHRASES) as (keyof PlaylistRules)[]).flatMap((rule) => {
    const value = rules[rule];
    return value === undefined ? [] : [PHRASES[rule](value as never)];
  });
  return phrases.length === 0 ? 'all tracks' : phrases.join(', ');
}
