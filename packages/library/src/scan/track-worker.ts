import {
  type AnalysisOptions,
  analyzeStream,
  createTrackAnalyzer,
  type TrackAnalyzer,
  type TrackExtractor,
  transferReply,
} from '@rbassist/analyze';
import {
  type AudioTags,
  decodeWindows,
  partialError,
  RESAMPLER,
  readTags,
  type WindowRule,
  windowRule,
} from '@rbassist/audio';
import { trackFailure } from '@rbassist/core';
import { type Embedder, embedTrack } from '@rbassist/embed';
import { prepareEmbedder } from '../models/prepare-embedder.ts';
import type { TrackRequest, TrackResult } from './track-request.ts';

const embedders = new Map<string, Promise<Embedder>>();
let analyzer: Promise<TrackAnalyzer> | undefined;

/** One embedder per thread and model: its tables and memory are made once. */
function embedderFor(model: string): Promise<Embedder> {
  let embedder = embedders.get(model);
  if (!embedder) {
    embedder = prepareEmbedder(model).then((prepared) => prepared.open());
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
type Wanted = TrackRequest & { knownBpm: number | undefined };

/** What was heard, without the tags. */
type Heard = Omit<Extract<TrackResult, { ok: true }>, 'ok' | 'tags'>;

/**
 * Runs in a worker thread: reads a file's tags, decodes it once, and computes what is wanted of it. Samples leave this thread only where a model that
 * runs elsewhere is to hear them.
 */
export async function processTrack(task: TrackRequest): Promise<TrackResult> {
  const { path, keptBpm, timeLimitS } = task;
  let tags: AudioTags = {};
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    tags = await readTags(path);
    const knownBpm = keptBpm === 'tag' ? tags.bpm : keptBpm;
    const heard = await hear({ ...task, knownBpm }, signal);
    const samples = (heard.windows ?? []).map(({ buffer }) => buffer);
    return transferReply({ ok: true, tags, ...heard }, samples);
  } catch (error) {
    return { ok: false, tags, ...trackFailure(path, error, 'listened to') };
  }
}

async function hear(wanted: Wanted, signal: AbortSignal): Promise<Heard> {
  const { path, model, windows } = wanted;
  if (model !== undefined) {
    const embedder = await embedderFor(model);
    const { windows: heard, ...rest } = await decode(wanted, embedder, signal);
    const began = performance.now();
    const vector = await embedTrack(embedder, heard, { path, signal });
    const embedMs = rest.timing.embedMs + performance.now() - began;
    return { ...rest, vector, timing: { ...rest.timing, embedMs } };
  }
  if (windows) return decode(wanted, { sampleRate: windows.sampleRate, windows: windowRule(windows.rule) }, signal);
  return analyze(wanted, signal);
}

async function analyze({ path, parts, knownBpm, analysis: options }: Wanted, signal: AbortSignal): Promise<Heard> {
  const { analysis, durationS, decoder, timing } = await analyzeStream(path, await analyzerFor(options), {
    signal,
    parts,
    knownBpm,
  });
  return { analysis, durationS, decoder: `${decoder} / ${RESAMPLER}`, timing: { ...timing, embedMs: 0 } };
}

/** The windows, and from the same decoding what is wanted of the analysis. */
async function decode(
  { path, parts, knownBpm, analysis: options }: Wanted,
  how: { sampleRate: number; windows: WindowRule },
  signal: AbortSignal,
) {
  const analyzer = parts.length > 0 ? await analyzerFor(options) : undefined;
  let extractor: TrackExtractor | undefined;
  const heard = await decodeWindows(path, {
    sampleRate: how.sampleRate,
    windows: (outline) => how.windows(outline),
    createListener:
      analyzer &&
      (({ sampleRate, channelCount }) => {
        const started = analyzer.start({ sampleRate, channelCount, parts, knownBpm });
        extractor = started;
        return (planes) => started.push(planes);
      }),
    signal,
  });
  if (heard.truncated) throw partialError(path, heard.durationS);
  const decoded = performance.now();
  const analysis = extractor?.finish();
  const { decodeMs, resampleMs, listenerMs } = heard.timing;
  const timing = { decodeMs, embedMs: resampleMs, analyzeMs: listenerMs + performance.now() - decoded };
  const decoder = `${heard.decoder} / ${heard.resampler}`;
  return { windows: heard.windows, analysis, durationS: heard.durationS, decoder, timing };
}
