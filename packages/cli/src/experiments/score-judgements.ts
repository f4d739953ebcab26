import type { RunOptions } from '@rbassist/core';
import {
  type Judgement,
  type JudgementFile,
  judgementsFromStars,
  type LineProblem,
  type PartValues,
} from '@rbassist/experiments';
import type { Library, MixPair, ScoredMix } from '@rbassist/library';

/** Judgements with the values of their score parts, and the lines whose tracks are unknown. */
export interface ScoredJudgements {
  judgements: Judgement[];
  problems: LineProblem[];
}

/** Computes the score parts of judged tracks. Takes values that the file has as they are. */
export async function scoreJudgements(
  library: Library,
  lines: JudgementFile['judgements'],
  run: RunOptions,
): Promise<ScoredJudgements> {
  const pairs = lines.flatMap(({ seed, better, worse }): MixPair[] => {
    if (typeof better !== 'string' || typeof worse !== 'string') return [];
    return [
      { from: seed, to: better },
      { from: seed, to: worse },
    ];
  });
  const scored = pairs.length === 0 ? [] : await library.scoreParts(pairs, run);
  const judgements: Judgement[] = [];
  const problems: LineProblem[] = [];
  let next = 0;
  for (const { line, seed, better, worse } of lines) {
    if (typeof better !== 'string' && typeof worse !== 'string') {
      judgements.push({ seed, better, worse });
      continue;
    }
    const [one, other] = [scored[next++], scored[next++]];
    // an abort leaves the rest out
    if (!one || !other) break;
    if (!one.ok) problems.push({ line, message: one.error.message });
    else if (!other.ok) problems.push({ line, message: other.error.message });
    else judgements.push({ seed: one.value.from, better: valuesOf(one.value), worse: valuesOf(other.value) });
  }
  return { judgements, problems };
}

/** Makes judgements of the mixes that have stars in the library. */
export async function judgeStars(library: Library, run: RunOptions): Promise<Judgement[]> {
  const mixes = await library.mixStars();
  const scored = mixes.length === 0 ? [] : await library.scoreParts(mixes, run);
  return judgementsFromStars(
    scored.flatMap((mix, i) =>
      mix.ok ? [{ from: mix.value.from, stars: mixes[i].stars, parts: valuesOf(mix.value) }] : [],
    ),
  );
}

/** Returns the values of the parts by name. */
export function valuesOf({ parts }: ScoredMix): PartValues {
  return Object.fromEntries(parts.map(({ name, value }) => [name, value]));
}
