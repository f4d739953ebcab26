import type { IAudioMetadata } from 'music-metadata';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

const EMBEDDED = /^(?:ID3v|APEv2|vorbis|iTunes)/;
/** Tags of WAV and AIFF chunks. They may be cut, or in an unstated encoding, where an ID3v2 chunk is complete. */
const CHUNKS = ['exif', 'AIFF'];

export interface NativeFields {
  /** Tags of the format that rbassist does not read itself, such as those of WMA. */
  other: TagField[][];
  chunks: TagField[][];
  /** Tags that rbassist reads itself if they are in their usual places. */
  embedded: TagField[][];
}

export const NO_FIELDS: NativeFields = { other: [], chunks: [], embedded: [] };

export function nativeFields({ native }: IAudioMetadata): NativeFields {
  const fields: NativeFields = { other: [], chunks: [], embedded: [] };
  for (const [kind, tags] of Object.entries(native)) {
    const isChunk = CHUNKS.includes(kind);
    const place = isChunk ? 'chunks' : EMBEDDED.test(kind) ? 'embedded' : 'other';
    const values = new Map<string, string[]>();
    for (const { id, value } of tags) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const text = isChunk ? redecoded(String(value)) : String(value);
      values.set(id, [...(values.get(id) ?? []), text]);
    }
    fields[place].push([...values].map(([name, texts]) => ({ name, values: texts })));
  }
  return fields;
}

/** Restores chunk text that was read as Latin-1. */
function redecoded(text: string): string {
  return /[\x80-\xff]/.test(text) && !/[^\0-\xff]/.test(text) ? legacyText(Buffer.from(text, 'latin1')) : text;
}
