export { ANALYSIS_PARTS, ANALYSIS_VERSION, type AnalysisPart, type TrackAnalysis } from './track-analysis.ts';
