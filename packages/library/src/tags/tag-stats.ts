import { readSuggestions, tagKey } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { OwnTags, without } from './own-tags.ts';

/** Result of `Library.tagStats`. */
export interface TagStats {
  /** Tracks with an own tag. */
  taggedTracks: number;
  /** Own tags with their number of tracks, the most frequent first. */
  tags: { tag: string; tracks: number }[];
  /** Tracks with stored suggestions, and the number of suggestions. */
  suggestedTracks: number;
  suggestions: number;
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
  const stats: TagStats = { taggedTracks: 0, tags: [], suggestedTracks: 0, suggestions: 0, rejected: 0 };
  const spellings = new Map<string, Map<string, number>>();
  for (const path of own.paths()) {
    const { all, rejected } = own.get(path);
    if (all.length > 0) stats.taggedTracks++;
    stats.rejected += rejected.length;
    for (const tag of all) addSpelling(spellings, tag);
  }
  stats.tags = [...spellings.values()]
    .map((counts) => ({
      tag: [...counts].sort(byCount)[0][0],
      tracks: [...counts.values()].reduce((a, b) => a + b, 0),
    }))
    .sort((a, b) => b.tracks - a.tracks || (a.tag < b.tag ? -1 : 1));
  for (const [, record] of context.meta.tracks(['tag_suggestions'])) {
    const candidates = readSuggestions(record.tag_suggestions)?.candidates ?? [];
    if (candidates.length > 0) stats.suggestedTracks++;
    stats.suggestions += candidates.length;
  }
  return stats;
}

/** Finds contradictions among tags and suggestions. See `Library.validateTags`. */
export async function validateTags(context: LibraryContext): Promise<TagProblem[]> {
  const own = await OwnTags.of(context);
  const problems: TagProblem[] = [];
  for (const [path, record] of context.meta.tracks(['tag_suggestions'])) {
    const suggested = (readSuggestions(record.tag_suggestions)?.candidates ?? []).map(({ tag }) => tag);
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
