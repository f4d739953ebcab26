import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { type Element, fact, isGain, kept } from './element.ts';

/** Tags behind an APE tag are no longer than this: Lyrics3 and ID3v1. */
const SEARCHED_BYTES = 1_100_000;
const MAGIC = 'APETAGEX';
const IS_HEADER = 0x20000000;
const HAS_HEADER = 0x80000000;

/** Lists a range of a file, at the end of which there may be APE tags. */
export async function* listWithApe(
  file: AudioFile,
  [start, end]: readonly [number, number],
  name: string,
  fields: TagFields,
): AsyncGenerator<Element> {
  let at = start;
  for (const [from, to] of await apeTags(file, start, end)) {
    if (from < at) continue;
    yield { name, range: [at, from] };
    yield* listApe(Buffer.from(await file.read(from, to - from)), fields);
    at = to;
  }
  yield { name, range: [at, end] };
}

async function apeTags(file: AudioFile, start: number, end: number): Promise<[number, number][]> {
  const searchedFrom = Math.max(start, end - SEARCHED_BYTES);
  const bytes = Buffer.from(await file.read(searchedFrom, end - searchedFrom));
  const tags: [number, number][] = [];
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if (at + 32 > bytes.length || bytes.readUInt32LE(at + 20) & IS_HEADER) continue;
    const size = bytes.readUInt32LE(at + 12) + (bytes.readUInt32LE(at + 20) & HAS_HEADER ? 32 : 0);
    const to = searchedFrom + at + 32;
    if (size >= 32 && to - size >= start) tags.push([to - size, to]);
  }
  return tags;
}

function* listApe(tag: Buffer, fields: TagFields): Generator<Element> {
  const ends = [tag.subarray(-32)];
  let rest = tag.subarray(0, -32);
  if (tag.readUInt32LE(tag.length - 12) & HAS_HEADER) {
    ends.push(tag.subarray(0, 32));
    rest = rest.subarray(32);
  }
  let count = 0;
  while (rest.length > 8) {
    const key = rest.toString('latin1', 8).split('\0', 1)[0];
    const size = 8 + key.length + 1 + rest.readUInt32LE(0);
    if (isGain(key, fields)) yield { tag: 'APEv2 tag', gain: key, text: rest.toString('utf8', 9 + key.length, size) };
    else yield kept(`APEv2 tag, item ${key}`, rest.subarray(0, size));
    rest = rest.subarray(size);
    count++;
  }
  for (const end of ends) {
    const states = `${end.readUInt32LE(16) - count} ${end.readUInt32LE(12) - tag.length}`;
    yield fact('APEv2 tag, ends', `${end.toString('latin1', 0, 12)} ${end.toString('latin1', 20)} ${states}`);
  }
  if (rest.length > 0) yield kept('APEv2 tag, bytes behind the items', rest);
}
