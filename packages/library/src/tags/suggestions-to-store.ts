import { round, type StoredSuggestions, type TagScore } from '@rbassist/core';
import { without } from './own-tags.ts';

const DECIMALS = 6;

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
