import type { TagFields } from '../tag-fields.ts';
import { type FieldPolicy, type FoundField, fieldsToWrite, isField } from './field-changes.ts';
import { refuse } from './tag-refusal.ts';

const VENDOR = 'rbassist';

interface Comment extends FoundField {
  bytes: Uint8Array;
}

export function newComments(fields: TagFields): Uint8Array {
  const empty = Buffer.concat([counted(Buffer.from(VENDOR)), Buffer.alloc(4)]);
  return editComments(empty, fields, 'all') ?? empty;
}

/** Edits a block without an Ogg packet's signature. Returns null if it already has the fields. Throws TagRefusal. */
export function editComments(block: Uint8Array, fields: TagFields, policy: FieldPolicy): Uint8Array | null {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  let at = 0;
  const size = (): number => {
    if (at + 4 > block.length) refuse('its Vorbis comments are damaged');
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const text = (): Uint8Array => {
    const start = at;
    const bytes = size();
    at += bytes;
    if (at > block.length) refuse('its Vorbis comments are damaged');
    return block.subarray(start, at);
  };
  const vendor = text();
  const count = size();
  const comments: Comment[] = [];
  for (let i = 0; i < count; i++) comments.push(commentOf(text()));
  const found = comments.filter(({ name }) => isField(name, fields));
  const wanted = fieldsToWrite(found, fields, policy);
  if (!wanted) return null;
  const place = found.length > 0 ? comments.indexOf(found[0]) : comments.length;
  const kept = (some: readonly Comment[]) =>
    some.filter((comment) => !found.includes(comment)).map(({ bytes }) => bytes);
  const written = [
    ...kept(comments.slice(0, place)),
    ...wanted.map(({ name, value }) => counted(Buffer.from(`${name}=${value}`))),
    ...kept(comments.slice(place)),
  ];
  const newCount = Buffer.alloc(4);
  newCount.writeUInt32LE(written.length);
  return Buffer.concat([vendor, newCount, ...written, block.subarray(at)]);
}

function commentOf(bytes: Uint8Array): Comment {
  const equals = bytes.indexOf(0x3d, 4);
  const name = Buffer.from(bytes.subarray(4, equals < 0 ? 4 : equals)).toString('latin1');
  return { name: name.toUpperCase(), value: Buffer.from(bytes.subarray(equals + 1)).toString(), bytes };
}

function counted(bytes: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  return Buffer.concat([size, bytes]);
}
