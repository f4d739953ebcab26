import type { TagScore } from './tag-profile.ts';

/** Value of `tag_suggestions`, as the Python rbassist writes it. */
export interface StoredSuggestions {
  /** ISO 8601. */
  generated: string;
  params: Readonly<Record<string, unknown>>;
  candidates: readonly TagScore[];
  /** Own tags with a low score. */
  low_confidence: readonly TagScore[];
}

/** Reads `tag_suggestions` of a record. Returns undefined for a value of another type, and skips odd items. */
export function readSuggestions(value: unknown): StoredSuggestions | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { generated, params, candidates, low_confidence: low } = value as Record<string, unknown>;
  return {
    generated: typeof generated === 'string' ? generated : '',
    params: typeof params === 'object' && params !== null && !Array.isArray(params) ? { ...params } : {},
    candidates: readScores(candidates),
    low_confidence: readScores(low),
  };
}

function readScores(value: unknown): TagScore[] {
  return (Array.isArray(value) ? value : []).flatMap((item: unknown) => {
    const { tag, score, threshold } = (item ?? {}) as Partial<TagScore>;
    const isScored = typeof score === 'number' && Number.isFinite(score);
    if (typeof tag !== 'string' || tag.trim() === '' || !isScored) return [];
    return [{ tag: tag.trim(), score, threshold: typeof threshold === 'number' ? threshold : 0 }];
  });
}
