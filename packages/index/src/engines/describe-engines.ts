import { MissingDependencyError, type Remedy } from '@rbassist/core';
import { hnswVersion } from './hnsw/hnsw-graph.ts';
import type { EngineName } from './vector-engine.ts';

/** An engine on this machine. */
export interface EngineDescription {
  name: EngineName;
  available: boolean;
  /** Version of the package behind it, if there is one. */
  version?: string;
  /** Reason why it is not available. */
  reason?: string;
  /** Ways to make it available. */
  remedies?: readonly Remedy[];
}

/** Lists the engines, and for one that does not work here the reason and the remedy. */
export async function describeEngines(): Promise<EngineDescription[]> {
  return [{ name: 'exact', available: true }, await describeHnsw()];
}

async function describeHnsw(): Promise<EngineDescription> {
  try {
    return { name: 'hnsw', available: true, version: await hnswVersion() };
  } catch (error) {
    if (!(error instanceof MissingDependencyError)) throw error;
    // building the index with the other engine does not make this one available
    const remedies = error.remedies.filter(({ action }) => action === 'install');
    return { name: 'hnsw', available: false, reason: error.message, remedies };
  }
}
