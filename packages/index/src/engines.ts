import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage, MissingDependencyError, OptionError } from '@rbassist/core';
import { exactKind } from './exact-engine.ts';
import { hnswKind } from './hnsw-engine.ts';
import { hnswVersion } from './hnsw-graph.ts';
import type { EngineKind, EngineName } from './vector-engine.ts';

/**
 * Which engine to index with: `auto` is `exact`, but `hnsw` in a folder that has an hnsw.idx, which the Python rbassist goes on reading,
 * where hnswlib-node loads.
 */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** Engines that can be asked for; `auto` takes the best one for the folder. */
export const ENGINE_CHOICES = ['auto', 'exact', 'hnsw'] as const;

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
export const ENGINE_KINDS: readonly EngineKind[] = [exactKind, hnswKind];

/** The kind of a name, as index.json has it; undefined for a name that is not known. */
export function engineKind(name: string): EngineKind | undefined {
  return ENGINE_KINDS.find((kind) => kind.name === name);
}

/**
 * The kind that a choice comes to in an index folder on this machine.
 *
 * @throws {MissingDependencyError} when `hnsw` is asked for by name and can't be loaded.
 */
export async function chooseEngine(choice: EngineChoice, folder: string): Promise<EngineKind> {
  if (choice === 'exact') return exactKind;
  if (choice !== 'hnsw' && choice !== 'auto') {
    throw new OptionError(`options.engine must be "auto", "exact" or "hnsw", got "${String(choice)}".`);
  }
  if (choice === 'auto' && !(await exists(join(folder, hnswKind.fileName)))) return exactKind;
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
  return [{ name: 'exact', available: true }, await describeHnsw()];
}

async function describeHnsw(): Promise<EngineDescription> {
  try {
    return { name: 'hnsw', available: true, version: await hnswVersion() };
  } catch (error) {
    return { name: 'hnsw', available: false, reason: errorMessage(error) };
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
