import type { CamelotKey } from '@rbassist/core';
import { type ReliabilityBin, reliability } from '../tempo/reliability.ts';
import type { KeyTrack } from './key-manifest.ts';
import { judgeKey, type KeyVerdict, MIREX_WEIGHTS } from './key-verdict.ts';

/** What a system makes of the key of a track. */
export interface HeardKey {
  /** Null where it hears none. */
  key: CamelotKey | null;
  /** How sure it says it is, 0–1. */
  confidence?: number;
  /** By the clock, reading the file included. */
  seconds: number;
}

/** One track, and what a system made of it; null where it cannot read the file. */
export interface AnsweredKey {
  track: KeyTrack;
  answer: HeardKey | null;
}

/** The figures of one system: shares of the `n` tracks that it could read. */
export interface KeyFigures extends Record<KeyVerdict, number> {
  n: number;
  /** Mean of {@link MIREX_WEIGHTS}. */
  mirex: number;
  secondsPerTrack: number;
  /** Whether it knows when it is right; null where it does not say how sure it is. */
  reliability: ReliabilityBin[] | null;
  unreadable: number;
}

/** Works out the figures of one system. NaN where it could read nothing. */
export function keyFigures(answered: readonly AnsweredKey[]): KeyFigures {
  const heard = answered.flatMap(({ track, answer }) =>
    answer ? [{ ...answer, verdict: judgeKey(answer.key, track.key) }] : [],
  );
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = (wanted: KeyVerdict) => mean(heard.map(({ verdict }) => Number(verdict === wanted)));
  const sure = heard.flatMap(({ key, confidence, verdict }) =>
    key === null || confidence === undefined ? [] : [{ stated: confidence, right: verdict === 'exact' }],
  );
  return {
    n: heard.length,
    mirex: mean(heard.map(({ verdict }) => MIREX_WEIGHTS[verdict])),
    exact: share('exact'),
    fifth: share('fifth'),
    relative: share('relative'),
    parallel: share('parallel'),
    other: share('other'),
    none: share('none'),
    secondsPerTrack: mean(heard.map(({ seconds }) => seconds)),
    reliability: sure.length > 0 ? reliability(sure) : null,
    unreadable: answered.length - heard.length,
  };
}
