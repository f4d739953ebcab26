import { AudioFile } from '../formats/audio-file.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { id3v2BeforeEnd } from './embedded-tags.ts';
import { id3Strings } from './id3-text.ts';
import { id3v2Frames } from './id3v2.ts';
import { readMp4Items } from './mp4-items.ts';
import { readVorbisComment } from './vorbis-comment.ts';

/** An object that a program stored in a file's tags, such as a DJ program's cues. */
export interface TagObject {
  /** Description, e.g. "Serato Markers2". */
  name: string;
  bytes: Uint8Array;
}

const MIME = 'application/octet-stream\0';
const MIME_AS_BASE64 = Buffer.from(MIME.slice(0, -1)).toString('base64');
const UTF16_ENCODINGS = [1, 2];

/**
 * Reads the objects in a file's tags: ID3v2 frames `GEOB` in MP3, WAV and AIFF; in FLAC, Ogg and MP4 the fields that hold
 * the same content as base64.
 *
 * @throws {TrackError} `missing`, `unreadable` or `not-audio`.
 */
export async function readTagObjects(path: string): Promise<TagObject[]> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    const objects: TagObject[] = [];
    for await (const tag of id3v2BeforeEnd(file, format)) {
      for (const { data } of id3v2Frames(tag, /^GEOB?$/)) objects.push(...objectOf(data));
    }
    const fields = [
      ...((await readVorbisComment(file, format)) ?? []),
      ...(format === 'mp4' ? await readMp4Items(file) : []),
    ];
    for (const { values } of fields) {
      for (const value of values) objects.push(...encodedObject(value));
    }
    return objects;
  } finally {
    await file.close();
  }
}

/** Splits a frame: encoding, MIME type, file name, description, data. Returns nothing for a damaged frame. */
function objectOf(frame: Uint8Array): TagObject[] {
  const [encoding] = frame;
  const mimeEnd = frame.indexOf(0, 1);
  if (mimeEnd < 0) return [];
  const wide = UTF16_ENCODINGS.includes(encoding);
  const nameEnd = textEnd(frame, mimeEnd + 1, wide);
  const end = nameEnd === undefined ? undefined : textEnd(frame, nameEnd, wide);
  if (nameEnd === undefined || end === undefined) return [];
  const name = id3Strings(encoding, frame.subarray(nameEnd, end - (wide ? 2 : 1))).join('');
  // the frame shares the buffer of the whole tag
  return [{ name, bytes: frame.slice(end) }];
}

/** Returns the offset after the NUL that ends a text. */
function textEnd(bytes: Uint8Array, from: number, wide: boolean): number | undefined {
  if (!wide) {
    const end = bytes.indexOf(0, from);
    return end < 0 ? undefined : end + 1;
  }
  for (let at = from; at + 1 < bytes.length; at += 2) if (bytes[at] === 0 && bytes[at + 1] === 0) return at + 2;
  return undefined;
}

/** Decodes base64 of the MIME type, an empty file name, the description and the data. */
function encodedObject(value: string): TagObject[] {
  // 24 bytes of the MIME type are exactly 32 characters
  if (!value.startsWith(MIME_AS_BASE64)) return [];
  const content = Buffer.from(value, 'base64');
  const nameStart = content.indexOf(0, MIME.length) + 1;
  const nameEnd = content.indexOf(0, nameStart);
  if (nameStart === 0 || nameEnd < 0) return [];
  return [{ name: content.toString('utf8', nameStart, nameEnd), bytes: new Uint8Array(content.subarray(nameEnd + 1)) }];
}
