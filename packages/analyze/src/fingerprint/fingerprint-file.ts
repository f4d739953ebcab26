import { decodeAudio } from '@rbassist/audio';
import { type AcousticFingerprint, FINGERPRINT_RATE, fingerprintSamples } from './acoustic-fingerprint.ts';

/** Seconds that tell one recording from another. */
const EXCERPT_S = 60;

/**
 * Fingerprints the middle 60 s of a file, where versions of a song differ most. Decodes only that.
 *
 * @param options.durationS Duration of the whole file, in seconds.
 * @throws {TrackError} as `decodeAudio`.
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
