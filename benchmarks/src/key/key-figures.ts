import type { CamelotKey } from '@rbassist/core';
import { bootstrapMean } from '../bootstrap.ts';
import { type ReliabilityBin, reliability } from '../tempo/reliability.ts';
import type { KeyTrack } from './key-manifest.ts';
import { judgeKey, type KeyVerdict, MIREX_WEIGHTS } from './key-verdict.ts';

export interface KeyResult {
  key: CamelotKey | null;
  confidence?: number;
  seconds: number;
}

export interface AnsweredKey {
  track: KeyTrack;
  answer: KeyResult | null;
}

/** Figures of one system: shares of the `n` readable tracks. */
export interface KeyFigures extends Record<KeyVerdict, number> {
  n: number;
  /** Mean of {@link MIREX_WEIGHTS}. */
  mirex: number;
  /** 95 % interval of `mirex`, from draws of whole packages. */
  interval: [low: number, high: number];
  secondsPerTrack: number;
  /** Accuracy by confidence; null if the system states no confidence. */
  reliability: ReliabilityBin[] | null;
  unreadable: number;
}

export function keyFigures(answered: readonly AnsweredKey[]): KeyFigures {
  const readable = answered.flatMap(({ track, answer }) =>
    answer ? [{ ...answer, group: track.package, verdict: judgeKey(answer.key, track.key) }] : [],
  );
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = (wanted: KeyVerdict) => mean(readable.map(({ verdict }) => Number(verdict === wanted)));
  const sure = readable.flatMap(({ key, confidence, verdict }) =>
    key === null || confidence === undefined ? [] : [{ stated: confidence, right: verdict === 'exact' }],
  );
  const { mean: mirex, interval } = bootstrapMean(
    readable.map(({ group, verdict }) => ({ group, value: MIREX_WEIGHTS[verdict] })),
  );
  return {
    n: readable.length,
    mirex,
    interval,
    exact: share('exact'),
    fifth: share('fifth'),
    relative: share('relative'),
    parallel: share('parallel'),
    other: share('other'),
    none: share('none'),
    secondsPerTrack: mean(readable.map(({ seconds }) => seconds)),
    reliability: sure.length > 0 ? reliability(sure) : null,
    unreadable: answered.length - readable.length,
  };
}
