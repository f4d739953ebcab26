import type { AudioFormat } from '../formats/audio-format.ts';
import type { TagFields } from './tag-fields.ts';

/** Measured loudness of a track, and the loudness to play it at. */
export interface ReplayGain {
  /** Integrated loudness, in LUFS. */
  loudnessLufs: number;
  /** True peak, in decibels relative to full scale (dBTP). */
  truePeakDb: number;
  /** Loudness after the gain is applied, in LUFS; -18 for ReplayGain 2.0. */
  targetLufs: number;
}

/** Fixed target of Opus players (RFC 7845, 5.2.1). */
const OPUS_TARGET_LUFS = -23;
/** Opus gain is a 16-bit number of 1/256 dB. */
const OPUS_STEPS_PER_DB = 256;
const OPUS_LIMIT = 32_767;

/** Returns the gain that brings a track to the target, in decibels. */
export function replayGainDb({ loudnessLufs, targetLufs }: ReplayGain): number {
  return targetLufs - loudnessLufs;
}

/** Opus gets R128 gain, and loses the ReplayGain fields. */
export function replayGainFields(gain: ReplayGain, format: AudioFormat): TagFields {
  if (format === 'ogg-opus') {
    const steps = Math.round((OPUS_TARGET_LUFS - gain.loudnessLufs) * OPUS_STEPS_PER_DB);
    return {
      R128_TRACK_GAIN: String(Math.max(-OPUS_LIMIT, Math.min(OPUS_LIMIT, steps))),
      REPLAYGAIN_TRACK_GAIN: undefined,
      REPLAYGAIN_TRACK_PEAK: undefined,
      REPLAYGAIN_REFERENCE_LOUDNESS: undefined,
    };
  }
  return {
    REPLAYGAIN_TRACK_GAIN: `${fixed(replayGainDb(gain), 2)} dB`,
    REPLAYGAIN_TRACK_PEAK: fixed(10 ** (gain.truePeakDb / 20), 6),
    REPLAYGAIN_REFERENCE_LOUDNESS: `${fixed(gain.targetLufs, 2)} LUFS`,
  };
}

/** Removes the minus sign of a number that rounds to zero. */
function fixed(value: number, digits: number): string {
  return value.toFixed(digits).replace(/^-(0\.0*)$/, '$1');
}
