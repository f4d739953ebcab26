import { OptionError, roundValue } from '@rbassist/core';
import { channelWeights } from './channel-weights.ts';
import { integratedLoudness, loudnessRange } from './gated-loudness.ts';
import { TruePeak } from './true-peak.ts';
import { WeightedPower } from './weighted-power.ts';

/** Loudness of a track according to EBU R128. Null for silence. The properties are named as in the track record. */
export interface LoudnessAnalysis {
  loudness_lufs: number | null;
  loudness_range_lu: number | null;
  /** Decibels relative to full scale, oversampled. */
  true_peak_db: number | null;
}

export interface LoudnessMeterOptions {
  /** Sample rate of the file, in hertz. Resampling changes the true peak. */
  sampleRate: number;
  /** Number of channels of the file, in the order of WAV files. Mixing them changes the loudness. */
  channelCount: number;
}

export interface LoudnessMeter {
  /** Takes the next block: one array per channel, all of one length. */
  push(planes: readonly Float32Array[]): void;
  /** Ends the signal and returns its loudness, rounded to hundredths. */
  finish(): LoudnessAnalysis;
}

/**
 * Creates a loudness meter according to EBU R128: integrated loudness and true peak as in ITU-R BS.1770-4, loudness
 * range as in EBU Tech 3342. The block size does not change the result. Memory use grows by 40 bytes per second.
 *
 * Loudness is null below 0.4 s, or if nothing exceeds −70 LUFS. The range is also null below 3 s. The true peak is null
 * for digital silence.
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
