import type { components } from '../../api/schema.d.ts';

type LibraryStats = components['schemas']['LibraryStats'];
type OwnTags = components['schemas']['OwnTags'];

/** Tracks that a tag needs before rbassist learns it. */
const SAMPLES = 3;
/** Tags that are named as nearly learned. */
const MOST_NEAR = 5;

/** First step towards suggestions, and the tags that lack only few tracks. */
export interface Beginning {
  readonly need: 'music' | 'vectors' | 'tags' | 'suggestions';
  readonly near: readonly { tag: string; tracks: number }[];
}

/** Returns what a library lacks for suggestions. */
export function beginning(
  { tracks, embedded }: Pick<LibraryStats, 'tracks' | 'embedded'>,
  { tags }: Pick<OwnTags, 'tags'>,
): Beginning {
  if (tracks === 0) return { need: 'music', near: [] };
  if (Object.values(embedded).every((count) => count === 0)) return { need: 'vectors', near: [] };
  if (tags.some((tag) => tag.tracks >= SAMPLES)) return { need: 'suggestions', near: [] };
  return { need: 'tags', near: tags.filter((tag) => tag.tracks > 0).slice(0, MOST_NEAR) };
}
