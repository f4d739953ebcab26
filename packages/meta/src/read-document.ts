import { readFile } from 'node:fs/promises';
import { dataFolderError, FileFormatError, systemErrorCode } from '@rbassist/core';
import { emptyDocument, type MetaDocument, parseDocument } from './meta-document.ts';
import { setAside } from './set-aside.ts';

/** Something that the person at the keyboard must be told about the library's memory. */
export interface MetaWarning {
  code: 'corrupt-set-aside';
  /** What happened and what to do, in a sentence or two. */
  message: string;
  /** The file that was damaged. */
  path: string;
  /** Where it was moved to. */
  keptAs: string;
}

/** A document and, where the file was damaged, what became of it. */
export interface ReadDocument {
  document: MetaDocument;
  warnings: MetaWarning[];
}

/**
 * Reads meta.json. One that does not exist is an empty document; one that is damaged is set aside and reported, and the
 * document is empty.
 *
 * @throws {DataFolderError} when the file can't be read or moved.
 * @throws {FileFormatError} when it is larger than Node can read at once (2 GiB).
 */
export async function readDocument(path: string): Promise<ReadDocument> {
  const bytes = await readBytes(path);
  if (bytes === undefined) return { document: emptyDocument(), warnings: [] };
  try {
    return { document: parseDocument(bytes), warnings: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { document: emptyDocument(), warnings: [await warnAndSetAside(path, error.message)] };
  }
}

async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ERR_FS_FILE_TOO_LARGE') {
      const message = `${path} is larger than 2 GiB, more than can be read at once. Split the library into two data folders.`;
      throw new FileFormatError(path, message, { cause: error });
    }
    throw dataFolderError(path, 'read', error);
  }
}

async function warnAndSetAside(path: string, reason: string): Promise<MetaWarning> {
  try {
    const keptAs = await setAside(path);
    const message = `${path} is damaged (${reason}). It was kept as ${keptAs}, and the library starts empty: restore a backup over ${path}, or scan again.`;
    return { code: 'corrupt-set-aside', message, path, keptAs };
  } catch (error) {
    throw dataFolderError(path, 'written', error);
  }
}
