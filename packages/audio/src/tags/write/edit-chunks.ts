import { ascii } from '../../formats/ascii.ts';
import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { editId3, id3Bytes, newId3 } from './edit-id3.ts';
import { type EndTag, editEndTags, leadingTags, trailingTags } from './end-tags.ts';
import { growthOf, type Splice } from './splice.ts';
import { refuse } from './tag-refusal.ts';

interface ChunkLayout {
  littleEndian: boolean;
  samples: string;
  newId: string;
}

const WAV: ChunkLayout = { littleEndian: true, samples: 'data', newId: 'id3 ' };
const AIFF: ChunkLayout = { littleEndian: false, samples: 'SSND', newId: 'ID3 ' };

const FILE_HEAD_BYTES = 12;
const HEAD_BYTES = 8;
const SIZE_OFFSET = 4;
const FOUR_GIB = 2 ** 32;
/** Smallest size that programs write as a placeholder when they write to a pipe. */
const UNKNOWN_SIZE = 0x7fff0000;
const MOST_CHUNKS = 100_000;
const ID = /^[\x20-\x7e]{4}$/;

interface Chunk {
  id: string;
  start: number;
  size: number;
}

export function editWav(file: AudioFile, fields: TagFields): Promise<Splice[]> {
  return editChunks(file, fields, WAV);
}

export function editAiff(file: AudioFile, fields: TagFields): Promise<Splice[]> {
  return editChunks(file, fields, AIFF);
}

async function editChunks(file: AudioFile, fields: TagFields, layout: ChunkLayout): Promise<Splice[]> {
  const { littleEndian, newId } = layout;
  const leading = await leadingTags(file);
  const start = leading.at(-1)?.end ?? 0;
  const fileSize = await readUint32(file, start + SIZE_OFFSET, littleEndian);
  const isStated = fileSize !== 0 && (fileSize < UNKNOWN_SIZE || start + HEAD_BYTES + fileSize <= file.size);
  const stated = start + HEAD_BYTES + fileSize;
  const limit = isStated ? Math.min(file.size, stated) : file.size;
  const { chunks, place } = await readChunks(file, start + FILE_HEAD_BYTES, limit, layout);
  const splices = await editTagChunks(file, chunks, fields, littleEndian);
  const around = async (tags: readonly EndTag[]) => editEndTags(file, tags, fields, () => 'present');
  const trailing = await around(await trailingTags(file, Math.min(file.size, Math.max(limit, place))));
  if (!splices) return [...(await around(leading)), ...trailing];
  // the stated size may not include a padding byte
  let uncounted = 0;
  if (splices.length === 0) {
    // and the last chunk may have none
    const at = Math.min(place, file.size);
    const bytes = Buffer.concat([Buffer.alloc(place - at), newChunk(newId, newId3(fields), littleEndian)]);
    splices.push({ start: at, end: at, bytes });
    uncounted = Math.max(0, at - limit);
  }
  const growth = growthOf(splices) + uncounted;
  if (isStated && growth !== 0) {
    const at = start + SIZE_OFFSET;
    splices.unshift({ start: at, end: at + 4, bytes: uint32(fileSize + growth, littleEndian) });
  }
  return [...(await around(leading)), ...splices, ...trailing];
}

/** Returns no changes if there is no tag chunk, null if they already have the fields. */
async function editTagChunks(
  file: AudioFile,
  chunks: readonly Chunk[],
  fields: TagFields,
  littleEndian: boolean,
): Promise<Splice[] | null> {
  const tags = chunks.filter(({ id }) => id.toUpperCase() === 'ID3 ');
  const splices: Splice[] = [];
  for (const chunk of tags) {
    const content = await file.read(chunk.start + HEAD_BYTES, chunk.size);
    const bytes = id3Bytes(content);
    if (bytes === 0 || bytes > chunk.size) refuse('its ID3v2 chunk is damaged');
    const edited = editId3(content.subarray(0, bytes), fields, chunk === tags[0] ? 'all' : 'present');
    if (!edited) continue;
    const written = newChunk(chunk.id, Buffer.concat([edited, content.subarray(bytes)]), littleEndian);
    const end = Math.min(file.size, chunk.start + paddedSize(chunk));
    splices.push({ start: chunk.start, end, bytes: written });
  }
  return tags.length > 0 && splices.length === 0 ? null : splices;
}

/** `place` is for a new chunk: last, or before samples of an unknown or wrong size, which take the rest of the file. */
async function readChunks(
  file: AudioFile,
  start: number,
  limit: number,
  { littleEndian, samples }: ChunkLayout,
): Promise<{ chunks: Chunk[]; place: number }> {
  const chunks: Chunk[] = [];
  let at = start;
  let id = '';
  while (at + HEAD_BYTES <= limit) {
    id = ascii(await file.read(at, 4), 0, 4);
    const size = await readUint32(file, at + SIZE_OFFSET, littleEndian);
    const isUnknown = id === samples && size === 0;
    if (isUnknown || !ID.test(id) || at + HEAD_BYTES + size > limit) break;
    const chunk = { id, start: at, size };
    if (chunks.push(chunk) > MOST_CHUNKS) refuse('it has too many chunks');
    at += paddedSize(chunk);
  }
  if (at >= limit) return { chunks, place: at };
  const place = chunks.find((chunk) => chunk.id === samples)?.start ?? (id === samples ? at : undefined);
  return place === undefined ? refuse('its chunks are damaged') : { chunks, place };
}

async function readUint32(file: AudioFile, at: number, littleEndian: boolean): Promise<number> {
  const bytes = await file.read(at, 4);
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0, littleEndian);
}

function paddedSize({ size }: Chunk): number {
  return HEAD_BYTES + size + (size & 1);
}

function newChunk(id: string, content: Uint8Array, littleEndian: boolean): Buffer {
  const padding = Buffer.alloc(content.length & 1);
  return Buffer.concat([Buffer.from(id, 'latin1'), uint32(content.length, littleEndian), content, padding]);
}

function uint32(value: number, littleEndian: boolean): Uint8Array {
  if (value >= FOUR_GIB) refuse('it would exceed 4 GB');
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}
