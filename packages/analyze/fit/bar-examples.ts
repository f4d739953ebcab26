import type { FrameFeatures } from '../src/frame-features.ts';
import { barHypotheses } from '../src/tempo/bar-hypotheses.ts';
import { beatProfile, type ChromaFrames } from '../src/tempo/beat-profile.ts';
import { SHIFTS, shiftBeats } from '../src/tempo/find-downbeats.ts';
import { pulseStrength } from '../src/tempo/pulse-strength.ts';
import type { LabelledRow } from './heard-track.ts';
import type { Example } from './train-network.ts';

const SAME_BEAT_S = 0.02;
const FEWEST_BEATS = 16;
/** So many of the labelled bars must begin at the same place for a track to have one count throughout. */
const STEADY = 0.9;

/** A track's ways to be counted as the bar network sees them; null where its count is not known or changes. */
export function barExample(row: LabelledRow, features: FrameFeatures, chroma: ChromaFrames | null): Example | null {
  const { beats, downbeats, metre = 4 } = row;
  if (!row.bpm || !beats || !downbeats || beats.length < FEWEST_BEATS) return null;
  const ones = beats.flatMap((beat, i) => (downbeats.some((one) => Math.abs(one - beat) < SAME_BEAT_S) ? [i] : []));
  const counts = Array.from({ length: metre }, (_, phase) => ones.filter((i) => i % metre === phase).length);
  const most = Math.max(...counts);
  if (most === 0 || most < STEADY * ones.length) return null;
  const strength = pulseStrength(features);
  const firstDownbeat = counts.indexOf(most);
  const readings = SHIFTS.flatMap((shift) => {
    const shifted = shiftBeats(Float64Array.from(beats), shift);
    return barHypotheses(beatProfile(shifted, strength, features.timbre, chroma)).map((hypothesis) => ({
      features: hypothesis.features,
      right: shift === 0 && hypothesis.metre === metre && hypothesis.firstDownbeat === firstDownbeat,
    }));
  });
  return {
    group: row.kind ?? row.file,
    weight: 1,
    readings: readings.map((reading) => reading.features),
    right: readings.map((reading) => reading.right),
  };
}
