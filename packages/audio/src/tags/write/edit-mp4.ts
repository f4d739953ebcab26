import type { AudioFile } from '../../formats/audio-file.ts';
import { BOX_HEAD_BYTES, type Box, boxAt } from '../../formats/mp4-boxes.ts';
import type { TagFields } from '../tag-fields.ts';
import { editMeta, fitsInto, metaChildren, newMeta } from './edit-ilst.ts';
import { type EndTag, editEndTags, leadingTags, trailingTags } from './end-tags.ts';
import { boxesIn, newBox, withContent } from './mp4-boxes.ts';
import { growthOf, type Splice } from './splice.ts';
import { refuse } from './tag-refusal.ts';

const OFFSET_PATH = ['moov', 'trak', 'mdia', 'minf', 'stbl'];
const TABLE_HEAD_BYTES = 8;
const FREE_HEAD_BYTES = 8;
const FOUR_GIB = 2 ** 32;
const LARGEST_MOOV = 2 ** 28;
const MOST_BOXES = 100_000;
/** Flag of a fragment that states the position of its data from the start of the file. */
const BASE_DATA_OFFSET = 1;

/** Uses free space, or else moves the rest of the file and corrects the sample offsets. Throws TagRefusal. */
export async function editMp4(file: AudioFile, fields: TagFields): Promise<Splice[]> {
  const leading = await leadingTags(file);
  const boxes = await topBoxes(file, leading.at(-1)?.end ?? 0);
  const [moov, ...others] = boxes.filter(({ type }) => type === 'moov');
  if (!moov) refuse('it has no MP4 header');
  if (others.length > 0) refuse('it has several MP4 headers');
  if (moov.end > file.size) refuse('its MP4 header is cut off');
  if (moov.end - moov.start > LARGEST_MOOV) refuse('its MP4 header is larger than 256 MB');
  const behind = await trailingTags(file, Math.min(file.size, boxes[boxes.length - 1].end));
  const trailing = await editEndTags(file, behind, fields, () => 'present');
  const bytes = await file.read(moov.start, moov.end - moov.start);
  const edited = editMoov(bytes, fields);
  const changed = edited ? [await place(file, boxes, moov, edited)] : [];
  return [...(await editFront(file, leading, fields)), ...changed, ...trailing];
}

/** Writes only if the boxes keep their positions. */
async function editFront(file: AudioFile, leading: readonly EndTag[], fields: TagFields): Promise<Splice[]> {
  const splices = await editEndTags(file, leading, fields, () => 'present');
  if (growthOf(splices) !== 0) refuse('an ID3v2 tag before its MP4 header has another gain');
  return splices;
}

async function topBoxes(file: AudioFile, start: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = start; at < file.size; ) {
    const box = boxAt(await file.read(at, BOX_HEAD_BYTES), at, file.size);
    // samples that are cut off continue to the end; anything else is not a box
    if (!box || !/^[\x20-\x7e]{4}$/.test(box.type) || (box.end > file.size && box.type !== 'mdat')) break;
    if (boxes.push(box) > MOST_BOXES) refuse('it has too many MP4 boxes');
    at = box.end;
  }
  return boxes;
}

async function place(file: AudioFile, boxes: readonly Box[], moov: Box, edited: Buffer): Promise<Splice> {
  const { start, end } = moov;
  const growth = edited.length - (end - start);
  if (growth === 0) return { start, end, bytes: edited };
  const next = boxes[boxes.indexOf(moov) + 1];
  if (next && next.end - next.start < LARGEST_MOOV) {
    const size = next.end - next.start;
    const free = { ...next, start: 0, content: next.content - next.start, end: size };
    if (fitsInto(await file.read(next.start, size), free, growth)) {
      const rest = newBox(next.type, Buffer.alloc(size - growth - FREE_HEAD_BYTES));
      return { start, end: next.end, bytes: Buffer.concat([edited, rest]) };
    }
  }
  await requireMovable(file, boxes, moov);
  // programs that add a tag at the start do not change the offsets
  moveOffsets(edited, boxesIn(edited, 0, edited.length), 0, end - boxes[0].start, growth);
  return { start, end, bytes: edited };
}

/** Refuses fragments that state positions from the start of the file. */
async function requireMovable(file: AudioFile, boxes: readonly Box[], moov: Box): Promise<void> {
  for (const { type, start, end } of boxes.slice(boxes.indexOf(moov) + 1)) {
    if (type === 'mfra') refuse('it has a table of fragments, and no free space for tags');
    if (type !== 'moof') continue;
    if (end > file.size || end - start > LARGEST_MOOV) refuse('one of its fragments is damaged');
    const bytes = await file.read(start, end - start);
    const [moof] = boxesIn(bytes, 0, bytes.length);
    for (const traf of boxesIn(bytes, moof.content, moof.end).filter((box) => box.type === 'traf')) {
      const tfhd = boxesIn(bytes, traf.content, traf.end).find((box) => box.type === 'tfhd');
      if (tfhd && bytes[tfhd.content + 3] & BASE_DATA_OFFSET)
        refuse('it is fragmented, and has no free space for tags');
    }
  }
}

function moveOffsets(bytes: Buffer, boxes: readonly Box[], depth: number, from: number, growth: number): void {
  for (const box of boxes) {
    const { type, content, end } = box;
    if (depth < OFFSET_PATH.length && type === OFFSET_PATH[depth]) {
      moveOffsets(bytes, boxesIn(bytes, content, end), depth + 1, from, growth);
    }
    if (depth === OFFSET_PATH.length && (type === 'stco' || type === 'co64')) moveTable(bytes, box, from, growth);
  }
}

function moveTable(bytes: Buffer, { type, content, end }: Box, from: number, growth: number): void {
  const size = type === 'stco' ? 4 : 8;
  for (let at = content + TABLE_HEAD_BYTES; at + size <= end; at += size) {
    const offset = size === 4 ? bytes.readUInt32BE(at) : Number(bytes.readBigUInt64BE(at));
    if (offset < from) continue;
    if (size === 8) bytes.writeBigUInt64BE(BigInt(offset + growth), at);
    else if (offset + growth >= FOUR_GIB) refuse('its samples would be beyond 4 GB');
    else bytes.writeUInt32BE(offset + growth, at);
  }
}

function editMoov(bytes: Uint8Array, fields: TagFields): Buffer | null {
  const [moov] = boxesIn(bytes, 0, bytes.length);
  const children = boxesIn(bytes, moov.content, moov.end);
  if (children.some(({ type }) => type === 'cmov')) refuse('its MP4 header is compressed');
  const candidates = children.filter(({ type }) => type === 'udta');
  const withMeta = candidates.map((udta) => ({ udta, meta: itemsOf(bytes, udta) }));
  const { udta, meta } = withMeta.find((candidate) => candidate.meta) ?? { udta: candidates[0], meta: undefined };
  const replaced = (box: Box, part: Uint8Array) =>
    [bytes.subarray(moov.content, box.start), part, bytes.subarray(box.end, moov.end)] as const;
  if (!udta) {
    const end = children.at(-1)?.end ?? moov.content;
    const added = newBox('udta', newMeta(fields));
    return withContent(bytes, moov, bytes.subarray(moov.content, end), added, bytes.subarray(end, moov.end));
  }
  if (!meta) {
    const end = boxesIn(bytes, udta.content, udta.end).at(-1)?.end ?? udta.content;
    const parts = [bytes.subarray(udta.content, end), newMeta(fields), bytes.subarray(end, udta.end)];
    return withContent(bytes, moov, ...replaced(udta, withContent(bytes, udta, ...parts)));
  }
  const edited = editMeta(bytes, meta, fields);
  if (!edited) return null;
  const parts = [bytes.subarray(udta.content, meta.start), edited, bytes.subarray(meta.end, udta.end)];
  return withContent(bytes, moov, ...replaced(udta, withContent(bytes, udta, ...parts)));
}

/** The `meta` box of iTunes tags has an item list, or the handler of one. */
function itemsOf(bytes: Uint8Array, udta: Box): Box | undefined {
  const metas = boxesIn(bytes, udta.content, udta.end).filter(({ type }) => type === 'meta');
  const isOfItems = (meta: Box) =>
    metaChildren(bytes, meta).some(
      ({ type, content }) =>
        type === 'ilst' ||
        (type === 'hdlr' && Buffer.from(bytes.subarray(content + 8, content + 12)).toString() === 'mdir'),
    );
  return metas.find(isOfItems);
}
