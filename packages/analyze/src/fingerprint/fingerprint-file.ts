import { decodeAudio } from '@rbassist/audio';
import { type AcousticFingerprint, FINGERPRINT_RATE, fingerprintSamples } from './acoustic-fingerprint.ts';

/** Seconds of sound, enough to tell recordings apart. */
const EXCERPT_S = 60;

/**
 * Computes the fingerprint of the middle 60 s of a file, where versions of a song differ most. Decodes only that part.
 *
 * @param options.durationS Duration of the whole file, in seconds.
 * @throws {TrackError} of the kinds of `decodeAudio`.
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
