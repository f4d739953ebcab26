import { decodeAudio } from '@rbassist/audio';
import { type AcousticFingerprint, FINGERPRINT_RATE, fingerprintSamples } from './acoustic-fingerprint.ts';

/** As much as tells one recording from another, seconds. */
const EXCERPT_S = 60;

/**
 * The fingerprint of the middle of a file, where versions of a song differ most; only that is decoded.
 *
 * @param options.durationS Of the whole file, seconds.
 * @throws TrackError as `decodeAudio`.
 */
export async function fingerprintFile(
  path: string,
  { durationS, signal }: { durationS: number; signal?: AbortSignal },
): Promise<AcousticFingerprint> {
  const { samples } = await decodeAudio(path, {
    sampleRate: FINGERPRINT_RATE,
    startS: Math.max(0, (durationS - EXCERPT_S) / 2),
    durationS: EXCERPT_S,
    signal,
  });
  return fingerprintSamples(samples);
}
