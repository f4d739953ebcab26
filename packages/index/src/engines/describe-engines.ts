import { MissingDependencyError, type Remedy } from '@rbassist/core';
import { hnswVersion } from './hnsw/hnsw-graph.ts';
import type { EngineName } from './vector-engine.ts';

/** State of an engine on this machine. */
export interface EngineDescription {
  name: EngineName;
  available: boolean;
  /** Version of its npm package, if it needs one. */
  version?: string;
  reason?: string;
  remedies?: readonly Remedy[];
}

/** Lists all engines. Adds a reason and remedies to an engine that does not work on this machine. */
export async function describeEngines(): Promise<EngineDescription[]> {
  return [{ name: 'exact', available: true }, await describeHnsw()];
}

async function describeHnsw(): Promise<EngineDescription> {
  try {
    return { name: 'hnsw', available: true, version: await hnswVersion() };
  } catch (error) {
    if (!(error instanceof MissingDependencyError)) throw error;
    // building the index with another engine does not make this one available
    const remedies = error.remedies.filter(({ action }) => action === 'install');
    return { name: 'hnsw', available: false, reason: error.message, remedies };
  }
}
