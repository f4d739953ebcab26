import { ANALYSIS_PARTS, type AnalysisPart } from '@rbassist/analyze';
import type { TrackError } from '@rbassist/core';
import type { PreparedEmbedder } from '@rbassist/embed';
import type { LibraryContext } from '../library-context.ts';
import type { EmbeddingFiles } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import type { ScanSummary } from './scan-events.ts';
import type { ScanSettings } from './scan-options.ts';

export interface EmbeddingRun {
  model: string;
  prepared: PreparedEmbedder;
  /** Spaces of the library's vectors, from the view of this embedder. */
  spaces: LibrarySpaces;
  /** True if the library's vectors are of another space; they stay in use until every track has a new one. */
  isMigration: boolean;
}

export interface ScanRun {
  context: LibraryContext;
  settings: ScanSettings;
  files: EmbeddingFiles;
  spaces: LibrarySpaces;
  /** Absent if the scan computes no vectors. */
  embedding: EmbeddingRun | undefined;
  /** Tracks whose files disappeared after the walk found them. */
  vanished: Set<string>;
  summary: ScanSummary;
  /** Vectors that this scan replaced under other names. They go to the trash at the end. */
  replacedVectors: string[];
}

export function selectedParts({ analyze, analysis }: ScanSettings): readonly AnalysisPart[] {
  return analyze ? (analysis.parts ?? ANALYSIS_PARTS) : [];
}

export function countFailure(summary: ScanSummary, { kind }: TrackError): void {
  summary.failed++;
  summary.failures[kind] = (summary.failures[kind] ?? 0) + 1;
}
