import { camelotOf, keyName } from '@rbassist/core';
import type { Arrangement } from './arrange.ts';
import { beatTimes, downbeatsOf } from './beat-times.ts';
import { lengthS } from './piece.ts';

/** Describes a render as `npm run fit:key`, `fit:tempo`, `eval:key` and `eval:tempo` read it. */
export function manifestRow(file: string, source: string, arrangement: Arrangement): Record<string, unknown> {
  const { title, key } = arrangement;
  return {
    file,
    source: `${source}/${title}`,
    package: source,
    kind: 'render',
    title,
    ...(key && { key: keyName(camelotOf(key.tonic, key.minor)), key_kind: 'score' }),
    ...beatColumns(arrangement),
  };
}

function beatColumns(arrangement: Arrangement): object {
  const { beat, hasDrums } = arrangement;
  if (!beat || (beat.kind === 'drums' && !hasDrums)) return {};
  const { bpm, firstS, metre } = beat;
  const beats = beatTimes(beat, lengthS(arrangement)).map(milliseconds);
  return {
    bpm: milliseconds(bpm),
    bpm_kind: beat.kind === 'midi' ? 'midi' : 'style-guess',
    drums: hasDrums,
    beats,
    ...(metre && {
      downbeats: downbeatsOf(beat, beats),
      metre: metre.beats,
      timesig: metre.signature,
      tempos: [{ inizio_sec: milliseconds(firstS), bpm: milliseconds(bpm), metro: metre.signature, battito: 1 }],
    }),
  };
}

function milliseconds(value: number): number {
  return Math.round(1000 * value) / 1000;
}
