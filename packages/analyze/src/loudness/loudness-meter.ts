import { OptionError, roundValue } from '@rbassist/core';
import { channelWeights } from './channel-weights.ts';
import { integratedLoudness, loudnessRange } from './gated-loudness.ts';
import { TruePeak } from './true-peak.ts';
import { WeightedPower } from './weighted-power.ts';

/** Loudness of a track after EBU R128. Null for silence. Keys as in the track record. */
export interface LoudnessAnalysis {
  /** Integrated loudness, LUFS. */
  loudness_lufs: number | null;
  /** Loudness range, LU. */
  loudness_range_lu: number | null;
  /** Decibels relative to full scale, oversampled. */
  true_peak_db: number | null;
}

/** Format of the signal to measure. */
export interface LoudnessMeterOptions {
  /** Hertz, of the file itself: a resampled copy has another true peak. */
  sampleRate: number;
  /** All channels of the file, in the order of WAV files: a mix has another loudness. */
  channelCount: number;
}

/** Measures one signal as it streams past. */
export interface LoudnessMeter {
  /** Takes the next block: one array per channel, all of one length. */
  push(planes: readonly Float32Array[]): void;
  /** Ends the signal. Values are rounded to the hundredth. */
  finish(): LoudnessAnalysis;
}

/**
 * Creates a loudness meter after EBU R128: integrated loudness and true peak as in ITU-R BS.1770-4, loudness range as
 * in EBU Tech 3342. The block size does not change the result. Memory grows by 40 bytes a second.
 *
 * Loudness is null below 0.4 s and if nothing exceeds −70 LUFS, the range below 3 s, the true peak for
 * digital silence.
 *
 * @throws {OptionError} for an invalid rate or number of channels.
 */
export function createLoudnessMeter({ sampleRate, channelCount }: LoudnessMeterOptions): LoudnessMeter {
  if (!(sampleRate > 0)) throw new OptionError(`sampleRate must be more than 0 hertz, got ${sampleRate}.`);
  if (!Number.isInteger(channelCount) || channelCount < 1) {
    throw new OptionError(`channelCount must be a whole number from 1, got ${channelCount}.`);
  }
  const power = new WeightedPower(sampleRate, channelWeights(channelCount));
  const peak = new TruePeak(sampleRate, channelCount);
  return {
    push(planes) {
      power.push(planes);
      peak.push(planes);
    },
    finish() {
      const steps = power.finish();
      const highest = peak.finish();
      return {
        loudness_lufs: roundValue('loudness_lufs', integratedLoudness(steps)),
        loudness_range_lu: roundValue('loudness_range_lu', loudnessRange(steps)),
        true_peak_db: roundValue('true_peak_db', highest > 0 ? 20 * Math.log10(highest) : null),
      };
    },
  };
}
