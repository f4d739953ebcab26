import { DETAIL_RATE, reduceWaveform } from '@rbassist/analyze';

/** Most columns of a track's overview. */
export const OVERVIEW_COLUMNS = 1000;

/** Waveform of a whole track, without the facts about its file. */
export interface WaveformOverview {
  /** Seconds per column. */
  stepS: number;
  columns: Uint8Array<ArrayBuffer>;
}

/** Reduces the waveform in detail of a whole track. Returns undefined for one without columns. */
export function overviewOf(detail: Uint8Array): WaveformOverview | undefined {
  if (detail.length === 0) return undefined;
  const columns = reduceWaveform(detail, OVERVIEW_COLUMNS);
  return { stepS: detail.length / columns.length / DETAIL_RATE, columns };
}
