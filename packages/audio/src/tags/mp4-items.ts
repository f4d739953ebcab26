import type { AudioFile } from '../formats/audio-file.ts';
import { type Box, boxesAt, readableBoxes } from '../formats/mp4-boxes.ts';
import { genreOfNumber } from './genre-names.ts';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

/** Version and flags before the content of a full box. */
const FULL_BOX_BYTES = 4;
/** Type and locale before a value. */
const VALUE_HEAD_BYTES = 8;
/** Kinds of values that are not text or numbers, such as covers. */
const PICTURES = [12, 13, 14, 27];
const UTF16 = 2;
const INTEGERS = [21, 22];
const MAX_TEXT_BYTES = 2 ** 20;

/** A freeform item is named "----:owner:name". */
export async function readMp4Items(file: AudioFile): Promise<TagField[]> {
  const fields: TagField[] = [];
  for (const meta of await boxesAt(file, ['moov', 'udta', 'meta'])) {
    for (const list of await itemLists(file, meta)) {
      for (const item of await readableBoxes(file, list.content, list.end)) fields.push(await fieldOf(file, item));
    }
  }
  return fields.filter(({ values }) => values.length > 0);
}

/** QuickTime writes a `meta` box without version and flags. */
async function itemLists(file: AudioFile, { content, end }: Box): Promise<Box[]> {
  const full = await readableBoxes(file, content + FULL_BOX_BYTES, end);
  const boxes = full.some(({ type }) => type === 'ilst') ? full : await readableBoxes(file, content, end);
  return boxes.filter(({ type }) => type === 'ilst');
}

async function fieldOf(file: AudioFile, item: Box): Promise<TagField> {
  const values: string[] = [];
  const names: string[] = [];
  for (const { type, content, end } of await readableBoxes(file, item.content, item.end)) {
    const bytes = await file.read(content, Math.min(end - content, MAX_TEXT_BYTES));
    if (type === 'mean' || type === 'name') names.push(legacyText(bytes.subarray(FULL_BOX_BYTES)));
    const value = type === 'data' ? textOf(item.type, bytes) : undefined;
    if (value !== undefined) values.push(value);
  }
  return { name: [item.type, ...names].join(':'), values };
}

function textOf(item: string, data: Uint8Array): string | undefined {
  if (data.length < VALUE_HEAD_BYTES) return undefined;
  const kind = new DataView(data.buffer).getUint32(0) & 0xffffff;
  const value = data.subarray(VALUE_HEAD_BYTES);
  if (PICTURES.includes(kind)) return undefined;
  // the genre number is one more than in ID3v1
  if (item === 'gnre') return genreOfNumber(integer(value) - 1);
  if (INTEGERS.includes(kind) || item === 'tmpo') return String(integer(value));
  if (kind === UTF16)
    return Buffer.from(value.subarray(0, value.length & ~1))
      .swap16()
      .toString('utf16le');
  return legacyText(value);
}

function integer(bytes: Uint8Array): number {
  return bytes.subarray(0, 6).reduce((value, byte) => value * 256 + byte, 0);
}
