import {
  computeDetail,
  computeOverview,
  DETAIL_RATE,
  type DetailPart,
  transferReply,
  type WaveformOverview,
} from '@rbassist/analyze';
import { type TrackFailure, trackFailure } from '@rbassist/core';

/** Task of a worker: decode a track and draw it whole, or a part in detail. */
export interface WaveformTask {
  path: string;
  /** Part to draw, in seconds. */
  part?: Pick<DetailPart, 'startS' | 'durationS'>;
}

/** Plain data: class instances can't be sent between threads. */
export type WaveformReply = ({ ok: true } & WaveformOverview) | ({ ok: false } & TrackFailure);

const TIME_LIMIT_MS = 600_000;

export async function drawTrack({ path, part }: WaveformTask): Promise<WaveformReply> {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const drawn = part
      ? { stepS: 1 / DETAIL_RATE, columns: await computeDetail(path, { ...part, signal }) }
      : await computeOverview(path, signal);
    return transferReply({ ok: true, ...drawn }, [drawn.columns.buffer]);
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'drawn') };
  }
}
