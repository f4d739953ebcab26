import { mixToMono, openAudio, Resampler } from '@rbassist/audio';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { DETAIL_RATE, WAVEFORM_BANDS } from './waveform-form.ts';
import { createWaveformExtractor } from './waveform-extractor.ts';

/** Part of a file to draw. */
export interface WaveformPart {
  /** Start, in whole seconds. @default 0 */
  startS?: number;
  /** Length, in seconds. @default to the end */
  durationS?: number;
  signal?: AbortSignal;
}

/** Seconds before a part that the filters need to settle. */
const RUN_UP_S = 1;

/**
 * Decodes a file, or a part of it, and returns its waveform in detail: `DETAIL_RATE` columns a second, as
 * `createWaveformExtractor` gives them. Beyond the end of the file there are no columns.
 *
 * @throws {TrackError} of the kinds of `openAudio`.
 */
export async function computeWaveform(
  path: string,
  { startS = 0, durationS = Number.POSITIVE_INFINITY, signal }: WaveformPart = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const runUpS = Math.min(RUN_UP_S, startS);
  const stream = await openAudio(path, {
    startS: startS - runUpS,
    durationS: durationS + runUpS + RUN_UP_S,
    signal,
  });
  try {
    const resampler = new Resampler({ from: stream.sampleRate, to: ANALYSIS_RATE });
    const waveform = createWaveformExtractor();
    let frame = 0;
    for await (const planes of stream.blocks) {
      resampler.push(mixToMono(planes), frame);
      frame += planes[0].length;
      waveform.push(resampler.drain());
    }
    waveform.push(resampler.finish());
    const first = runUpS * DETAIL_RATE * WAVEFORM_BANDS;
    return waveform.finish().slice(first, first + Math.ceil(durationS * DETAIL_RATE) * WAVEFORM_BANDS);
  } finally {
    await stream.close();
  }
}
