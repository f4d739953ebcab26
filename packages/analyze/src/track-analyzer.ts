import { mixToMono, Resampler } from '@rbassist/audio';
import { type AnalysisOptions, type AnalysisSettings, analysisSettings } from './analysis-options.ts';
import { ANALYSIS_RATE } from './analysis-rate.ts';
import { createBassTracker } from './contours/bass-tracker.ts';
import { contourFeatures } from './contours/contour-features.ts';
import { suggestCues } from './cues/suggest-cues.ts';
import { type FrameFeatures, LONG_RATE } from './frame-features.ts';
import { createFrontEnd, type FrontEnd } from './front-end.ts';
import { analyzeKey } from './key/analyze-key.ts';
import { createKeyTracker } from './key/key-tracker.ts';
import { createLoudnessMeter } from './loudness/loudness-meter.ts';
import { findSections } from './sections/find-sections.ts';
import { createTempoAnalyzer, type TempoAnalyzer } from './tempo/analyze-tempo.ts';
import type { AnalysisPart, TrackAnalysis } from './track-analysis.ts';

/** The sound of one track, and what to find out about it. */
export interface ListenOptions {
  /** Hertz, of the file itself. */
  sampleRate: number;
  /** All of the file's channels, in the order of WAV files. */
  channelCount: number;
  /** @default those that the analyzer was made for */
  parts?: readonly AnalysisPart[];
  /** Its tempo, where a person has said it: the grid is made for it, where the track has such a pulse at all. */
  knownBpm?: number;
}

/** Listens to one track as it streams past. */
export interface TrackListener {
  /** Takes the next block, one array per channel, all of one length; it is read during the call only. */
  push(planes: readonly Float32Array[]): void;
  /** Ends the track. */
  finish(): TrackAnalysis;
}

/** Analyses one track after another. */
export interface TrackAnalyzer {
  listen(options: ListenOptions): TrackListener;
  /** Frees its memory; it is not to be used afterwards. */
  close(): void;
}

/**
 * Prepares everything that serves any number of tracks. A track is heard once, as a stream; its analysis does not depend on how the stream
 * is split into blocks, nor on what was heard before.
 *
 * @throws {OptionError} for options that cannot be meant.
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function createTrackAnalyzer(options: AnalysisOptions = {}): Promise<TrackAnalyzer> {
  const settings = analysisSettings(options);
  const frontEnd = await createFrontEnd();
  const tempo = await createTempoAnalyzer();
  return {
    listen: (heard) => listen(heard, settings, frontEnd, tempo),
    close() {
      frontEnd.close();
      tempo.close();
    },
  };
}

function listen(
  { sampleRate, channelCount, parts, knownBpm }: ListenOptions,
  settings: AnalysisSettings,
  frontEnd: FrontEnd,
  tempo: TempoAnalyzer,
): TrackListener {
  const wanted = new Set(parts ?? settings.parts);
  const meter = wanted.delete('loudness') ? createLoudnessMeter({ sampleRate, channelCount }) : null;
  const bass = wanted.has('features') ? createBassTracker() : null;
  const hasGrid = wanted.has('tempo') || wanted.has('cues');
  const keys = hasGrid || wanted.has('key') ? createKeyTracker() : null;
  const longFrames = [bass, keys].flatMap((tracker) => (tracker ? [tracker.onLongFrame] : []));
  const pass = wanted.size > 0 ? frontEnd.listen(longFrames) : null;
  const resampler = new Resampler({
    from: sampleRate,
    to: ANALYSIS_RATE,
    outputCount: Math.round(settings.durationS * ANALYSIS_RATE),
  });
  let frame = 0;

  function understand(features: FrameFeatures): TrackAnalysis {
    const analysis: TrackAnalysis = {};
    if (bass) analysis.features = contourFeatures(features, bass.finish());
    const harmony = keys?.finish();
    if (harmony && wanted.has('key')) Object.assign(analysis, analyzeKey(harmony, { profile: settings.keyProfile }));
    if (hasGrid) {
      const chroma = harmony ? { values: harmony.chroma, rate: LONG_RATE } : null;
      const { analysis: found, grid } = tempo.analyze(features, chroma, {
        ...settings,
        knownBpm: knownBpm ?? settings.knownBpm,
      });
      if (wanted.has('tempo')) Object.assign(analysis, found);
      if (wanted.has('cues')) {
        analysis.sections = findSections(features, grid, chroma);
        analysis.cues = suggestCues(features, grid, analysis.sections, { template: settings.cueTemplate });
      }
    }
    return analysis;
  }

  return {
    push(planes) {
      meter?.push(planes);
      if (!pass || resampler.done) return;
      resampler.push(mixToMono(planes), frame);
      frame += planes[0].length;
      pass.push(resampler.drain());
    },
    finish() {
      pass?.push(resampler.finish());
      return { ...(pass && understand(pass.finish())), ...meter?.finish() };
    },
  };
}
