import type { TagFields } from '../tag-fields.ts';
import { type Element, isGain, kept } from './element.ts';

const OWN_VENDOR = 'rbassist';

export function* listComments(block: Buffer, fields: TagFields, tag: string): Generator<Element> {
  let rest = block;
  const next = (): Buffer => {
    const size = rest.length < 4 ? 0 : rest.readUInt32LE();
    const text = rest.subarray(4, 4 + size);
    rest = rest.subarray(4 + size);
    return text;
  };
  const vendor = next();
  if (vendor.toString() !== OWN_VENDOR) yield kept(`${tag}, vendor`, vendor);
  let count = rest.length < 4 ? 0 : rest.readUInt32LE();
  rest = rest.subarray(4);
  for (; count > 0 && rest.length >= 4; count--) {
    const comment = next();
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(comment.toString()) ?? [];
    if (name !== undefined && isGain(name, fields)) yield { tag, gain: name, text: value };
    else yield kept(`${tag}, comment ${name}`, comment);
  }
  if (count > 0) yield kept(`${tag}, missing comments`, Buffer.from(String(count)));
  yield kept(`${tag}, bytes after the comments`, rest);
}
