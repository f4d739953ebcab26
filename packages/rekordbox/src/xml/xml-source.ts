import type { FileHandle } from 'node:fs/promises';
import { openRegularFile, readProblem } from '@rbassist/core';
import { XmlError } from './xml-error.ts';

/** XML to read: the path of a file, or its bytes. */
export type XmlSource = string | Uint8Array | AsyncIterable<Uint8Array>;

const CHUNK_BYTES = 64 * 1024;
const MAX_FILE_BYTES = 16 * 2 ** 30;

/**
 * Opens a user's file.
 *
 * @throws {OptionError} that names the file, if it can't be read.
 */
export async function openSource(path: string): Promise<FileHandle> {
  try {
    return await openRegularFile(path, MAX_FILE_BYTES);
  } catch (error) {
    throw readProblem(path, error);
  }
}

/** Returns a text that changes when an open file does. */
export async function stateOf(handle: FileHandle): Promise<string> {
  const { size, mtimeNs, ino } = await handle.stat({ bigint: true });
  return `${size} ${mtimeNs} ${ino}`;
}

/** Error for a file that another program wrote while it was read. */
export function changedFile(path: string): XmlError {
  return new XmlError(path, 'the file changed while it was read.', { remedies: [{ action: 'retry' }] });
}

/** Name of a source for messages. */
export function sourceName(source: XmlSource): string {
  return typeof source === 'string' ? source : 'XML data';
}

/**
 * Reads a source in pieces of bounded size. A piece is valid until the next one is asked for.
 *
 * @throws {OptionError} that names the file, if it can't be read.
 */
export async function* readSource(source: XmlSource, chunkBytes = CHUNK_BYTES): AsyncGenerator<Buffer> {
  if (typeof source === 'string') yield* readFile(source, chunkBytes);
  else if (source instanceof Uint8Array) yield* pieces(source, chunkBytes);
  else for await (const bytes of source) yield* pieces(bytes, chunkBytes);
}

function* pieces(bytes: Uint8Array, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const length = Math.min(chunkBytes, bytes.length - at);
    yield Buffer.from(bytes.buffer, bytes.byteOffset + at, length);
  }
}

async function* readFile(path: string, chunkBytes: number): AsyncGenerator<Buffer> {
  const handle = await openSource(path);
  try {
    const before = await stateOf(handle);
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes).catch((error) => {
        throw readProblem(path, error);
      });
      if (bytesRead === 0) break;
      yield buffer.subarray(0, bytesRead);
    }
    // half of an older and half of a newer version may be well-formed together
    if ((await stateOf(handle)) !== before) throw changedFile(path);
  } finally {
    await handle.close();
  }
}
