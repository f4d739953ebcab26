import { setTimeout as delay } from 'node:timers/promises';
import {
  checkOptions,
  type EmbeddingSpace,
  FileFormatError,
  fileSignature,
  optionRules,
  requireRule,
} from '@rbassist/core';
import type { VectorReader } from './engines/vector-engine.ts';
import { readLabels } from './files/labels.ts';
import { type Manifest, manifestPath } from './files/manifest.ts';
import { type EngineFile, engineFile, readManifest, requireSpace } from './store/read-index.ts';
import { isReplacing } from './store/write-index.ts';
import { type ReadonlyVectorIndex, VectorIndex } from './vector-index.ts';

/** Options of {@link openIndex}. */
export interface OpenIndexOptions {
  folder: string;
  /** Required embedding space; any if omitted. */
  space?: EmbeddingSpace;
}

/** Number of tries while another process replaces the index, and milliseconds between them. */
const REPLACING_TRIES = 10;
const REPLACING_MS = 100;

/**
 * Opens an index and verifies its checksums. Waits up to a second while another process replaces the index.
 *
 * @throws {OptionError} for an option that is unknown or has a wrong type.
 * @throws {FileFormatError} if there is no index, or it is damaged, incomplete, or from the Python rbassist.
 * @throws {SpaceMismatchError} if its vectors have another embedding space.
 * @throws {MissingDependencyError} if it needs hnswlib-node, which can't be loaded.
 * @throws {DataFolderError} if its files can't be read.
 */
export async function openIndex(options: OpenIndexOptions): Promise<VectorIndex> {
  const { index } = await openFolder(options, ({ kind, path, expected }) => kind.open(path, expected));
  return index;
}

/** An index that callers share and only search. */
export interface SharedIndex {
  index: ReadonlyVectorIndex;
  /** Closes its file until the next search. */
  release: () => void;
  /** Returns false if another file has taken the place of its own, or none is there. */
  isCurrent: () => boolean;
}

/**
 * Opens a {@link SharedIndex}. Throws the errors of {@link openIndex}.
 *
 * @param onLost Called when its vectors can't be read any more.
 */
export async function openSharedIndex(folder: string, onLost: () => void): Promise<SharedIndex> {
  const share = ({ kind, path, expected }: EngineFile) => kind.share(path, expected, onLost);
  const { index, engine } = await openFolder({ folder }, share);
  return { index, release: () => engine.release?.(), isCurrent: () => engine.isCurrent?.() ?? true };
}

interface OpenedIndex {
  index: VectorIndex;
  engine: VectorReader;
}

async function openFolder(
  options: OpenIndexOptions,
  openEngine: (file: EngineFile) => Promise<VectorReader>,
): Promise<OpenedIndex> {
  const { folder, space } = checkedOptions(options);
  for (let tries = 1; ; tries++) {
    const before = await manifestSignature(folder);
    const manifest = await readManifest(folder);
    if (space !== undefined) requireSpace(manifest.space, space);
    try {
      return await openFiles(folder, manifest, openEngine);
    } catch (error) {
      if (!(error instanceof FileFormatError) || tries === REPLACING_TRIES) throw error;
      if (await isReplacing(folder)) await delay(REPLACING_MS);
      else if ((await manifestSignature(folder)) === before) throw error;
    }
  }
}

export function checkedOptions(options: OpenIndexOptions): OpenIndexOptions {
  checkOptions(options, { folder: optionRules.text, space: optionRules.text });
  requireRule('folder', options.folder, optionRules.text);
  return options;
}

/** Returns a signature that changes every time the index is written; undefined if there is no index. */
export function manifestSignature(folder: string): Promise<string | undefined> {
  return fileSignature(manifestPath(folder)).catch(() => undefined);
}

async function openFiles(
  folder: string,
  manifest: Manifest,
  openEngine: (file: EngineFile) => Promise<VectorReader>,
): Promise<OpenedIndex> {
  const labels = await readLabels(folder, manifest);
  const engine = await openEngine(engineFile(folder, manifest));
  return { index: new VectorIndex({ space: manifest.space }, { engine, labels }), engine };
}
