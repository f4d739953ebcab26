import type { AudioFormat } from './audio-decoder.ts';
import type { TagFields } from './tag-fields.ts';

/** What was measured of a track, and how loud it is to be played. */
export interface ReplayGain {
  /** Integrated loudness, LUFS. */
  loudnessLufs: number;
  /** Decibels relative to full scale. */
  truePeakDb: number;
  /** LUFS that the gain brings the track to. */
  targetLufs: number;
}

/** Opus players know one target (RFC 7845, 5.2.1). */
const OPUS_TARGET_LUFS = -23;
/** Its gain is a 16-bit number of 1/256 dB. */
const OPUS_STEPS_PER_DB = 256;
const OPUS_LIMIT = 32_767;

/** Decibels that bring a track to the target. */
export function replayGainDb({ loudnessLufs, targetLufs }: ReplayGain): number {
  return targetLufs - loudnessLufs;
}

/** The fields of ReplayGain 2.0, or for Opus those of its own convention, beside which the others are not to stand. */
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

/** Without a minus before what rounds to nothing. */
function fixed(value: number, digits: number): string {
  return value.toFixed(digits).replace(/^-(0\.0*)$/, '$1');
}
