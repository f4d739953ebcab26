import type { RealFft } from '@rbassist/audio';
import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameFeatures } from '../features/frame-features.ts';
import { windowedAutocorrelation } from './autocorrelation.ts';
import type { PulseInput } from './follow-pulse.ts';
import { beatEvidence } from './grid-anchors.ts';
import { harmonicChange } from './harmonic-change.ts';
import { type PulsePath, pulsePaths } from './pulse-path.ts';
import { pulseStrength } from './pulse-strength.ts';

const MAX_PULSES = 3;

/** Pulses of a track, best first, and what it takes to follow them. */
export interface Pulses {
  paths: PulsePath[];
  input: PulseInput;
}

/** Finds the pulses of a track, best first, and prepares the series for following them. */
export function findPulses(features: FrameFeatures, chroma: ChromaFrames | null, fft: RealFft): Pulses {
  const strength = pulseStrength(features);
  return {
    paths: pulsePaths(
      windowedAutocorrelation(
        process.env.PULSE === 'all'
          ? [strength.all]
          : process.env.PULSE === 'both'
            ? [...strength.bands, strength.all]
            : strength.bands,
        fft,
      ),
      MAX_PULSES,
    ),
    input: {
      strength,
      evidence: beatEvidence(features.attack, strength.all),
      durationS: features.durationS,
      harmony: chroma && harmonicChange(chroma),
    },
  };
}
