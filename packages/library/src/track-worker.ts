import { type AudioTags, decodeWindows, readTags } from '@rbassist/audio';
import { errorMessage, TrackError } from '@rbassist/core';
import { type Embedder, embedTrack } from '@rbassist/embed';
import { createEmbedder } from './embedders.ts';
import type { TrackReply, TrackTask } from './track-task.ts';

const embedders = new Map<string, Promise<Embedder>>();

/** One embedder per thread and model: its tables and WASM memory are made once. */
function embedderFor(model: string): Promise<Embedder> {
  let embedder = embedders.get(model);
  if (!embedder) {
    embedder = createEmbedder(model);
    embedders.set(model, embedder);
  }
  return embedder;
}

/** Runs in a worker thread: reads a file's tags, decodes it once, and computes its vector. Samples never leave this thread. */
export async function hearTrack({ path, model, timeLimitS }: TrackTask): Promise<TrackReply> {
  let tags: AudioTags = {};
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    tags = await readTags(path);
    const embedder = await embedderFor(model);
    const started = performance.now();
    const heard = await decodeWindows(path, {
      sampleRate: embedder.sampleRate,
      windows: (outline) => embedder.windows(outline),
      signal,
    });
    if (heard.truncated) {
      const stated = heard.durationS.toFixed(1);
      throw new TrackError(
        'partial',
        path,
        `${path} ends before the ${stated} s it states. It was cut short or damaged: copy it again from its source.`,
      );
    }
    const vector = await embedTrack(embedder, heard.windows, { path, signal });
    return {
      ok: true,
      tags,
      vector,
      durationS: heard.durationS,
      decoder: `${heard.decoder} / ${heard.resampler}`,
      timing: { decodeMs: heard.timing.decodeMs, embedMs: performance.now() - started - heard.timing.decodeMs },
    };
  } catch (error) {
    return { ok: false, tags, ...failure(path, error) };
  }
}

function failure(path: string, error: unknown): Pick<Extract<TrackReply, { ok: false }>, 'kind' | 'message'> {
  if (error instanceof TrackError) return { kind: error.kind, message: error.message };
  return { kind: 'internal', message: `${path} could not be listened to: ${errorMessage(error)}` };
}
