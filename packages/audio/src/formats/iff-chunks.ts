import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { audioStart } from './audio-start.ts';

export interface IffChunk {
  id: string;
  /** Offset of its 8-byte header. */
  offset: number;
  /** Bytes of content that the header states. For the samples of an RF64 file, the size in its `ds64` chunk. */
  size: number;
  /** First bytes of its content. For size 0, which may mean unknown, the bytes that follow. */
  content: Uint8Array<ArrayBuffer>;
}

const HEAD_BYTES = 8;
const FORM_BYTES = 12;
const CONTENT_BYTES = 40;

/** Finds the file's outermost chunk, after any tags, and the offset where the chunk says that it ends. */
export async function iffForm(file: AudioFile, littleEndian: boolean): Promise<{ start: number; statedEnd: number }> {
  const start = await audioStart(file);
  const head = await file.read(start, HEAD_BYTES);
  return { start, statedEnd: start + HEAD_BYTES + new DataView(head.buffer).getUint32(4, littleEndian) };
}

export async function* iffChunks(file: AudioFile, start: number, littleEndian: boolean): AsyncGenerator<IffChunk> {
  let longSize = 0;
  for (let offset = start + FORM_BYTES; offset + HEAD_BYTES <= file.size; ) {
    const head = await file.read(offset, HEAD_BYTES + CONTENT_BYTES);
    const id = ascii(head, 0, 4);
    const stated = new DataView(head.buffer).getUint32(4, littleEndian);
    const size = id === 'data' && longSize > 0 ? longSize : stated;
    const content = head.slice(HEAD_BYTES, size === 0 ? undefined : HEAD_BYTES + size);
    if (id === 'ds64' && content.length >= 16) longSize = Number(new DataView(content.buffer).getBigUint64(8, true));
    yield { id, offset, size, content };
    const end = offset + HEAD_BYTES + size;
    offset = size % 2 === 1 && !(await isUnpadded(file, end)) ? end + 1 : end;
  }
}

/** Returns true if the padding byte after a chunk of odd length is missing, so that an id begins at once. */
async function isUnpadded(file: AudioFile, end: number): Promise<boolean> {
  const next = await file.read(end, 5);
  return isId(next.subarray(0, 4)) && !isId(next.subarray(1));
}

function isId(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every((byte) => byte >= 32 && byte < 127);
}
