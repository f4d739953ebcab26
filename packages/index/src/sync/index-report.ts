import type { RbassistError, Remedy } from '@rbassist/core';
import type { EngineName } from '../engines/vector-engine.ts';
import { readManifest } from '../store/read-index.ts';
import type { OutdatedGraph } from './outdated-graph.ts';

/** An entry that is not in the index. */
export interface SkippedEntry {
  path: string;
  reason: string;
  remedies: readonly Remedy[];
}

/** Result of building or syncing an index. */
export interface IndexReport {
  /** Number of vectors in the index. */
  count: number;
  /** Number of new vectors; all of them after a rebuild. */
  added: number;
  removed: number;
  /** Number of changed vectors. */
  replaced: number;
  unchanged: number;
  skipped: SkippedEntry[];
  engine: EngineName;
  rebuilt: boolean;
  reason?: string;
  /** True if the signal ended the run early; the index on disk is then unchanged. */
  interrupted: boolean;
  /** A hnsw.idx in the folder that rbassist could not update. */
  outdatedGraph?: OutdatedGraph;
}

export function listedTwice(path: string): SkippedEntry {
  return { path, reason: `${path} is listed more than once.`, remedies: [] };
}

export function unusable(path: string, { message, remedies }: RbassistError): SkippedEntry {
  return { path, reason: message, remedies };
}

/** Returns the report of an aborted run, which left the index in the folder unchanged. */
export async function interruptedReport(folder: string, engine: EngineName): Promise<IndexReport> {
  const { count } = await readManifest(folder).catch(() => ({ count: 0 }));
  const nothing = { added: 0, removed: 0, replaced: 0, skipped: [], rebuilt: false };
  return { count, ...nothing, unchanged: count, engine, interrupted: true };
}
