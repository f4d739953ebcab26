import { join } from 'node:path';
import {
  dataFolderError,
  type EmbeddingSpace,
  encodeNpy,
  fileNameOf,
  listFolder,
  replaceFile,
  sealNpy,
} from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { shortHash, trackFileStem } from '../files/track-file-stem.ts';

const NPY = '.npy';

/** Returns `<stem>-<8 hex of the path>.npy`, with 8 hex of the space, too, for a vector that is not in use yet. */
export function embeddingFileName(trackPath: string, space?: EmbeddingSpace): string {
  const stem = trackFileStem(trackPath);
  return space === undefined ? `${stem}${NPY}` : `${stem}-${shortHash(space)}${NPY}`;
}

/** Writes float16 atomically. Pass `space` for a file that must not replace the track's vector of another space. */
export async function writeEmbedding(
  folder: DataFolder,
  trackPath: string,
  vector: Float32Array,
  space?: EmbeddingSpace,
): Promise<string> {
  const name = embeddingFileName(trackPath, space);
  const path = join(folder.embeddings, name);
  try {
    await replaceFile(path, sealNpy(encodeNpy(vector, 'float16'), name));
  } catch (error) {
    throw dataFolderError(folder.root, 'written', error);
  }
  return path;
}

/** The Python rbassist gives tracks of one name the same file. */
export function isEmbeddingOf(trackPath: string, stored: string): boolean {
  const own = embeddingFileName(trackPath).slice(0, -NPY.length);
  const [name, ...rest] = storedName(stored).slice(0, -NPY.length).split(own);
  return name === '' && rest.length === 1 && /^(?:-[0-9a-f]{8})?$/.test(rest[0]);
}

/** Looks first in this library's own folder, so that a data folder can be moved, also from Windows to Linux. */
export class EmbeddingFiles {
  readonly #folder: DataFolder;
  readonly #names: ReadonlySet<string>;

  private constructor(folder: DataFolder, names: ReadonlySet<string>) {
    this.#folder = folder;
    this.#names = names;
  }

  static async list(folder: DataFolder): Promise<EmbeddingFiles> {
    const names = await listFolder(folder.embeddings).catch((error) => {
      throw dataFolderError(folder.embeddings, 'read', error);
    });
    return new EmbeddingFiles(folder, new Set(names));
  }

  locate(stored: string): string {
    return this.has(stored) ? join(this.#folder.embeddings, storedName(stored)) : stored;
  }

  has(stored: string): boolean {
    return this.#names.has(storedName(stored));
  }
}

export function storedName(stored: string): string {
  return fileNameOf(stored);
}
