import { ascii } from '../../formats/ascii.ts';
import type { AudioFile } from '../../formats/audio-file.ts';
import { FLAC_COMMENTS, type FlacBlock, flacBlocks } from '../../formats/flac-blocks.ts';
import type { TagFields } from '../tag-fields.ts';
import { editComments, newComments } from './edit-comments.ts';
import { editEndTags, leadingTags, trailingTags } from './end-tags.ts';
import { growthOf, type Splice } from './splice.ts';
import { refuse } from './tag-refusal.ts';

const LAST = 0x80;
const PADDING = 1;
const LARGEST_BLOCK = 2 ** 24 - 1;

/** Uses the file's padding (RFC 9639). Other kinds of tags with such fields get the same values. Throws TagRefusal. */
export async function editFlac(file: AudioFile, fields: TagFields): Promise<Splice[]> {
  const leading = await leadingTags(file);
  const start = leading.at(-1)?.end ?? 0;
  const { blocks, audioStart } = await blocksOf(file, start);
  const trailing = await trailingTags(file, audioStart);
  return [
    ...(await editEndTags(file, leading, fields, () => 'present')),
    ...(await editBlocks(file, blocks, fields)),
    ...(await editEndTags(file, trailing, fields, () => 'present')),
  ];
}

async function editBlocks(file: AudioFile, blocks: readonly FlacBlock[], fields: TagFields): Promise<Splice[]> {
  const [first] = blocks;
  const comments = blocks.filter(({ kind }) => kind === FLAC_COMMENTS);
  const splices: Splice[] = [];
  for (const block of comments) {
    const content = await file.read(block.content, block.end - block.content);
    const edited = editComments(content, fields, block === comments[0] ? 'all' : 'present');
    if (edited) splices.push({ start: block.start, end: block.end, bytes: newBlock(block, edited) });
  }
  if (comments.length === 0) {
    const added = newBlock({ kind: FLAC_COMMENTS, isLast: first.isLast }, newComments(fields));
    splices.push({ start: first.start, end: first.start + 1, bytes: Uint8Array.of(first.kind) });
    splices.push({ start: first.end, end: first.end, bytes: added });
  }
  const padding = splices.length > 0 && (await resizedPadding(file, blocks, growthOf(splices)));
  return padding ? [...splices, padding].sort((a, b) => a.start - b.start) : splices;
}

/** Shrinks the first padding that is large enough by the growth of the other blocks. */
async function resizedPadding(
  file: AudioFile,
  blocks: readonly FlacBlock[],
  growth: number,
): Promise<Splice | undefined> {
  if (growth === 0) return undefined;
  for (const block of blocks) {
    const { kind, start, content, end } = block;
    const rest = end - content - growth;
    if (kind !== PADDING || rest < 0 || rest > LARGEST_BLOCK) continue;
    // some programs store data in the padding
    const isEmpty = (await file.read(content, end - content)).every((byte) => byte === 0);
    if (isEmpty) return { start, end, bytes: newBlock(block, new Uint8Array(rest)) };
  }
  return undefined;
}

async function blocksOf(file: AudioFile, start: number): Promise<{ blocks: FlacBlock[]; audioStart: number }> {
  if (ascii(await file.read(start, 4), 0, 4) !== 'fLaC') refuse('its FLAC header is damaged');
  const blocks = await flacBlocks(file, start);
  const last = blocks.at(-1);
  if (!last?.isLast) return refuse('its FLAC metadata is damaged');
  const [sync, more] = await file.read(last.end, 2);
  if (sync !== 0xff || (more & 0xfc) !== 0xf8) refuse('its FLAC metadata does not lead to its audio');
  return { blocks, audioStart: last.end };
}

function newBlock({ kind, isLast }: Pick<FlacBlock, 'kind' | 'isLast'>, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length > LARGEST_BLOCK) refuse('its Vorbis comments would exceed 16 MB');
  const first = kind | (isLast ? LAST : 0);
  return Buffer.concat([Uint8Array.of(first, length >> 16, (length >> 8) & 0xff, length & 0xff), content]);
}
