import { setImmediate } from 'node:timers/promises';
import {
  checkOptions,
  OptionError,
  optionRules,
  RbassistError,
  type Result,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  SCORE_PARTS,
  type ScorePart,
  scorePart,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { trackOf } from '../mix/track-of.ts';
import { trackPair } from '../mix/track-pair.ts';
import { indexIfAny } from '../vectors/usable-index.ts';

/** Two tracks in playing order, each by its path or by words of its artist, title or path. */
export interface MixPair {
  from: string;
  to: string;
}

/** Parts of the score of a mix. */
export interface ScoredMix {
  /** Paths of the tracks, as the library spells them. */
  from: string;
  to: string;
  parts: ScorePart[];
}

/** Mixes after which a waiting signal is seen. */
const BATCH = 50;

/** See `Library.scoreParts`. */
export async function scoreMixes(
  context: LibraryContext,
  pairs: readonly MixPair[],
  options: RunOptions,
): Promise<Result<ScoredMix>[]> {
  checkOptions(options, RUN_OPTION_RULES);
  checkPairs(pairs);
  const { signal } = options;
  const index = await indexIfAny(context, options);
  const find = trackFinder(context);
  const results: Result<ScoredMix>[] = [];
  for (const { from: fromText, to: toText } of pairs) {
    if (results.length % BATCH === 0) await setImmediate();
    if (signal?.aborted) break;
    try {
      const [from, to] = [await find(fromText), await find(toText)];
      const [a, b] = [from, to].map((path) => trackOf(context, path));
      const pair = trackPair(context, a, b, index);
      const parts = SCORE_PARTS.map((name) => scorePart(name, pair));
      results.push({ path: to, ok: true, value: { from, to, parts } });
    } catch (error) {
      if (!RbassistError.isInstance(error)) throw error;
      results.push({ path: toText, ok: false, error });
    }
  }
  return results;
}

function checkPairs(pairs: readonly MixPair[]): void {
  if (!Array.isArray(pairs)) throw new OptionError('pairs must be a list.', { option: 'pairs' });
  for (const [i, pair] of pairs.entries()) {
    requireRule(`pairs[${i}]`, pair, optionRules.options);
    for (const side of ['from', 'to'] as const) requireRule(`pairs[${i}].${side}`, pair[side], optionRules.text);
  }
}

/** Returns a function that finds a track like `findTrack`, and reads no library again for a path or a known text. */
function trackFinder(context: LibraryContext): (text: string) => Promise<string> {
  const found = new Map<string, Promise<string>>();
  return (text) => {
    const path = context.records.keyOf(text);
    if (path !== undefined) return Promise.resolve(path);
    const known = found.get(text) ?? findTrack(context, text);
    found.set(text, known);
    return known;
  };
}
