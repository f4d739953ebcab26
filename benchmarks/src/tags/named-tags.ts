import { STAND_OUT_DEFAULTS } from '@rbassist/core';
import { MUSIC_TAGS } from '@rbassist/musicnn';
import { type TaggedFile, tableOf } from './corpus-tags.ts';
import { isTagOf } from './label-words.ts';

/** Fit of the named tags of tracks to their styles. Every label counts the same. */
export interface NamedTags {
  rule: string;
  /** Share of the tracks that have a tag of their style. */
  fitting: number;
  /** The same with the styles of other labels' tracks: what tags that suit everything would give. */
  chance: number;
  /** Share of the named tags that are of the style. */
  precision: number;
  tagsPerTrack: number;
  /** Number of different tags over all tracks. */
  different: number;
}

const TOP = 3;

/** Compares rules that name three tags of a track. Counts only tracks whose style is right for some tag. */
export function namedTags(tracks: readonly TaggedFile[]): NamedTags[] {
  const table = tableOf(tracks);
  const best = (numberOf: (track: number, tag: number) => number) => (track: number) =>
    [...MUSIC_TAGS.keys()]
      .sort((a, b) => numberOf(track, b) - numberOf(track, a))
      .slice(0, TOP)
      .map((tag) => MUSIC_TAGS[tag].name);
  const rules: Record<string, (track: number) => string[]> = {
    'highest scores': best((track, tag) => tracks[track].fromDirection[tag]),
    'highest shares': best((track, tag) => table.shares(tag)[track]),
    'standing out': (track) => table.standOut(track, { ...STAND_OUT_DEFAULTS, top: TOP }).map(({ tag }) => tag),
  };
  return Object.entries(rules).map(([rule, namesOf]) => ({ rule, ...figures(tracks, namesOf) }));
}

function figures(tracks: readonly TaggedFile[], namesOf: (track: number) => string[]): Omit<NamedTags, 'rule'> {
  const judged = [...tracks.keys()].filter((i) => MUSIC_TAGS.some(({ name }) => isTagOf(name, tracks[i].styles)));
  const sizes = Map.groupBy(judged, (i) => tracks[i].label);
  const weightOf = (i: number) => 1 / (sizes.get(tracks[i].label)?.length ?? 1);
  const mean = (numberOf: (i: number) => number, of: readonly number[] = judged) =>
    of.reduce((sum, i) => sum + weightOf(i) * numberOf(i), 0) / of.reduce((sum, i) => sum + weightOf(i), 0);
  const named = new Map(judged.map((i) => [i, namesOf(i)]));
  const fits = (i: number, other = i) => {
    const right = (named.get(i) ?? []).filter((tag) => isTagOf(tag, tracks[other].styles));
    return { any: Number(right.length > 0), share: right.length / Math.max(1, named.get(i)?.length ?? 0) };
  };
  const others = (i: number) => judged.filter((other) => tracks[other].label !== tracks[i].label);
  return {
    fitting: mean((i) => fits(i).any),
    chance: mean((i) => mean((other) => fits(i, other).any, others(i))),
    precision: mean((i) => fits(i).share),
    tagsPerTrack: mean((i) => named.get(i)?.length ?? 0),
    different: new Set([...named.values()].flat()).size,
  };
}
