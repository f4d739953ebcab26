import { FINGERPRINT_RATE, type SoundFingerprint, soundFingerprint } from '@rbassist/analyze';
import { decodeAudio } from '@rbassist/audio';
import { errorMessage, TrackError, type TrackErrorKind } from '@rbassist/core';

/** A file to fingerprint, and what is known of its length. */
export interface FingerprintTask {
  path: string;
  /** Seconds. */
  durationS: number;
  /** Give up after so many seconds. */
  timeLimitS: number;
}

/** Plain data, since classes do not cross threads. */
export type FingerprintReply =
  | { ok: true; fingerprint: SoundFingerprint }
  | { ok: false; kind: TrackErrorKind; message: string };

/** As much of the middle as tells one recording from another, seconds. */
const EXCERPT_S = 60;

/** Runs in a worker thread: the fingerprint of the middle of a track, where versions of a song differ most. */
export async function fingerprintTrack({ path, durationS, timeLimitS }: FingerprintTask): Promise<FingerprintReply> {
  try {
    const { samples } = await decodeAudio(path, {
      sampleRate: FINGERPRINT_RATE,
      startS: Math.max(0, (durationS - EXCERPT_S) / 2),
      durationS: EXCERPT_S,
      signal: AbortSignal.timeout(timeLimitS * 1000),
    });
    return { ok: true, fingerprint: await soundFingerprint(samples) };
  } catch (error) {
    if (error instanceof TrackError) return { ok: false, kind: error.kind, message: error.message };
    return { ok: false, kind: 'internal', message: `${path} could not be listened to: ${errorMessage(error)}` };
  }
}
