import { mixToMono, type OpenAudioOptions, openAudio, Resampler } from '@rbassist/audio';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';

/** Decodes a file, or a part of it, and yields it as mono at {@link ANALYSIS_RATE}. Don't keep an array. */
export async function* monoSignal(path: string, part: OpenAudioOptions): AsyncGenerator<Float32Array> {
  const stream = await openAudio(path, part);
  try {
    const resampler = new Resampler({ from: stream.sampleRate, to: ANALYSIS_RATE });
    let frame = 0;
    for await (const planes of stream.blocks) {
      resampler.push(mixToMono(planes), frame);
      frame += planes[0].length;
      yield resampler.drain();
    }
    yield resampler.finish();
  } finally {
    await stream.close();
  }
}
