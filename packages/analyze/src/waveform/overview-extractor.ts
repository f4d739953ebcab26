import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import type { FrameSink } from '../features/feature-pipeline.ts';
import { SHORT_FRAME_SIZE, SHORT_HOP } from '../features/frame-features.ts';
import { ColumnList } from './column-list.ts';
import { reduceWaveform } from './reduce-waveform.ts';
import { CROSSOVERS_HZ, OVERVIEW_COLUMNS } from './waveform-form.ts';

/** Waveform of a whole track. */
export interface WaveformOverview {
  /** Seconds per column. */
  stepS: number;
  /** At most 1,000 columns of three bytes: low, mid and high band. None for a track without sound. */
  columns: Uint8Array<ArrayBuffer>;
}

/** Computes the waveform of a whole track from the spectra of its analysis. */
export interface OverviewExtractor {
  /** Takes the short frames of the whole track, as `TrackExtractorOptions.onShortFrame` gives them. */
  onShortFrame: FrameSink;
  finish(): WaveformOverview;
}

/** Frames overlap by three quarters, so every other one covers the track twice. */
const FRAMES_PER_COLUMN = 2;
const COLUMN_S = (FRAMES_PER_COLUMN * SHORT_HOP) / ANALYSIS_RATE;
/** Sum of the power of a full-scale sine, which a Hann window spreads over three bins. */
const SINE_POWER = 1.5;

/**
 * Creates an extractor of an overview in three bands: below 200 Hz, up to 2 kHz, and above. A column is three bytes,
 * one per band: the square root of the amplitude of a sine with the band's power, times 255.
 */
export function createOverviewExtractor(): OverviewExtractor {
  const columns = new ColumnList();
  const [mid, high] = [binAbove(CROSSOVERS_HZ.lowMid), binAbove(CROSSOVERS_HZ.midHigh)];
  return {
    onShortFrame(power, index) {
      if (index % FRAMES_PER_COLUMN !== 0) return;
      // the first bin is a constant offset
      columns.add(amplitude(power, 1, mid), amplitude(power, mid, high), amplitude(power, high, power.length));
    },
    finish() {
      const all = columns.take();
      const reduced = reduceWaveform(all, OVERVIEW_COLUMNS);
      return { stepS: COLUMN_S * (all.length / Math.max(1, reduced.length)), columns: reduced };
    },
  };
}

function binAbove(hz: number): number {
  return Math.ceil((hz * SHORT_FRAME_SIZE) / ANALYSIS_RATE);
}

function amplitude(power: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let bin = from; bin < to; bin++) sum += power[bin];
  return Math.sqrt(sum / SINE_POWER);
}
