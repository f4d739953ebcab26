import { tagKey } from '@rbassist/core';
import type { ReviewedTrack, StoredSuggestion } from '@rbassist/library';

/** Orders of suggestions. */
export const SUGGESTION_ORDERS = ['uncertain', 'sure', 'tag', 'track'] as const;

/** See {@link SUGGESTION_ORDERS}. */
type SuggestionOrder = (typeof SUGGESTION_ORDERS)[number];

/** A suggestion of one tag for one track. */
export interface OrderedSuggestion extends StoredSuggestion {
  path: string;
  /** Share of the way from the threshold to the highest score; negative below the threshold. */
  certainty: number;
}

const ORDERS: Readonly<Record<SuggestionOrder, (a: OrderedSuggestion, b: OrderedSuggestion) => number>> = {
  uncertain: (a, b) => Math.abs(a.certainty) - Math.abs(b.certainty) || byTrack(a, b),
  sure: (a, b) => b.certainty - a.certainty || byTrack(a, b),
  tag: (a, b) => compare(tagKey(a.tag), tagKey(b.tag)) || b.certainty - a.certainty || byTrack(a, b),
  track: (a, b) => compare(a.path, b.path) || b.certainty - a.certainty || compare(a.tag, b.tag),
};

/** Lists suggestions one by one, of one tag or all, in an order that does not depend on that of the tracks. */
export function orderedSuggestions(
  tracks: readonly ReviewedTrack[],
  order: SuggestionOrder,
  tag?: string,
): OrderedSuggestion[] {
  const key = tag === undefined ? undefined : tagKey(tag);
  const found: OrderedSuggestion[] = [];
  for (const { path, suggestions } of tracks) {
    for (const each of suggestions) {
      if (key === undefined || tagKey(each.tag) === key) found.push({ ...each, path, certainty: certaintyOf(each) });
    }
  }
  return found.sort(ORDERS[order]);
}

function certaintyOf({ score, threshold }: StoredSuggestion): number {
  return threshold < 1 ? (score - threshold) / (1 - threshold) : 0;
}

function byTrack(a: OrderedSuggestion, b: OrderedSuggestion): number {
  return compare(a.path, b.path) || compare(a.tag, b.tag);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
