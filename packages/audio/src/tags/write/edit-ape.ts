import { ascii } from '../../formats/ascii.ts';
import type { TagFields } from '../tag-fields.ts';
import { type FieldPolicy, type FoundField, fieldsToWrite, isField } from './field-changes.ts';
import { refuse } from './tag-refusal.ts';

export const APE_FOOTER_BYTES = 32;
const HAS_HEADER = 0x80000000;
const ITEM_HEAD_BYTES = 8;

interface Item extends FoundField {
  start: number;
  end: number;
}

/** Returns the size of the APE tag that ends with these 32 bytes, with its header; 0 if there is none. */
export function apeBytes(footer: Uint8Array): number {
  if (footer.length < APE_FOOTER_BYTES || ascii(footer, 0, 8) !== 'APETAGEX') return 0;
  const view = new DataView(footer.buffer, footer.byteOffset, footer.byteLength);
  return view.getUint32(12, true) + (view.getUint32(20, true) & HAS_HEADER ? APE_FOOTER_BYTES : 0);
}

/** Edits a whole tag, with header and footer. Returns null if it already has the fields. Throws TagRefusal. */
export function editApe(tag: Uint8Array, fields: TagFields, policy: FieldPolicy): Uint8Array | null {
  const footerStart = tag.length - APE_FOOTER_BYTES;
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  const start = view.getUint32(footerStart + 20, true) & HAS_HEADER ? APE_FOOTER_BYTES : 0;
  const items = itemsOf(tag.subarray(0, footerStart), start);
  if (items.length !== view.getUint32(footerStart + 16, true)) refuse('its APEv2 tag is damaged');
  const found = items.filter(({ name }) => isField(name, fields));
  const wanted = fieldsToWrite(found, fields, policy);
  if (!wanted) return null;
  const kept = (from: number, to: number) =>
    items
      .filter((item) => item.start >= from && item.start < to && !found.includes(item))
      .map((item) => tag.subarray(item.start, item.end));
  const place = found[0]?.start ?? footerStart;
  const body = Buffer.concat([...kept(start, place), ...wanted.map(newItem), ...kept(place, footerStart)]);
  const count = items.length - found.length + wanted.length;
  const ends = (bytes: Uint8Array): Buffer => {
    const copy = Buffer.from(bytes);
    if (copy.length === 0) return copy;
    copy.writeUInt32LE(body.length + APE_FOOTER_BYTES, 12);
    copy.writeUInt32LE(count, 16);
    return copy;
  };
  return Buffer.concat([ends(tag.subarray(0, start)), body, ends(tag.subarray(footerStart))]);
}

function itemsOf(bytes: Uint8Array, start: number): Item[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Item[] = [];
  for (let at = start; at < bytes.length; ) {
    const keyEnd = bytes.indexOf(0, at + ITEM_HEAD_BYTES);
    const end = keyEnd < 0 ? Number.POSITIVE_INFINITY : keyEnd + 1 + view.getUint32(at, true);
    if (end > bytes.length) refuse('its APEv2 tag is damaged');
    const name = Buffer.from(bytes.subarray(at + ITEM_HEAD_BYTES, keyEnd))
      .toString('latin1')
      .toUpperCase();
    items.push({ name, value: Buffer.from(bytes.subarray(keyEnd + 1, end)).toString(), start: at, end });
    at = end;
  }
  return items;
}

function newItem({ name, value }: FoundField): Buffer {
  const head = Buffer.alloc(ITEM_HEAD_BYTES);
  head.writeUInt32LE(Buffer.byteLength(value), 0);
  return Buffer.concat([head, Buffer.from(`${name}\0${value}`)]);
}
