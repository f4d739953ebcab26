import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingDependencyError } from '@rbassist/core';
import { exactKind } from './exact/exact-engine.ts';
import { hnswKind } from './hnsw/hnsw-engine.ts';
import { hnswVersion } from './hnsw/hnsw-graph.ts';
import { ENGINE_NAMES, type EngineKind, type EngineName } from './vector-engine.ts';

/** Choices of an engine. */
export const ENGINE_CHOICES = ['auto', ...ENGINE_NAMES] as const;

/**
 * Engine to index with. `auto` is `exact`, but `hnsw` in a folder that holds an hnsw.idx, which the Python rbassist
 * reads, if hnswlib-node loads.
 */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** Every kind of engine. */
export const ENGINE_KINDS: Readonly<Record<EngineName, EngineKind>> = { exact: exactKind, hnsw: hnswKind };

/** Finds an engine by the name in index.json; undefined for an unknown name. */
export function engineKind(name: string): EngineKind | undefined {
  return Object.values(ENGINE_KINDS).find((kind) => kind.name === name);
}

/**
 * Decides which engine a choice means in an index folder on this machine.
 *
 * @throws {MissingDependencyError} for `hnsw` if it can't be loaded.
 */
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

/** Tells if an index folder holds a hnsw.idx, whoever wrote it. A folder that can't be read has none. */
export async function hasGraph(folder: string): Promise<boolean> {
  return stat(join(folder, hnswKind.fileName)).then(
    (found) => found.isFile(),
    () => false,
  );
}
