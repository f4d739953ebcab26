import {
  ANALYSIS_RATE,
  type AnalysisOptions,
  analyzeStream,
  createOverviewExtractor,
  createTrackAnalyzer,
  type OverviewExtractor,
  type TempoPrior,
  type TrackAnalyzer,
  type TrackExtractor,
  transferReply,
  type WaveformOverview,
} from '@rbassist/analyze';
import { type AudioTags, decodeWindows, RESAMPLER, readTags, type WindowRule, windowRule } from '@rbassist/audio';
import { fileSignature, trackFailure } from '@rbassist/core';
import { type Embedder, embedTrack } from '@rbassist/embed';
import { prepareEmbedder } from '../models/prepare-embedder.ts';
import { coversBpmOrKey } from '../records/analysis-patch.ts';
import { isOtherTempo } from './tag-values.ts';
import { usualTempos } from './tempo-habits.ts';
import type { TrackRequest, TrackResult } from './track-request.ts';

const embedders = new Map<string, Promise<Embedder>>();
let analyzer: Promise<TrackAnalyzer> | undefined;

function embedderFor(model: string): Promise<Embedder> {
  let embedder = embedders.get(model);
  if (!embedder) {
    embedder = prepareEmbedder(model).then((prepared) => prepared.open());
    embedders.set(model, embedder);
  }
  return embedder;
}

/** All tasks of a pool have the same options, so one analyzer per thread is enough. */
function analyzerFor(options: AnalysisOptions): Promise<TrackAnalyzer> {
  analyzer ??= createTrackAnalyzer(options);
  return analyzer;
}

type TaggedRequest = TrackRequest & { knownBpm: number | undefined; tempoPrior: TempoPrior };

type Outputs = Omit<Extract<TrackResult, { ok: true }>, 'ok' | 'tags' | 'contentSignature'>;

/** Samples leave the worker thread only for a model outside the workers. */
export async function processTrack(task: TrackRequest): Promise<TrackResult> {
  const { path, keptBpm, tempoHabits, timeLimitS } = task;
  let tags: AudioTags = {};
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    tags = await readTags(path);
    const knownBpm = keptBpm === 'tag' ? tags.bpm : keptBpm;
    // hashes during decoding, so that the disk reads the file once
    const hashing = coversBpmOrKey(task.parts) ? fileSignature(path, 'content') : undefined;
    hashing?.catch(() => {});
    const tempoPrior = usualTempos(tags.genre, tempoHabits);
    const outputs = await computeOutputs({ ...task, knownBpm, tempoPrior }, signal);
    const contentSignature = await hashing;
    const { analysis } = outputs;
    if (keptBpm === 'tag' && analysis && isOtherTempo(tags.bpm, analysis)) {
      const note = `The tag of ${path} says ${tags.bpm} BPM, but the music has ${analysis.bpm}. rbassist ignores the tag.`;
      outputs.warning = outputs.warning === undefined ? note : `${outputs.warning} ${note}`;
      delete tags.bpm;
    }
    const samples = (outputs.windows ?? []).map(({ buffer }) => buffer);
    return transferReply({ ok: true, tags, contentSignature, ...outputs }, samples);
  } catch (error) {
    return { ok: false, tags, ...trackFailure(path, error, 'processed') };
  }
}

async function computeOutputs(request: TaggedRequest, signal: AbortSignal): Promise<Outputs> {
  const { path, model, windows } = request;
  if (model !== undefined) {
    const embedder = await embedderFor(model);
    const { windows: decoded, ...rest } = await decode(request, embedder, signal);
    const began = performance.now();
    const vector = await embedTrack(embedder, decoded, { path, signal });
    const embedMs = rest.timing.embedMs + performance.now() - began;
    return { ...rest, vector, timing: { ...rest.timing, embedMs } };
  }
  if (windows) return decode(request, { sampleRate: windows.sampleRate, windows: windowRule(windows.rule) }, signal);
  return analyze(request, signal);
}

async function analyze(
  { path, parts, knownBpm, tempoPrior, analysis: options }: TaggedRequest,
  signal: AbortSignal,
): Promise<Outputs> {
  const overview = createOverviewExtractor();
  const { decoder, timing, ...rest } = await analyzeStream(path, await analyzerFor(options), {
    signal,
    parts,
    onShortFrame: overview.onShortFrame,
    knownBpm,
    tempoPrior,
  });
  return {
    ...rest,
    waveform: wholeOverview(overview, options),
    decoder: `${decoder} / ${RESAMPLER}`,
    timing: { ...timing, embedMs: 0 },
  };
}

async function decode(
  { path, parts, knownBpm, tempoPrior, analysis: options }: TaggedRequest,
  { sampleRate, windows }: { sampleRate: number; windows: WindowRule },
  signal: AbortSignal,
) {
  const analyzer = parts.length > 0 ? await analyzerFor(options) : undefined;
  // both need the same signal, which is then resampled once
  const hasSignal = sampleRate === ANALYSIS_RATE;
  const overview = createOverviewExtractor();
  let extractor: TrackExtractor | undefined;
  const track = await decodeWindows(path, {
    sampleRate,
    windows: (outline) => windows(outline),
    createListener:
      analyzer &&
      (({ sampleRate: nativeRate, channelCount }) => {
        const started = analyzer.start({
          sampleRate: nativeRate,
          channelCount,
          parts,
          hasSignal,
          onShortFrame: overview.onShortFrame,
          knownBpm,
          tempoPrior,
        });
        extractor = started;
        return {
          onBlock: (planes) => started.push(planes),
          ...(hasSignal && { onSignal: (samples) => started.pushSignal(samples) }),
        };
      }),
    signal,
  });
  const decodedAt = performance.now();
  const analysis = extractor?.finish();
  const waveform = wholeOverview(overview, options);
  const { decodeMs, resampleMs, listenerMs } = track.timing;
  const timing = { decodeMs, embedMs: resampleMs, analyzeMs: listenerMs + performance.now() - decodedAt };
  const decoder = `${track.decoder} / ${track.resampler}`;
  const { windows: samples, durationS, encoderDelay, truncated, warning } = track;
  return {
    ...{ windows: samples, analysis, waveform, durationS, encoderDelay },
    ...{ decoder, truncated, warning, timing },
  };
}

/** Returns undefined if the analysis had no frames, or did not cover the whole track. */
function wholeOverview(
  overview: OverviewExtractor,
  { durationS = Number.POSITIVE_INFINITY }: AnalysisOptions,
): WaveformOverview | undefined {
  const found = overview.finish();
  return found.columns.length > 0 && durationS === Number.POSITIVE_INFINITY ? found : undefined;
}
