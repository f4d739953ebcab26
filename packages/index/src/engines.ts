import { errorMessage, MissingDependencyError, OptionError } from '@rbassist/core';
import { exactKind } from './exact-engine.ts';
import { hnswKind, hnswVersion } from './hnsw-engine.ts';
import type { EngineKind, EngineName } from './vector-engine.ts';

/** Which engine to index with: `auto` is `hnsw` where hnswlib-node loads, else `exact`. */
export type EngineChoice = EngineName | 'auto';

/** What this machine can index with. */
export interface EngineDescription {
  name: EngineName;
  available: boolean;
  /** Of the library behind it. */
  version?: string;
  /** Why it is not available, and what to do. */
  reason?: string;
}

/** Every kind of engine. */
export const ENGINE_KINDS: readonly EngineKind[] = [hnswKind, exactKind];

/** The kind of a name, as index.json has it; undefined for a name that is not known. */
export function engineKind(name: string): EngineKind | undefined {
  return ENGINE_KINDS.find((kind) => kind.name === name);
}

/**
 * The kind that a choice comes to on this machine.
 *
 * @throws {MissingDependencyError} when `hnsw` is asked for by name and can't be loaded.
 */
export async function chooseEngine(choice: EngineChoice): Promise<EngineKind> {
  if (choice === 'exact') return exactKind;
  if (choice !== 'hnsw' && choice !== 'auto') {
    throw new OptionError(`options.engine must be "auto", "hnsw" or "exact", got "${String(choice)}".`);
  }
  try {
    await hnswVersion();
    return hnswKind;
  } catch (error) {
    if (choice === 'auto' && error instanceof MissingDependencyError) return exactKind;
    throw error;
  }
}

/** Which engines work on this machine, and why others do not. */
export async function describeEngines(): Promise<EngineDescription[]> {
  return [await describeHnsw(), { name: 'exact', available: true }];
}

async function describeHnsw(): Promise<EngineDescription> {
  try {
    return { name: 'hnsw', available: true, version: await hnswVersion() };
  } catch (error) {
    return { name: 'hnsw', available: false, reason: errorMessage(error) };
  }
}
