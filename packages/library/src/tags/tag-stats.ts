import { tagKey } from '@rbassist/core';
import { hexColor } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { OwnTags, without } from './own-tags.ts';
import { RecordTags } from './record-tags.ts';
import { readTagCategories } from './tag-categories.ts';

/** An own tag. */
export interface CountedTag {
  tag: string;
  /** Number of tracks with it. */
  tracks: number;
  /** Its category in `my_tag_categories.yml`. */
  category?: string;
  /** Its colour there, e.g. "#FF0000". */
  color?: string;
}

/** Result of `Library.tagStats`. */
export interface TagStats {
  /** Tracks with an own tag. */
  taggedTracks: number;
  /** Own tags with their number of tracks, the most frequent first. */
  tags: CountedTag[];
  /** Tracks with stored suggestions, and the number of suggestions. */
  suggestedTracks: number;
  suggestions: number;
  /** Suggested tags with their number of tracks, the most frequent first. */
  suggestedTags: Pick<CountedTag, 'tag' | 'tracks'>[];
  /** Rejected suggestions. */
  rejected: number;
}

/** A contradiction among tags. */
export interface TagProblem {
  kind: /** A stored suggestion is already an own tag. */
    | 'suggested-own'
    /** A stored suggestion was rejected. */
    | 'suggested-rejected'
    /** A tag has several spellings, which count as one. */
    | 'spellings';
  /** The track; absent for `spellings`. */
  path?: string;
  tags: string[];
}

/** Counts tags and suggestions. See `Library.tagStats`. */
export async function tagStats(context: LibraryContext): Promise<TagStats> {
  const own = await OwnTags.of(context);
  const counts = { taggedTracks: 0, suggestedTracks: 0, suggestions: 0, rejected: 0 };
  const stats: TagStats = { ...counts, tags: [], suggestedTags: [] };
  const spellings = new Map<string, Map<string, number>>();
  for (const path of own.paths()) {
    const { all, rejected } = own.get(path);
    if (all.length > 0) stats.taggedTracks++;
    stats.rejected += rejected.length;
    for (const tag of all) addSpelling(spellings, tag);
  }
  const look = await tagLooks(context);
  stats.tags = countedTags(spellings).map((each) => ({ ...each, ...look(each.tag) }));
  const suggested = new Map<string, Map<string, number>>();
  for (const [, { suggestions }] of RecordTags.of(context).entries()) {
    const candidates = suggestions?.candidates ?? [];
    if (candidates.length > 0) stats.suggestedTracks++;
    stats.suggestions += candidates.length;
    for (const { tag } of candidates) addSpelling(suggested, tag);
  }
  stats.suggestedTags = countedTags(suggested);
  return stats;
}

/** Counts each tag under its most frequent spelling, the most frequent first. */
function countedTags(spellings: ReadonlyMap<string, Map<string, number>>): { tag: string; tracks: number }[] {
  return [...spellings.values()]
    .map((counts) => {
      const [[tag]] = [...counts].sort(byCount);
      return { tag, tracks: [...counts.values()].reduce((a, b) => a + b, 0) };
    })
    .sort((a, b) => b.tracks - a.tracks || (a.tag < b.tag ? -1 : 1));
}

/** Returns a function that gives the category and the colour of a tag. */
async function tagLooks({ folder }: LibraryContext): Promise<(tag: string) => Pick<CountedTag, 'category' | 'color'>> {
  const { categories, colors } = await readTagCategories(folder);
  const categoryOf = new Map(categories.flatMap(({ name, tags }) => tags.map((tag) => [tagKey(tag), name] as const)));
  const colorOf = new Map([...colors].map(([tag, color]) => [tagKey(tag), hexColor(color)] as const));
  return (tag) => {
    const [category, color] = [categoryOf.get(tagKey(tag)), colorOf.get(tagKey(tag))];
    return { ...(category !== undefined && { category }), ...(color !== undefined && { color }) };
  };
}

/** Finds contradictions among tags and suggestions. See `Library.validateTags`. */
export async function validateTags(context: LibraryContext): Promise<TagProblem[]> {
  const own = await OwnTags.of(context);
  const problems: TagProblem[] = [];
  for (const [path, { suggestions }] of RecordTags.of(context).entries()) {
    const suggested = (suggestions?.candidates ?? []).map(({ tag }) => tag);
    if (suggested.length === 0) continue;
    const { all, rejected } = own.get(path);
    const shared = (others: readonly string[]) => suggested.filter((tag) => !without([tag], others).length);
    if (shared(all).length > 0) problems.push({ kind: 'suggested-own', path, tags: shared(all) });
    if (shared(rejected).length > 0) problems.push({ kind: 'suggested-rejected', path, tags: shared(rejected) });
  }
  const spellings = new Map<string, Map<string, number>>();
  for (const path of own.paths()) for (const tag of own.get(path).all) addSpelling(spellings, tag);
  for (const counts of spellings.values()) {
    if (counts.size > 1) problems.push({ kind: 'spellings', tags: [...counts].sort(byCount).map(([tag]) => tag) });
  }
  return problems;
}

function addSpelling(spellings: Map<string, Map<string, number>>, tag: string): void {
  const counts = spellings.get(tagKey(tag)) ?? new Map<string, number>();
  spellings.set(tagKey(tag), counts.set(tag, (counts.get(tag) ?? 0) + 1));
}

function byCount([a, countA]: [string, number], [b, countB]: [string, number]): number {
  return countB - countA || (a < b ? -1 : 1);
}
