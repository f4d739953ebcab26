import { TrackError } from '@rbassist/core';
import { describeDynamics } from './dynamics.ts';
import { createFluctuationMeter } from './fluctuation.ts';
import { createFrameAnalyser, SAMPLE_RATE } from './frames.ts';
import { describeHarmony } from './harmony.ts';
import { describeRhythm } from './rhythm.ts';
import { SPECTRAL_V1_SLOTS } from './slots.ts';
import { describeSpectrum } from './spectrum.ts';
import { describeTimbre } from './timbre.ts';

const MIN_S = 0.1;
const SEGMENT_S = 10;

/** Measures windows in the units of {@link SPECTRAL_V1_SLOTS}, without standardizing the values. */
export interface SpectralDescriber {
  /**
   * Returns one value per slot, all finite.
   *
   * @param window Mono samples at 22,050 Hz, nominally -1..1.
   * @throws {TrackError} without a path: `too-short` below 0.1 s, `corrupt` if samples are NaN or infinite.
   */
  describe(window: Float32Array): Float32Array;
  close(): void;
}

/**
 * Creates the describer for the spectral-v1 embedding. It averages segments of about 10 s, so that a 10 s intro and a
 * 60 s core are measured in the same way.
 *
 * @throws {MissingDependencyError} if WebAssembly can't run on this computer.
 */
export async function createSpectralDescriber(): Promise<SpectralDescriber> {
  const analyser = await createFrameAnalyser();
  const fluctuation = await createFluctuationMeter();

  function describeSegment(samples: Float32Array): number[] {
    const frames = analyser.analyse(samples);
    if (!Number.isFinite(frames.level.rms)) {
      throw new TrackError('corrupt', '', 'The window has samples that are NaN or infinite. Decode the track again.');
    }
    return [
      ...describeTimbre(frames),
      ...describeSpectrum(frames),
      ...describeDynamics(frames),
      ...describeRhythm(frames),
      ...fluctuation.describe(frames),
      ...describeHarmony(frames),
    ];
  }

  return {
    describe(window) {
      const seconds = window.length / SAMPLE_RATE;
      if (seconds < MIN_S) {
        throw new TrackError(
          'too-short',
          '',
          `A window of ${seconds.toFixed(2)} s is too short to embed. The minimum is ${MIN_S} s.`,
        );
      }
      const segments = Math.max(1, Math.round(seconds / SEGMENT_S));
      const sums = new Float64Array(SPECTRAL_V1_SLOTS.length);
      for (let i = 0; i < segments; i++) {
        const from = Math.floor((i * window.length) / segments);
        const to = Math.floor(((i + 1) * window.length) / segments);
        const values = describeSegment(window.subarray(from, to));
        for (let slot = 0; slot < values.length; slot++) sums[slot] += values[slot];
      }
      return Float32Array.from(sums, (sum) => sum / segments);
    },
    close() {
      analyser.close();
      fluctuation.close();
    },
  };
}
