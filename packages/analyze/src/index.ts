export { createLoudnessMeter, type LoudnessMeter, type LoudnessMeterOptions } from './loudness/loudness-meter.ts';
export {
  ANALYSIS_PARTS,
  ANALYSIS_VERSION,
  type AnalysisPart,
  type LoudnessAnalysis,
  type TrackAnalysis,
} from './track-analysis.ts';
