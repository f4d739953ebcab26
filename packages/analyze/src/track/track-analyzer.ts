import { mixToMono, Resampler } from '@rbassist/audio';
import { createBassExtractor } from '../contours/bass-extractor.ts';
import { contourFeatures } from '../contours/contour-features.ts';
import { suggestCues } from '../cues/suggest-cues.ts';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { createFeaturePipeline, type FeaturePipeline, type FrameSink } from '../features/feature-pipeline.ts';
import type { FrameFeatures } from '../features/frame-features.ts';
import { analyzeKey } from '../key/analyze-key.ts';
import { createKeyExtractor } from '../key/key-extractor.ts';
import { createLoudnessMeter } from '../loudness/loudness-meter.ts';
import { findSections } from '../sections/find-sections.ts';
import { createTempoAnalyzer, type TempoAnalyzer } from '../tempo/analyze-tempo.ts';
import type { TempoPrior } from '../tempo/tempo-prior.ts';
import { type AnalysisOptions, type AnalysisSettings, analysisSettings } from './analysis-options.ts';
import type { AnalysisPart, TrackAnalysis } from './track-analysis.ts';

export interface TrackExtractorOptions {
  /** Sample rate of the file, in hertz. */
  sampleRate: number;
  /** Number of channels of the file, in the order of WAV files. */
  channelCount: number;
  /** Parts to compute. @default those of the analyzer */
  parts?: readonly AnalysisPart[];
  /** True if the caller resamples the track for other results too, and gives it to `pushSignal`. @default false */
  hasSignal?: boolean;
  /** Receives the short frames too, for other results of the same pass. There are none if only loudness is computed. */
  onShortFrame?: FrameSink;
  /** Tempo set by a person, in BPM. The grid follows it if the track has a matching pulse. */
  knownBpm?: number;
  /** Usual tempos of the track's style. @default those of the analyzer */
  tempoPrior?: TempoPrior;
}

/** Analyses one track block by block. */
export interface TrackExtractor {
  /** Takes the next block: one array per channel, all of one length. The arrays may be reused after the call. */
  push(planes: readonly Float32Array[]): void;
  /** Takes the next samples of the track as `Resampler` gives it: mono, at {@link ANALYSIS_RATE}. Needs `hasSignal`. */
  pushSignal(samples: Float32Array): void;
  finish(): TrackAnalysis;
}

/** Analyses many tracks, one after another. */
export interface TrackAnalyzer {
  /** Starts a track. Finish it before you start the next. */
  start(options: TrackExtractorOptions): TrackExtractor;
  /** Frees the memory. Don't use the analyzer afterwards. */
  close(): void;
}

/**
 * Creates an analyzer for any number of tracks. The result does not depend on the block size or on earlier tracks.
 *
 * @throws {OptionError} for invalid options.
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function createTrackAnalyzer(options: AnalysisOptions = {}): Promise<TrackAnalyzer> {
  const settings = analysisSettings(options);
  const pipeline = await createFeaturePipeline();
  const tempo = await createTempoAnalyzer();
  return {
    start: (track) => createTrackExtractor(track, settings, pipeline, tempo),
    close() {
      pipeline.close();
      tempo.close();
    },
  };
}

function createTrackExtractor(
  { sampleRate, channelCount, parts, hasSignal = false, onShortFrame, knownBpm, tempoPrior }: TrackExtractorOptions,
  settings: AnalysisSettings,
  pipeline: FeaturePipeline,
  tempo: TempoAnalyzer,
): TrackExtractor {
  const remaining = new Set(parts ?? settings.parts);
  const meter = remaining.delete('loudness') ? createLoudnessMeter({ sampleRate, channelCount }) : null;
  const bass = remaining.has('features') ? createBassExtractor() : null;
  const needsGrid = remaining.has('tempo') || remaining.has('cues');
  const keys = needsGrid || remaining.has('key') ? createKeyExtractor() : null;
  const longFrameSinks = [bass, keys].flatMap((extractor) => (extractor ? [extractor.onLongFrame] : []));
  const extractor = remaining.size > 0 ? pipeline.start(longFrameSinks, onShortFrame) : null;
  const resampler = hasSignal ? null : new Resampler({ from: sampleRate, to: ANALYSIS_RATE });
  let missing = Math.round(settings.durationS * ANALYSIS_RATE);
  let frame = 0;

  function pushSignal(samples: Float32Array): void {
    if (missing === 0) return;
    extractor?.push(samples.subarray(0, missing));
    missing -= Math.min(missing, samples.length);
  }

  function analyzeFeatures(features: FrameFeatures): TrackAnalysis {
    const analysis: TrackAnalysis = {};
    if (bass) analysis.features = contourFeatures(features, bass.finish());
    const harmony = keys?.finish();
    if (harmony && remaining.has('key')) Object.assign(analysis, analyzeKey(harmony, { profile: settings.keyProfile }));
    if (needsGrid) {
      const chroma = harmony?.chroma ?? null;
      const { analysis: found, grid } = tempo.analyze(features, chroma, {
        ...settings,
        knownBpm: knownBpm ?? settings.knownBpm,
        tempoPrior: tempoPrior ?? settings.tempoPrior,
      });
      if (remaining.has('tempo')) Object.assign(analysis, found);
      if (remaining.has('cues')) {
        analysis.sections = findSections(features, grid, chroma);
        analysis.cues = suggestCues(features, grid, analysis.sections, {
          template: settings.cueTemplate,
          form: settings.cueForm,
        });
      }
    }
    return analysis;
  }

  return {
    push(planes) {
      meter?.push(planes);
      if (!extractor || !resampler || missing === 0) return;
      resampler.push(mixToMono(planes), frame);
      frame += planes[0].length;
      pushSignal(resampler.drain());
    },
    pushSignal,
    finish() {
      if (extractor && resampler) pushSignal(resampler.finish());
      return { ...(extractor && analyzeFeatures(extractor.finish())), ...meter?.finish() };
    },
  };
}
