import { open, stat } from 'node:fs/promises';
import { type Fail, failureOf, unreadable } from './checkpoint-error.ts';

export interface RandomAccessFile {
  readonly path: string;
  readonly size: number;
  readonly fail: Fail;
  /** Fills `bytes` from a position. Throws {@link FileFormatError} if the range is outside the file. */
  readInto(bytes: Uint8Array, position: number): Promise<void>;
  close(): Promise<void>;
}

/** Node reads at most 2 GiB at once. */
const CHUNK_BYTES = 1 << 26;

/** Opens a file. Throws {@link FileFormatError} if it is missing, not a plain file, or unreadable. */
export async function openRandomAccess(path: string): Promise<RandomAccessFile> {
  const fail = failureOf(path);
  try {
    // checked before opening, since a pipe would wait for its writer
    if (!(await stat(path)).isFile()) throw fail('it is not a file', 'Give the path of the model.');
    const handle = await open(path, 'r');
    const { size } = await handle.stat();
    return {
      path,
      size,
      fail,
      readInto: async (bytes, position) => {
        if (!(position >= 0 && position + bytes.length <= size)) throw fail('it ends too early');
        try {
          for (let done = 0; done < bytes.length; ) {
            const length = Math.min(CHUNK_BYTES, bytes.length - done);
            const { bytesRead } = await handle.read(bytes, done, length, position + done);
            if (bytesRead === 0) throw fail('it became shorter while rbassist read it');
            done += bytesRead;
          }
        } catch (error) {
          throw unreadable(fail, error);
        }
      },
      close: () => handle.close(),
    };
  } catch (error) {
    throw unreadable(fail, error);
  }
}

/** Reads a part of a file. The caller limits the length. */
export async function readBytes(file: RandomAccessFile, position: number, length: number): Promise<Uint8Array> {
  if (!(position >= 0 && position + length <= file.size)) throw file.fail('it ends too early');
  const bytes = new Uint8Array(length);
  await file.readInto(bytes, position);
  return bytes;
}
