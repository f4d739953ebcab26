import { createRealFft } from '@rbassist/audio';
import { SHORT_FRAME_SIZE, SHORT_HOP } from '../features/frame-features.ts';
import { FrameStream } from '../features/frame-stream.ts';
import { monoSignal } from './mono-signal.ts';
import { createOverviewExtractor, type WaveformOverview } from './overview-extractor.ts';

/**
 * Decodes a file and returns its waveform, the same as {@link createOverviewExtractor} gives in an analysis.
 *
 * @throws {TrackError} of the kinds of `openAudio`.
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function computeOverview(path: string, signal?: AbortSignal): Promise<WaveformOverview> {
  const fft = await createRealFft(SHORT_FRAME_SIZE);
  try {
    const overview = createOverviewExtractor();
    const frames = new FrameStream({ fft, hop: SHORT_HOP, onFrame: overview.onShortFrame });
    for await (const samples of monoSignal(path, { signal })) frames.push(samples);
    frames.finish();
    return overview.finish();
  } finally {
    fft.close();
  }
}
