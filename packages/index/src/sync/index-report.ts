import type { RbassistError, Remedy } from '@rbassist/core';
import type { EngineName } from '../engines/vector-engine.ts';
import { readManifest } from '../store/read-index.ts';
import type { OutdatedGraph } from './outdated-graph.ts';

/** An entry that was not indexed. */
export interface SkippedEntry {
  path: string;
  reason: string;
  /** Ways to get its vector indexed, the best first. */
  remedies: readonly Remedy[];
}

/** Result of building or syncing an index. */
export interface IndexReport {
  /** Vectors in the index now. */
  count: number;
  /** Vectors that are new; all of them after a rebuild. */
  added: number;
  /** Vectors that are gone. */
  removed: number;
  /** Vectors that differ from those before. */
  replaced: number;
  /** Vectors that are as before. */
  unchanged: number;
  skipped: SkippedEntry[];
  engine: EngineName;
  /** True if the index was built again from all entries. */
  rebuilt: boolean;
  /** Reason why a sync built it again. */
  reason?: string;
  /** True if the signal ended the run early; the index on disk is then as before. */
  interrupted: boolean;
  /** A hnsw.idx in the folder that rbassist can't update here. */
  outdatedGraph?: OutdatedGraph;
}

/** Describes an entry whose key was listed before. */
export function listedTwice(path: string): SkippedEntry {
  return { path, reason: `${path} is listed more than once.`, remedies: [] };
}

/** Describes an entry without a vector that can be indexed. */
export function unusable(path: string, { message, remedies }: RbassistError): SkippedEntry {
  return { path, reason: message, remedies };
}

/** Reports a run that the signal ended: the index in the folder, if there is one, is as before. */
export async function interruptedReport(folder: string, engine: EngineName): Promise<IndexReport> {
  const { count } = await readManifest(folder).catch(() => ({ count: 0 }));
  const nothing = { added: 0, removed: 0, replaced: 0, skipped: [], rebuilt: false };
  return { count, ...nothing, unchanged: count, engine, interrupted: true };
}
