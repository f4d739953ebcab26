import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { type Element, fact, kept } from './element.ts';
import { listWithEndTags } from './list-end-tags.ts';
import { listId3, listLeadingId3 } from './list-id3.ts';

const UNKNOWN = 0x7fff0000;

export async function* listChunks(file: AudioFile, fields: TagFields): AsyncGenerator<Element> {
  const start = yield* listLeadingId3(file, fields);
  const head = Buffer.from(await file.read(start, 12));
  const isBig = head.toString('latin1', 0, 4) === 'FORM';
  const sizeOf = (bytes: Buffer) => (isBig ? bytes.readUInt32BE(4) : bytes.readUInt32LE(4));
  const size = sizeOf(head);
  yield kept('kind of file', Buffer.concat([head.subarray(0, 4), head.subarray(8)]));
  const behind = file.size - start - 8 - size;
  const isUnknown = size === 0 || (size >= UNKNOWN && behind < 0);
  yield fact('size of the file', isUnknown ? `states ${size}` : `${behind === 1 ? 0 : behind} bytes after the end`);
  let at = start + 12;
  while (at < file.size) {
    const chunk = Buffer.from(await file.read(at, 8));
    const id = chunk.toString('latin1', 0, 4);
    const end = chunk.length < 8 ? at : at + 8 + sizeOf(chunk);
    const takesTheRest = (id === 'data' || id === 'SSND') && end === at + 8;
    if (chunk.length < 8 || /[^ -~]/.test(id) || end > file.size || takesTheRest) break;
    if (id === 'id3 ' || id === 'ID3 ') yield* listTags(Buffer.from(await file.read(at + 8, end - at - 8)), fields, id);
    else yield { name: `chunk ${id}`, range: [at, end] };
    at = end + ((end - at) % 2);
  }
  if (at < file.size) yield* listWithEndTags(file, [at, file.size], 'bytes after the chunks', fields);
}

function* listTags(content: Buffer, fields: TagFields, id: string): Generator<Element> {
  const size = content.length < 10 ? 0 : [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (content[at] & 127), 10);
  const end = size + (content[5] & 16 ? 10 : 0);
  yield* listId3(content.subarray(0, end), fields, `chunk ${id}`);
  if (content.length > end) yield kept(`chunk ${id}, bytes after the tag`, content.subarray(end));
}
