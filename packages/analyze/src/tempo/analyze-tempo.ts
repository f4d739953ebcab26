import type { RealFft } from '@rbassist/audio';
import { roundValue, type TempoCandidate, type TempoSegment } from '@rbassist/core';
import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameFeatures } from '../features/frame-features.ts';
import { createAutocorrelationFft } from './autocorrelation.ts';
import barModel from './bar-model.json' with { type: 'json' };
import type { BeatGrid } from './beat-grid.ts';
import { chooseTempo, type TempoChoice } from './choose-tempo.ts';
import { type Downbeats, findDownbeats, SHIFTS, shiftBeats } from './find-downbeats.ts';
import { findPulses, type Pulses } from './find-pulses.ts';
import { type FittedGrid, fitGrid } from './fit-grid.ts';
import { gridAnchors } from './grid-anchors.ts';
import { beatsOf } from './grid-stretch.ts';
import { MIN_PRESENCE, pulsePresence } from './pulse-presence.ts';
import type { SmallNetwork } from './small-network.ts';
import { beatTimes, type TapHypothesis, tapHypotheses } from './tap-hypotheses.ts';
import tempoModel from './tempo-model.json' with { type: 'json' };
import { TEMPO_ANALYSIS_DEFAULTS, type TempoAnalysisSettings } from './tempo-options.ts';
import { partOfChroma, partOfFeatures, tempoParts } from './tempo-parts.ts';

/** Tempo and beat grid of a track. The properties are named as in the track record. */
export interface TempoAnalysis {
  /** Beats per minute to the hundredth. Null without a beat. */
  bpm: number | null;
  /** Probability that a listener would tap `bpm`, 0..1. */
  bpm_confidence: number;
  /** Possible tempos, best first, including `bpm`. Their confidences add up to 1 at most. */
  bpm_candidates: TempoCandidate[];
  /** The grid as stretches of constant tempo, as Rekordbox stores it. Empty without a beat. */
  tempos: TempoSegment[];
  beatgrid_mode: 'fixed' | 'dynamic';
  /** Agreement of the attacks with the grid, 0..1. */
  beatgrid_confidence: number;
}

interface TempoResult {
  analysis: TempoAnalysis;
  grid: BeatGrid | null;
}

/** Finds tempo and beat grid of many tracks, one after another. */
export interface TempoAnalyzer {
  /** @param chroma If given, harmony helps to find the downbeats. */
  analyze(features: FrameFeatures, chroma: ChromaFrames | null, settings?: TempoAnalysisSettings): TempoResult;
  close(): void;
}

const MIN_BEATS = 8;
/** Largest difference from the known tempo, as a share. */
const SAME_AS_KNOWN = 0.03;

const NO_BEAT: TempoResult = {
  analysis: {
    bpm: null,
    bpm_confidence: 0,
    bpm_candidates: [],
    tempos: [],
    beatgrid_mode: 'fixed',
    beatgrid_confidence: 0,
  },
  grid: null,
};

/** Networks that score the tempos and the ways to count their beats. */
export interface TempoNetworks {
  tempo: SmallNetwork;
  bar: SmallNetwork;
}

const FITTED: TempoNetworks = { tempo: tempoModel, bar: barModel };

/**
 * Creates an analyzer and prepares its transform.
 *
 * @param networks Other networks than the published ones, to measure on music that they were not fitted to.
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function createTempoAnalyzer(networks: TempoNetworks = FITTED): Promise<TempoAnalyzer> {
  const fft = await createAutocorrelationFft();
  return {
    analyze: (features, chroma, settings = TEMPO_ANALYSIS_DEFAULTS) =>
      analyzeTempo(features, chroma, settings, networks, fft),
    close: () => fft.close(),
  };
}

function analyzeTempo(
  features: FrameFeatures,
  chroma: ChromaFrames | null,
  settings: TempoAnalysisSettings,
  networks: TempoNetworks,
  fft: RealFft,
): TempoResult {
  const { barsWindow } = settings;
  const pulses = findPulses(features, chroma, fft);
  const { paths, input } = pulses;
  const presence = paths.length > 0 ? pulsePresence(paths[0].salience) : 0;
  if (presence < MIN_PRESENCE) return NO_BEAT;
  const parts = settings.gridMode === 'fixed' ? [] : tempoParts(paths[0], features.durationS);
  const choose = ({ paths, input }: Pulses) =>
    chooseTempo(matchingKnown(tapHypotheses(paths, input, settings), settings.knownBpm), settings, networks.tempo);
  const chosen =
    parts.length > 1
      ? parts.map((part) => {
          const own = findPulses(partOfFeatures(features, part), chroma && partOfChroma(chroma, part), fft);
          return { choice: choose(own), fromS: part.fromS, lengthS: part.untilS - part.fromS };
        })
      : [{ choice: choose(pulses), fromS: 0, lengthS: features.durationS }];
  const { choice, taps } = joined(chosen);
  if (!choice) return NO_BEAT;

  const fit = (tracked: Float64Array) => {
    const anchors = gridAnchors(input.evidence, tracked, { beatsPerAnchor: barsWindow && barsWindow * 4 });
    const fitted = fitGrid(anchors, input.evidence, features.durationS, settings);
    return fitted && { ...fitted, beats: beatsOf(fitted.stretches, features.durationS) };
  };
  const pulse = fit(taps);
  if (!pulse || pulse.beats.length < MIN_BEATS) return NO_BEAT;
  const downbeats = findDownbeats(pulse.beats, shiftScores(choice), networks.bar, {
    strength: input.strength,
    timbre: features.timbre,
    chroma,
  });
  const fitted = (downbeats.shift > 0 && fit(shiftBeats(pulse.beats, downbeats.shift))) || pulse;
  const grid = countedGrid(fitted, downbeats);
  const scale = fitted.bpm / choice.best.bpm;
  return {
    analysis: {
      bpm: fitted.bpm,
      bpm_confidence: presence * choice.confidence,
      bpm_candidates: choice.candidates.map(({ bpm, confidence }) => ({
        bpm: roundValue('bpm', bpm * scale),
        confidence: presence * confidence,
      })),
      tempos: grid.tempos,
      beatgrid_mode: fitted.mode,
      beatgrid_confidence: presence * fitted.agreement,
    },
    grid,
  };
}

/** Returns the choice for the longest part, and the taps of all parts. */
function joined(parts: readonly { choice: TempoChoice | null; fromS: number; lengthS: number }[]) {
  const [longest] = [...parts].sort((a, b) => b.lengthS - a.lengthS);
  const taps = parts.flatMap(({ choice, fromS }) =>
    choice ? Array.from(beatTimes(choice.best), (timeS) => timeS + fromS) : [],
  );
  return { choice: longest.choice, taps: Float64Array.from(taps) };
}

/** Returns the hypotheses that match the known tempo, or all if none matches. */
function matchingKnown(hypotheses: TapHypothesis[], knownBpm: number | undefined): TapHypothesis[] {
  if (knownBpm === undefined) return hypotheses;
  const fitting = hypotheses.filter(({ bpm }) => Math.abs(bpm / knownBpm - 1) < SAME_AS_KNOWN);
  return fitting.length > 0 ? fitting : hypotheses;
}

function shiftScores({ best, scoreOfPhase }: TempoChoice): number[] {
  return SHIFTS.map((shift) => scoreOfPhase((best.phase + shift * best.stride) % best.stride));
}

function countedGrid({ beats, stretches, mode }: FittedGrid & { beats: Float64Array }, downbeats: Downbeats): BeatGrid {
  const { metre, compound, downbeatS } = downbeats;
  let nearest = 0;
  for (const [i, timeS] of beats.entries()) {
    if (Math.abs(timeS - downbeatS) < Math.abs(beats[nearest] - downbeatS)) nearest = i;
  }
  const grid: BeatGrid = { beats, metre, firstDownbeat: nearest % metre, mode, tempos: [] };
  return { ...grid, tempos: tempoSegments(grid, compound ? '6/8' : `${metre}/4`, stretches) };
}

function tempoSegments(
  { beats, metre, firstDownbeat }: BeatGrid,
  metro: string,
  stretches: readonly { periodS: number; untilS: number }[],
) {
  let fromS = 0;
  return stretches.flatMap(({ periodS, untilS }) => {
    const first = beats.findIndex((timeS) => timeS >= fromS - 1e-3);
    fromS = untilS;
    if (first < 0 || beats[first] >= untilS) return [];
    return roundValue('tempos', {
      inizio_sec: beats[first],
      bpm: 60 / periodS,
      metro,
      battito: ((((first - firstDownbeat) % metre) + metre) % metre) + 1,
    });
  });
}
