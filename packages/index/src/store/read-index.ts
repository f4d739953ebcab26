import { join } from 'node:path';
import {
  type EmbeddingSpace,
  FileFormatError,
  listFolder,
  readRegularFile,
  SpaceMismatchError,
  systemErrorCode,
} from '@rbassist/core';
import { engineKind } from '../engines/choose-engine.ts';
import type { EngineKind, ExpectedFile } from '../engines/vector-engine.ts';
import { damaged, readingError } from '../files/file-check.ts';
import { LABELS_NAME } from '../files/labels.ts';
import { decodeManifest, type Manifest, manifestPath } from '../files/manifest.ts';

const LARGEST_MANIFEST_BYTES = 1 << 20;

/** Throws {@link FileFormatError} if it is missing or damaged, {@link DataFolderError} if it can't be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = manifestPath(folder);
  try {
    return decodeManifest((await readRegularFile(path, LARGEST_MANIFEST_BYTES)).toString(), path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw readingError(path, error);
    const names = await listFolder(folder).catch((): string[] => []);
    const message = names.includes(LABELS_NAME)
      ? `The index in ${folder} is incomplete, or another program wrote it.`
      : `There is no index in ${folder} yet.`;
    throw new FileFormatError(path, message, { cause: error, remedies: [{ action: 'rebuild-index' }] });
  }
}

export interface EngineFile {
  kind: EngineKind;
  path: string;
  expected: ExpectedFile;
}

export function engineFile(folder: string, { engine, files, dimensions, labels }: Manifest): EngineFile {
  const kind = engineKind(engine);
  if (kind === undefined) throw damaged(manifestPath(folder), `names an unknown engine: "${engine}"`);
  return { kind, path: join(folder, kind.fileName), expected: { check: files[kind.fileName], dimensions, labels } };
}

export function requireSpace(found: EmbeddingSpace, expected: EmbeddingSpace): void {
  if (found === expected) return;
  throw new SpaceMismatchError(
    expected,
    found,
    `The vectors in the index belong to "${found}". They can't be compared with vectors of "${expected}".`,
    { remedies: [{ action: 'rebuild-index' }] },
  );
}
