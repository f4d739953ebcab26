import type { TagFields } from '../tag-fields.ts';
import { type Element, fact, isGain, kept, type TagEnd } from './element.ts';

const MAGIC = 'APETAGEX';
const IS_HEADER = 0x20000000;
const HAS_HEADER = 0x80000000;

export function apeFooters(bytes: Buffer): TagEnd[] {
  const ends: TagEnd[] = [];
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if (at + 32 > bytes.length || bytes.readUInt32LE(at + 20) & IS_HEADER) continue;
    const size = bytes.readUInt32LE(at + 12) + (bytes.readUInt32LE(at + 20) & HAS_HEADER ? 32 : 0);
    if (size >= 32) ends.push({ to: at + 32, size });
  }
  return ends;
}

export function* listApe(tag: Buffer, fields: TagFields): Generator<Element> {
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
  if (rest.length > 0) yield kept('APEv2 tag, bytes after the items', rest);
}
