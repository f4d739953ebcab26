import { createDetailExtractor } from './detail-extractor.ts';
import { monoSignal } from './mono-signal.ts';
import { DETAIL_RATE, WAVEFORM_BANDS } from './waveform-form.ts';

/** Part of a file to draw in detail. */
export interface DetailPart {
  /** Start, in whole seconds. */
  startS: number;
  /** Length, in seconds. */
  durationS: number;
  signal?: AbortSignal;
}

/** Seconds to decode before and after a part, for the filters and the resampler. */
const MARGIN_S = 1;

/**
 * Decodes a part of a file and returns its waveform in detail: 150 columns a second, each of three bytes. A byte is the
 * square root of a band's peak, times 255. The bands are below 200 Hz, up to 2 kHz, and above. There are no columns
 * beyond the end of the file.
 *
 * @throws {TrackError} of the kinds of `openAudio`.
 */
export async function computeDetail(
  path: string,
  { startS, durationS, signal }: DetailPart,
): Promise<Uint8Array<ArrayBuffer>> {
  const runUpS = Math.min(MARGIN_S, startS);
  const decoded = { startS: startS - runUpS, durationS: runUpS + durationS + MARGIN_S, signal };
  const detail = createDetailExtractor();
  for await (const samples of monoSignal(path, decoded)) detail.push(samples);
  const first = runUpS * DETAIL_RATE;
  const end = first + Math.ceil(durationS * DETAIL_RATE);
  return detail.finish().slice(first * WAVEFORM_BANDS, end * WAVEFORM_BANDS);
}
