import type { LibraryTag } from '../../api/types.ts';
import { tagKey } from '../../tracks/tag-queries.ts';

/** Proposals that a list shows. */
const MOST_SHOWN = 8;

/** A tag that a person may mean. */
export interface ProposedTag {
  readonly tag: string;
  /** Number of tracks with it; undefined for a new tag. */
  readonly tracks?: number;
}

/**
 * Returns the tags that a person may mean: the tag of that name in its known spelling, then those that begin with the
 * letters, then what was typed as a new tag, then those that have the letters elsewhere.
 */
export function proposedTags(
  typed: string,
  known: readonly Pick<LibraryTag, 'tag' | 'tracks'>[],
  except: readonly string[],
): ProposedTag[] {
  const sought = tagKey(typed);
  const taken = new Set(except.map(tagKey));
  const open = known.filter(({ tag }) => !taken.has(tagKey(tag))).map(({ tag, tracks }) => ({ tag, tracks }));
  const commonest = open.sort((a, b) => b.tracks - a.tracks);
  if (sought === '') return commonest.slice(0, MOST_SHOWN);
  const ofRank = (rank: number) => commonest.filter(({ tag }) => rankOf(tagKey(tag), sought) === rank);
  const isKnown = taken.has(sought) || ofRank(0).length > 0;
  const fresh = isKnown ? [] : [{ tag: typed.trim() }];
  const begin = [...ofRank(0), ...ofRank(1)].slice(0, MOST_SHOWN - 1);
  return [...begin, ...fresh, ...ofRank(2)].slice(0, MOST_SHOWN);
}

/** Rank of a tag among the proposals: 0 is the tag itself, 3 does not have the letters. */
function rankOf(key: string, sought: string): number {
  if (key === sought) return 0;
  if (key.startsWith(sought)) return 1;
  return key.includes(sought) ? 2 : 3;
}
