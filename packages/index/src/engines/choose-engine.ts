import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingDependencyError } from '@rbassist/core';
import { exactKind } from './exact/exact-kind.ts';
import { hnswKind } from './hnsw/hnsw-engine.ts';
import { hnswVersion } from './hnsw/hnsw-graph.ts';
import { ENGINE_NAMES, type EngineKind, type EngineName } from './vector-engine.ts';

/** Choices of an engine. */
export const ENGINE_CHOICES = ['auto', ...ENGINE_NAMES] as const;

/**
 * Engine to build the index with. `auto` means `exact`. In a folder with a hnsw.idx, which the Python rbassist reads,
 * it means `hnsw` if hnswlib-node is available.
 */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

export const ENGINE_KINDS: Readonly<Record<EngineName, EngineKind>> = { exact: exactKind, hnsw: hnswKind };

export function engineKind(name: string): EngineKind | undefined {
  return Object.values(ENGINE_KINDS).find((kind) => kind.name === name);
}

/** Returns the engine for an index folder. Throws {@link MissingDependencyError} for `hnsw` without hnswlib-node. */
export async function chooseEngine(choice: EngineChoice, folder: string): Promise<EngineKind> {
  if (choice === 'exact') return exactKind;
  if (choice === 'auto' && !(await hasGraph(folder))) return exactKind;
  try {
    await hnswVersion();
    return hnswKind;
  } catch (error) {
    if (choice === 'auto' && error instanceof MissingDependencyError) return exactKind;
    throw error;
  }
}

/** Returns true if a folder contains a hnsw.idx, written by any program. Returns false for an unreadable folder. */
export async function hasGraph(folder: string): Promise<boolean> {
  return stat(join(folder, hnswKind.fileName)).then(
    (found) => found.isFile(),
    () => false,
  );
}
