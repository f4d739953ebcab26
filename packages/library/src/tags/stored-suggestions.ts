import { round, type TagScore } from '@rbassist/core';
import { without } from './own-tags.ts';

/** Value of `tag_suggestions`, as the Python rbassist writes it. */
export interface StoredSuggestions {
  /** ISO 8601. */
  generated: string;
  params: Readonly<Record<string, unknown>>;
  candidates: readonly TagScore[];
  /** Own tags with a low score. */
  low_confidence: readonly TagScore[];
}

const DECIMALS = 6;

/** Reads stored suggestions. Returns undefined for a value of another type, and skips odd items. */
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

/** Rounds scores for a record. */
export function roundedScores(scores: readonly TagScore[]): TagScore[] {
  return scores.map(({ tag, score, threshold }) => ({
    tag,
    score: round(score, DECIMALS),
    threshold: round(threshold, DECIMALS),
  }));
}

/** Drops candidates that the track has or that were rejected, and doubts about tags that it lost. */
export function openSuggestions(
  { candidates, low_confidence: low, ...rest }: StoredSuggestions,
  { mine, rejected }: { mine: readonly string[]; rejected: readonly string[] },
): StoredSuggestions | undefined {
  const known = new Set(
    without(
      candidates.map(({ tag }) => tag),
      [...mine, ...rejected],
    ),
  );
  const lost = new Set(
    without(
      low.map(({ tag }) => tag),
      mine,
    ),
  );
  const open = {
    ...rest,
    candidates: candidates.filter(({ tag }) => known.has(tag)),
    low_confidence: low.filter(({ tag }) => !lost.has(tag)),
  };
  return open.candidates.length + open.low_confidence.length > 0 ? open : undefined;
}
