import type { FileHandle } from 'node:fs/promises';
import { openRegularFile } from '@rbassist/core';
import { readingError } from '../../files/file-check.ts';
import type { EngineKind, ExpectedFile } from '../vector-engine.ts';
import { ExactEngine } from './exact-engine.ts';
import { ExactFile } from './exact-file.ts';
import { FileRows } from './file-rows.ts';
import { MemoryRows } from './memory-rows.ts';

/** Windows can't replace a file that is in use. */
const CAN_READ_LATER = process.platform !== 'win32';

/**
 * Compares the query with every vector in WebAssembly, without native code. Finds every neighbour and takes about 1 ms
 * for 50,000 vectors of 1,024. Stores a `.npy` matrix of float16, one row per vector, each scaled by a power of two.
 */
export const exactKind: EngineKind = {
  name: 'exact',
  fileName: 'vectors.npy',
  create: async (dimensions) => new ExactEngine(dimensions),
  change: openExact,
  open: openExact,
  share: CAN_READ_LATER ? shareExact : openExact,
};

async function openExact(path: string, expected: ExpectedFile): Promise<ExactEngine> {
  let handle: FileHandle | undefined;
  try {
    handle = await openRegularFile(path, Number.POSITIVE_INFINITY);
    const rows = new MemoryRows(expected.dimensions);
    await rows.load(handle, path, expected);
    return new ExactEngine(expected.dimensions, rows);
  } catch (error) {
    throw readingError(path, error);
  } finally {
    await handle?.close();
  }
}

async function shareExact(path: string, expected: ExpectedFile, onLost: () => void): Promise<ExactFile> {
  let handle: FileHandle | undefined;
  try {
    handle = await openRegularFile(path, Number.POSITIVE_INFINITY);
    return new ExactFile(await FileRows.open(handle, path, expected, onLost));
  } catch (error) {
    throw readingError(path, error);
  } finally {
    await handle?.close();
  }
}
