import { open, stat } from 'node:fs/promises';
import { type Fail, failureOf, unreadable } from './checkpoint-error.ts';

/** A file read by position, never as a whole. */
export interface RandomAccessFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Makes the errors that are about this file. */
  readonly fail: Fail;
  /**
   * Fills `bytes` from a position.
   *
   * @throws {FileFormatError} when they are not all inside the file, or the system cannot read them.
   */
  readInto(bytes: Uint8Array, position: number): Promise<void>;
  close(): Promise<void>;
}

/** Node reads at most 2 GiB at once. */
const PIECE_BYTES = 1 << 26;

/** @throws {FileFormatError} when there is no such file, it is not a plain one, or it may not be read. */
export async function openRandomAccess(path: string): Promise<RandomAccessFile> {
  const fail = failureOf(path);
  try {
    // before it is opened, as a pipe would wait for its writer
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
            const length = Math.min(PIECE_BYTES, bytes.length - done);
            const { bytesRead } = await handle.read(bytes, done, length, position + done);
            if (bytesRead === 0) throw fail('it became shorter while it was read');
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

/** The bytes of a stretch of a file; the caller bounds the length. */
export async function readBytes(file: RandomAccessFile, position: number, length: number): Promise<Uint8Array> {
  if (!(position >= 0 && position + length <= file.size)) throw file.fail('it ends too early');
  const bytes = new Uint8Array(length);
  await file.readInto(bytes, position);
  return bytes;
}
