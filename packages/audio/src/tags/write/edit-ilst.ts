import type { Box } from '../../formats/mp4-boxes.ts';
import type { TagFields } from '../tag-fields.ts';
import { type FoundField, fieldsToWrite, isField } from './field-changes.ts';
import { boxesIn, newBox, withContent } from './mp4-boxes.ts';

const OWNER = 'com.apple.iTunes';
const FREEFORM = '----';
/** Version and flags before a name. A value also has a language. */
const NAME_HEAD_BYTES = 4;
const VALUE_HEAD_BYTES = 8;
const UTF8 = 1;
const FREE_HEAD_BYTES = 8;

export function newMeta(fields: TagFields): Buffer {
  const handler = Buffer.alloc(25);
  handler.write('mdirappl', 8);
  const items = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [newItem({ name, value })],
  );
  return newBox('meta', Buffer.alloc(4), newBox('hdlr', handler), newBox('ilst', ...items));
}

/** Returns a box of the same size if its free space allows; null if it already has the fields. Throws TagRefusal. */
export function editMeta(bytes: Uint8Array, meta: Box, fields: TagFields): Buffer | null {
  const children = metaChildren(bytes, meta);
  const ilst = children.find(({ type }) => type === 'ilst');
  const list = ilst ? editIlst(bytes, ilst, fields) : newBox('ilst', ...newItems(fields));
  if (!list) return null;
  const oldBytes = ilst ? ilst.end - ilst.start : 0;
  const free = children.find((box) => fitsInto(bytes, box, list.length - oldBytes));
  const parts: Uint8Array[] = [];
  let from = meta.content;
  const replace = (start: number, end: number, part: Uint8Array) => {
    parts.push(bytes.subarray(from, start), part);
    from = end;
  };
  const end = children.at(-1)?.end ?? meta.end;
  const edits = [{ start: ilst?.start ?? end, end: ilst?.end ?? end, part: list }];
  if (free) {
    const rest = free.end - free.start - (list.length - oldBytes);
    edits.push({ start: free.start, end: free.end, part: newBox(free.type, Buffer.alloc(rest - FREE_HEAD_BYTES)) });
  }
  for (const edit of edits.sort((a, b) => a.start - b.start)) replace(edit.start, edit.end, edit.part);
  parts.push(bytes.subarray(from, meta.end));
  return withContent(bytes, meta, ...parts);
}

/** Returns true for empty free space that can shrink or grow by a number of bytes. */
export function fitsInto(bytes: Uint8Array, { type, start, content, end }: Box, growth: number): boolean {
  if ((type !== 'free' && type !== 'skip') || content - start !== FREE_HEAD_BYTES) return false;
  return end - content >= growth && bytes.subarray(content, end).every((byte) => byte === 0);
}

/** QuickTime omits version and flags of a `meta` box. */
export function metaChildren(bytes: Uint8Array, { content, end }: Box): Box[] {
  const isQuickTime = Buffer.from(bytes.subarray(content + 4, content + 8)).toString('latin1') === 'hdlr';
  return boxesIn(bytes, isQuickTime ? content : content + 4, end);
}

function editIlst(bytes: Uint8Array, ilst: Box, fields: TagFields): Buffer | null {
  const items = boxesIn(bytes, ilst.content, ilst.end);
  const found = items.flatMap((box) => {
    const field = fieldOf(bytes, box);
    return field && isField(field.name, fields) ? [{ ...field, box }] : [];
  });
  const wanted = fieldsToWrite(found, fields, 'all');
  if (!wanted) return null;
  const place = found[0]?.box.start ?? ilst.end;
  const kept = (box: Box) => (found.some((field) => field.box === box) ? [] : [bytes.subarray(box.start, box.end)]);
  return withContent(
    bytes,
    ilst,
    ...items.filter(({ start }) => start < place).flatMap(kept),
    ...wanted.map(newItem),
    ...items.filter(({ start }) => start >= place).flatMap(kept),
    bytes.subarray(items.at(-1)?.end ?? ilst.content, ilst.end),
  );
}

function fieldOf(bytes: Uint8Array, item: Box): FoundField | undefined {
  if (item.type !== FREEFORM) return undefined;
  const parts = boxesIn(bytes, item.content, item.end);
  const textOf = (type: string, skipped: number) => {
    const box = parts.find((part) => part.type === type);
    return Buffer.from(box ? bytes.subarray(box.content + skipped, box.end) : []).toString();
  };
  return { name: textOf('name', NAME_HEAD_BYTES).toUpperCase(), value: textOf('data', VALUE_HEAD_BYTES) };
}

function newItems(fields: TagFields): Buffer[] {
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [newItem({ name, value })]));
}

function newItem({ name, value }: FoundField): Buffer {
  const valueHead = Buffer.alloc(VALUE_HEAD_BYTES);
  valueHead[3] = UTF8;
  return newBox(
    FREEFORM,
    newBox('mean', Buffer.alloc(NAME_HEAD_BYTES), Buffer.from(OWNER)),
    newBox('name', Buffer.alloc(NAME_HEAD_BYTES), Buffer.from(name)),
    newBox('data', valueHead, Buffer.from(value)),
  );
}
