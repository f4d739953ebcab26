import { isUtf8 } from 'node:buffer';
import { skipSpace, skipValue, walkObject } from './json-scan.ts';
import { jsonText } from './record-text.ts';

/** A meta.json in memory: JSON text by key, in the order of the file. */
export interface MetaDocument {
  /** Top-level members. The one called `tracks` only marks the place of {@link MetaDocument.tracks}. */
  members: Map<string, Buffer>;
  /** Records by path. */
  tracks: Map<string, Buffer>;
}

const TRACKS = 'tracks';
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const CHUNK_BYTES = 1 << 18;

/** What a library without a meta.json knows. */
export function emptyDocument(): MetaDocument {
  return { members: new Map([[TRACKS, Buffer.alloc(0)]]), tracks: new Map() };
}

/**
 * Takes a meta.json apart, checking every letter of it, without building the records.
 *
 * @throws {SyntaxError} saying what is wrong with the text.
 */
export function parseDocument(bytes: Buffer): MetaDocument {
  if (bytes.length === 0) throw new SyntaxError('it is empty');
  if (!isUtf8(bytes)) throw new SyntaxError('it is not UTF-8 text');
  const document: MetaDocument = { members: new Map(), tracks: new Map() };
  const keyText = (start: number, end: number): string => JSON.parse(bytes.toString('utf8', start, end));
  const start = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;

  const end = walkObject(bytes, skipSpace(bytes, start), (keyStart, keyEnd, at) => {
    const key = keyText(keyStart, keyEnd);
    const valueEnd = key === TRACKS ? walkTracks(at) : skipValue(bytes, at);
    document.members.set(key, bytes.subarray(at, valueEnd));
    return valueEnd;
  });
  if (skipSpace(bytes, end) < bytes.length) throw new SyntaxError(`there is more text after the end, at byte ${end}`);
  if (!document.members.has(TRACKS)) document.members.set(TRACKS, Buffer.alloc(0));
  return document;

  function walkTracks(at: number): number {
    document.tracks.clear();
    return walkObject(bytes, at, (keyStart, keyEnd, recordAt) => {
      const path = keyText(keyStart, keyEnd);
      if (bytes[recordAt] !== 0x7b)
        throw new SyntaxError(`the record of ${path} is not an object, at byte ${recordAt}`);
      const recordEnd = skipValue(bytes, recordAt);
      document.tracks.set(path, bytes.subarray(recordAt, recordEnd));
      return recordEnd;
    });
  }
}

/** The document as text, indented by two as the Python rbassist does, in pieces of some hundred kilobytes. */
export function* documentChunks({ members, tracks }: MetaDocument): Generator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for (const part of documentParts(members, tracks)) {
    parts.push(part);
    size += part.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  yield Buffer.concat(parts);
}

function* documentParts(members: Map<string, Buffer>, tracks: Map<string, Buffer>): Generator<Buffer> {
  let before = '{';
  for (const [key, value] of members) {
    yield Buffer.from(`${before}\n  ${jsonText(key)}: `);
    if (key === TRACKS) yield* trackParts(tracks);
    else yield value;
    before = ',';
  }
  yield Buffer.from('\n}');
}

function* trackParts(tracks: Map<string, Buffer>): Generator<Buffer> {
  let before = '{';
  for (const [path, record] of tracks) {
    yield Buffer.from(`${before}\n    ${jsonText(path)}: `);
    yield record;
    before = ',';
  }
  yield Buffer.from(before === '{' ? '{}' : '\n  }');
}
