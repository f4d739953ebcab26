import { type AcousticFingerprint, fingerprintFile } from '@rbassist/analyze';
import { type TrackFailure, trackFailure } from '@rbassist/core';

export interface FingerprintTask {
  path: string;
  durationS: number;
  timeLimitS: number;
}

/** Plain data: class instances can't be sent between threads. */
export type FingerprintReply = { ok: true; fingerprint: AcousticFingerprint } | ({ ok: false } & TrackFailure);

export async function fingerprintTrack({ path, durationS, timeLimitS }: FingerprintTask): Promise<FingerprintReply> {
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    return { ok: true, fingerprint: await fingerprintFile(path, { durationS, signal }) };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'fingerprinted') };
  }
}
