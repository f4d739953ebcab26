import { ascii } from '../formats/ascii.ts';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

const HEADER_BYTES = 32;
/** Bits 1 and 2 of an item's flags: 0 for text. */
const KIND = 6;

/** The tag may lack its header. Returns the readable items of a damaged one. */
export function parseApeTag(tag: Uint8Array): TagField[] {
  const fields: TagField[] = [];
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  const end = tag.length - HEADER_BYTES;
  for (let offset = ascii(tag, 0, 8) === 'APETAGEX' ? HEADER_BYTES : 0; offset + 8 < end; ) {
    const size = view.getUint32(offset, true);
    const flags = view.getUint32(offset + 4, true);
    const keyEnd = tag.indexOf(0, offset + 8);
    if (keyEnd < 0 || keyEnd + 1 + size > end) break;
    const name = ascii(tag, offset + 8, Math.min(255, keyEnd - offset - 8));
    const value = tag.subarray(keyEnd + 1, keyEnd + 1 + size);
    if ((flags & KIND) === 0) fields.push({ name, values: legacyText(value).split('\0') });
    offset = keyEnd + 1 + size;
  }
  return fields;
}
