import { type AcousticFingerprint, fingerprintFile } from '@rbassist/analyze';
import { type TrackFailure, trackFailure } from '@rbassist/core';

/** A file to fingerprint, and what is known of its length. */
export interface FingerprintTask {
  path: string;
  /** Seconds. */
  durationS: number;
  /** Give up after so many seconds. */
  timeLimitS: number;
}

/** Plain data, since classes do not cross threads. */
export type FingerprintReply = { ok: true; fingerprint: AcousticFingerprint } | ({ ok: false } & TrackFailure);

/** Runs in a worker thread: the fingerprint of a track. */
export async function fingerprintTrack({ path, durationS, timeLimitS }: FingerprintTask): Promise<FingerprintReply> {
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    return { ok: true, fingerprint: await fingerprintFile(path, { durationS, signal }) };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'listened to') };
  }
}
