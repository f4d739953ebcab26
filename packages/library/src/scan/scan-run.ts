import { ANALYSIS_PARTS, type AnalysisPart } from '@rbassist/analyze';
import type { TrackError } from '@rbassist/core';
import type { PreparedEmbedder } from '@rbassist/embed';
import type { LibraryContext } from '../library-context.ts';
import type { EmbeddingFiles } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import type { ScanSummary } from './scan-events.ts';
import type { ScanSettings } from './scan-options.ts';

/** The model of a scan. */
export interface EmbeddingRun {
  model: string;
  prepared: PreparedEmbedder;
  /** The library's vectors are of another space, and stay in use until every track has one of this. */
  isMigration: boolean;
}

/** One scan in progress, as its steps are given it. */
export interface ScanRun {
  context: LibraryContext;
  settings: ScanSettings;
  files: EmbeddingFiles;
  spaces: LibrarySpaces;
  /** Absent if no vectors are wanted. */
  embedding: EmbeddingRun | undefined;
  /** Counted up as the scan goes on. */
  summary: ScanSummary;
}

/** Parts of the analysis that a scan computes; none without analysis. */
export function wantedParts({ analyze, analysis }: ScanSettings): readonly AnalysisPart[] {
  return analyze ? (analysis.parts ?? ANALYSIS_PARTS) : [];
}

/** Counts a failure of this scan, or one of an earlier scan that still holds. */
export function countFailure(summary: ScanSummary, sort: 'failed' | 'stillFailing', { kind }: TrackError): void {
  summary[sort]++;
  summary.failures[kind] = (summary.failures[kind] ?? 0) + 1;
}
