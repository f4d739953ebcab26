import type { FileHandle } from 'node:fs/promises';
import type { LineEnd } from './xml-layout.ts';
import { openSource, stateOf } from './xml-source.ts';

const FIRST_BYTES = 4096;
const PIECE_BYTES = 256 * 1024;

/** Ranges of bytes of a file. */
export class SourceBytes implements AsyncDisposable {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(path: string): Promise<SourceBytes> {
    return new SourceBytes(await openSource(path));
  }

  /** Returns a text that changes when the file does. */
  state(): Promise<string> {
    return stateOf(this.#handle);
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  /** Line ends of the first lines; CRLF if there are none. */
  async lineEnd(): Promise<LineEnd> {
    const start = await this.read(0, FIRST_BYTES);
    return start.includes('\n') && !start.includes('\r\n') ? '\n' : '\r\n';
  }

  /** Returns the bytes from `start` to before `end`, in pieces. */
  async *range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const piece = await this.read(at, Math.min(end, at + PIECE_BYTES));
      if (piece.length === 0) return;
      yield piece;
      at += piece.length;
    }
  }

  /** Returns the bytes from `start` to before `end`, fewer at the end of the file. */
  async read(start: number, end: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(end - start);
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}
