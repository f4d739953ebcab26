import type { ChromaFrames } from '../src/features/chroma-frames.ts';
import type { FrameFeatures } from '../src/features/frame-features.ts';
import { countHypotheses } from '../src/tempo/find-downbeats.ts';
import { pulseStrength } from '../src/tempo/pulse-strength.ts';
import { groupOf, type LabelledRow } from './labelled-tracks.ts';
import type { Example } from './train-network.ts';

const SAME_BEAT_S = 0.02;
const MIN_BEATS = 16;
/** Minimum share of downbeats in one phase. Below it, the count changes within the track. */
const STEADY = 0.9;

/** Returns every way to count a track, as examples for the bar network. Null if the count is unknown or changes. */
export function barExample(row: LabelledRow, features: FrameFeatures, chroma: ChromaFrames | null): Example | null {
  const { beats, downbeats, metre = 4 } = row;
  const compound = row.tempos?.[0]?.metro === '6/8';
  if (!row.bpm || !beats || !downbeats || beats.length < MIN_BEATS) return null;
  const ones = beats.flatMap((beat, i) => (downbeats.some((one) => Math.abs(one - beat) < SAME_BEAT_S) ? [i] : []));
  const counts = Array.from({ length: metre }, (_, phase) => ones.filter((i) => i % metre === phase).length);
  const most = Math.max(...counts);
  if (most === 0 || most < STEADY * ones.length) return null;
  const firstDownbeat = counts.indexOf(most);
  const hypotheses = countHypotheses(Float64Array.from(beats), {
    strength: pulseStrength(features),
    timbre: features.timbre,
    chroma,
  });
  return {
    group: groupOf(row),
    weight: 1,
    readings: hypotheses.map((hypothesis) => hypothesis.features),
    right: hypotheses.map(
      (hypothesis) =>
        hypothesis.shift === 0 &&
        hypothesis.metre === metre &&
        hypothesis.compound === compound &&
        hypothesis.firstDownbeat === firstDownbeat,
    ),
  };
}
