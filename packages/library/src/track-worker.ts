import { type AnalysisOptions, createTrackAnalyzer, listenToFile, type TrackAnalyzer } from '@rbassist/analyze';
import { type AudioTags, decodeWindows, partialError, RESAMPLER, readTags } from '@rbassist/audio';
import { errorMessage, TrackError } from '@rbassist/core';
import { type Embedder, embedTrack } from '@rbassist/embed';
import { createEmbedder, type EmbeddingOptions } from './embedders.ts';
import type { TrackReply, TrackTask } from './track-task.ts';

const embedders = new Map<string, Promise<Embedder>>();
let analyzer: Promise<TrackAnalyzer> | undefined;

/** One embedder per thread and model, for a pool's tasks all have the same options: its tables and memory are made once. */
function embedderFor(model: string, options: EmbeddingOptions): Promise<Embedder> {
  let embedder = embedders.get(model);
  if (!embedder) {
    embedder = createEmbedder(model, options);
    embedders.set(model, embedder);
  }
  return embedder;
}

/** A pool's tasks all have the same options, so that one analyzer serves a thread for good. */
function analyzerFor(options: AnalysisOptions): Promise<TrackAnalyzer> {
  analyzer ??= createTrackAnalyzer(options);
  return analyzer;
}

/** A task whose file's tags are read. */
type Wanted = TrackTask & { knownBpm: number | undefined };

/** What was heard, without the tags. */
type Heard = Omit<Extract<TrackReply, { ok: true }>, 'ok' | 'tags'>;

/** Runs in a worker thread: reads a file's tags, decodes it once, and computes what is wanted of it. Samples never leave this thread. */
export async function hearTrack(task: TrackTask): Promise<TrackReply> {
  const { path, model, embedding, keptBpm, timeLimitS } = task;
  let tags: AudioTags = {};
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    tags = await readTags(path);
    const knownBpm = keptBpm === 'tag' ? tags.bpm : keptBpm;
    const wanted = { ...task, knownBpm };
    const heard = await (model === undefined
      ? analyze(wanted, signal)
      : embed(wanted, await embedderFor(model, embedding), signal));
    return { ok: true, tags, ...heard };
  } catch (error) {
    return { ok: false, tags, ...failure(path, error) };
  }
}

async function analyze({ path, parts, knownBpm, analysis: options }: Wanted, signal: AbortSignal): Promise<Heard> {
  const { analysis, durationS, decoder, timing } = await listenToFile(path, await analyzerFor(options), {
    signal,
    parts,
    knownBpm,
  });
  return { analysis, durationS, decoder: `${decoder} / ${RESAMPLER}`, timing: { ...timing, embedMs: 0 } };
}

/** The vector, and from the same decoding what is wanted of the analysis. */
async function embed({ path, parts, knownBpm, analysis: options }: Wanted, embedder: Embedder, signal: AbortSignal) {
  const analyzer = parts.length > 0 ? await analyzerFor(options) : undefined;
  let listener: ReturnType<TrackAnalyzer['listen']> | undefined;
  const heard = await decodeWindows(path, {
    sampleRate: embedder.sampleRate,
    windows: (outline) => embedder.windows(outline),
    alongside:
      analyzer &&
      (({ sampleRate, channelCount }) => {
        const listening = analyzer.listen({ sampleRate, channelCount, parts, knownBpm });
        listener = listening;
        return (planes) => listening.push(planes);
      }),
    signal,
  });
  if (heard.truncated) throw partialError(path, heard.durationS);
  const decoded = performance.now();
  const vector = await embedTrack(embedder, heard.windows, { path, signal });
  const embedded = performance.now();
  const analysis = listener?.finish();
  const { decodeMs, resampleMs, alongsideMs } = heard.timing;
  const timing = {
    decodeMs,
    embedMs: resampleMs + embedded - decoded,
    analyzeMs: alongsideMs + performance.now() - embedded,
  };
  return { vector, analysis, durationS: heard.durationS, decoder: `${heard.decoder} / ${heard.resampler}`, timing };
}

function failure(path: string, error: unknown): Pick<Extract<TrackReply, { ok: false }>, 'kind' | 'message'> {
  if (error instanceof TrackError) return { kind: error.kind, message: error.message };
  return { kind: 'internal', message: `${path} could not be listened to: ${errorMessage(error)}` };
}
