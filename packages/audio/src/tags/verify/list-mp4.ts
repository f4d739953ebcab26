import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { type Element, fact, isGain, isKept, kept } from './element.ts';
import { listWithEndTags } from './list-end-tags.ts';
import { listLeadingId3 } from './list-id3.ts';

const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta']);
const FREE = new Set(['free', 'skip']);

interface Part {
  type: string;
  from: number;
  /** End of the box, or of the file if it cuts the box off. */
  to: number;
  stated: number;
}

/** Gives sample offsets relative to the box that contains the samples. */
export async function* listMp4(file: AudioFile, fields: TagFields): AsyncGenerator<Element> {
  const start = yield* listLeadingId3(file, fields);
  const { parts, end } = await topParts(file, start);
  const places = parts.filter(({ type }) => type !== 'moov' && !FREE.has(type));
  for (const { type, from, to } of parts) {
    if (type === 'moov') {
      yield* listBoxes(Buffer.from(await file.read(from, to - from)), 'moov', { fields, places, start });
    } else if (!FREE.has(type) || (await hasContent(file, from, to))) {
      yield { name: `box ${type}`, range: [from, to] };
    }
  }
  yield* listWithEndTags(file, [end, file.size], 'bytes after the last box', fields);
}

async function topParts(file: AudioFile, start: number): Promise<{ parts: Part[]; end: number }> {
  const parts: Part[] = [];
  let at = start;
  for (;;) {
    const head = Buffer.from(await file.read(at, 16));
    const size = head.length < 8 ? 0 : head.readUInt32BE();
    const wide = size === 1 && head.length === 16;
    const end = size === 0 ? file.size : at + (wide ? Number(head.readBigUInt64BE(8)) : size);
    const type = head.toString('latin1', 4, 8);
    const from = at + (wide ? 16 : 8);
    const isCut = end > file.size && type !== 'mdat';
    if (head.length < 8 || end < from || isCut || /[^ -~]/.test(type)) return { parts, end: at };
    at = Math.min(end, file.size);
    parts.push({ type, from, to: at, stated: end });
  }
}

async function hasContent(file: AudioFile, from: number, to: number): Promise<boolean> {
  for (let at = from; at < to; at += 1 << 20) {
    if ((await file.read(at, Math.min(1 << 20, to - at))).some((byte) => byte > 0)) return true;
  }
  return false;
}

interface Context {
  fields: TagFields;
  places: readonly Part[];
  /** Offset of the first box, after tags that a program may have added later. */
  start: number;
}

function* split(bytes: Buffer): Generator<{ type: string; content: Buffer }, Buffer> {
  let rest = bytes;
  while (rest.length >= 8) {
    const stated = rest.readUInt32BE();
    const head = stated === 1 && rest.length >= 16 ? 16 : 8;
    const size = head === 16 ? Number(rest.readBigUInt64BE(8)) : stated || rest.length;
    if (size < head || size > rest.length) break;
    yield { type: rest.toString('latin1', 4, 8), content: rest.subarray(head, size) };
    rest = rest.subarray(size);
  }
  return rest;
}

function* listBoxes(bytes: Buffer, path: string, context: Context): Generator<Element> {
  const boxes = split(bytes);
  for (;;) {
    const next = boxes.next();
    if (next.done) {
      if (next.value.length > 0) yield kept(`bytes after the boxes in ${path}`, next.value);
      return;
    }
    const { type, content } = next.value;
    const here = `${path}/${type}`;
    if (HOLDERS.has(type)) yield* listBoxes(content, here, context);
    else if (here === 'moov/udta/meta') yield* listMeta(content, here, context);
    else if (here.endsWith('stbl/stco')) yield offsets(here, content, 4, context);
    else if (here.endsWith('stbl/co64')) yield offsets(here, content, 8, context);
    else if (!FREE.has(type) || content.some((byte) => byte > 0)) yield kept(`box ${here}`, content);
  }
}

/** Lists nothing if there are only gain fields. */
function* listMeta(meta: Buffer, path: string, { fields }: Context): Generator<Element> {
  const isQuickTime = meta.toString('latin1', 4, 8) === 'hdlr';
  const scaffold: Element[] = isQuickTime ? [] : [kept(`box ${path}`, meta.subarray(0, 4))];
  const found: Element[] = [];
  let isForeign = false;
  for (const { type, content } of split(isQuickTime ? meta : meta.subarray(4))) {
    if (type === 'ilst') for (const item of split(content)) found.push(listItem(item, `${path}/ilst`, fields));
    else if (!FREE.has(type) || content.some((byte) => byte > 0)) {
      scaffold.push(kept(`box ${path}/${type}`, content));
      if (type !== 'hdlr' || content.toString('latin1', 8, 12) !== 'mdir') isForeign = true;
    }
  }
  if (isForeign || found.some(isKept)) yield* scaffold;
  yield* found;
}

function listItem({ type, content }: { type: string; content: Buffer }, path: string, fields: TagFields): Element {
  if (type !== '----') return kept(`tag ${type}`, content);
  const parts = [...split(content)];
  const text = (part: string, from: number) =>
    parts.find((each) => each.type === part)?.content.toString('utf8', from) ?? '';
  const name = text('name', 4);
  if (isGain(name, fields)) return { tag: path, gain: name, text: text('data', 8) };
  return kept(`tag ---- ${name}`, content);
}

function offsets(path: string, table: Buffer, width: 4 | 8, { places, start }: Context): Element {
  const placeOf = (offset: number) => places.findIndex(({ from, stated }) => offset >= from && offset < stated);
  const positions = [table.toString('latin1', 0, 8)];
  for (let at = 8; at + width <= table.length; at += width) {
    const written = width === 4 ? table.readUInt32BE(at) : Number(table.readBigUInt64BE(at));
    const offset = placeOf(written + start) < 0 ? written : written + start;
    const place = placeOf(offset);
    positions.push(place < 0 ? `nowhere ${offset}` : `${place}+${offset - places[place].from}`);
  }
  return fact(`box ${path}`, positions.join());
}
