import { computeWaveform, transferReply } from '@rbassist/analyze';
import { type TrackFailure, trackFailure } from '@rbassist/core';

/** Task of a worker: decode a file or a part of it, and compute its waveform in detail. */
export interface WaveformTask {
  path: string;
  /** Start, in whole seconds. */
  startS?: number;
  /** Length, in seconds; to the end if absent. */
  durationS?: number;
}

/** Plain data: class instances can't be sent between threads. */
export type WaveformReply = { ok: true; columns: Uint8Array<ArrayBuffer> } | ({ ok: false } & TrackFailure);

const TIME_LIMIT_MS = 600_000;

export async function drawTrack({ path, ...part }: WaveformTask): Promise<WaveformReply> {
  try {
    const columns = await computeWaveform(path, { ...part, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    return transferReply({ ok: true, columns }, [columns.buffer]);
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'drawn') };
  }
}
