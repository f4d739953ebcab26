import { AudioFile } from '../../formats/audio-file.ts';
import type { AudioFormat } from '../../formats/audio-format.ts';
import type { TagFields } from '../tag-fields.ts';
import type { Element, ListElements } from './element.ts';
import { listChunks } from './list-chunks.ts';
import { listFlac } from './list-flac.ts';
import { listMp4 } from './list-mp4.ts';
import { listMpeg } from './list-mpeg.ts';
import { listOgg } from './list-ogg.ts';

const LISTERS: Readonly<Partial<Record<AudioFormat, ListElements>>> = {
  mp3: listMpeg,
  adts: listMpeg,
  wav: listChunks,
  aiff: listChunks,
  flac: listFlac,
  'ogg-vorbis': listOgg,
  'ogg-opus': listOgg,
  'ogg-flac': listOgg,
  mp4: listMp4,
};
const PIECE_BYTES = 1 << 20;

/** Compares every byte of a tagged copy, without code of the writer. Returns the name of a part that differs. */
export async function differingPart(
  original: string,
  copy: string,
  format: AudioFormat,
  fields: TagFields,
): Promise<string | undefined> {
  const list = LISTERS[format];
  if (!list) return `format ${format}`;
  await using files = await openBoth(original, copy);
  const before = keptElements(list(files.before, fields));
  const gains: string[] = [];
  for await (const element of list(files.after, fields)) {
    if ('gain' in element) {
      const name = element.gain.toUpperCase();
      if (fields[name] !== element.text) return `field ${name}`;
      gains.push(`${name} in ${element.tag}`);
      continue;
    }
    const { value: expected } = await before.next();
    if (!expected || expected.name !== element.name) return expected?.name ?? element.name;
    if (!(await haveSameBytes(files.before, expected, files.after, element))) return element.name;
  }
  const { value: missing } = await before.next();
  if (missing) return missing.name;
  if (new Set(gains).size < gains.length) return 'gain fields: one of them exists twice';
  const lost = Object.keys(fields).find((name) => fields[name] && !gains.some((gain) => gain.startsWith(`${name} `)));
  return lost && `field ${lost}`;
}

type KeptElement = Exclude<Element, { gain: string }>;

async function openBoth(original: string, copy: string) {
  const before = await AudioFile.open(original);
  const after = await AudioFile.open(copy).catch(async (error: unknown) => {
    await before.close();
    throw error;
  });
  return {
    before,
    after,
    async [Symbol.asyncDispose]() {
      await before.close();
      await after.close();
    },
  };
}

async function* keptElements(elements: AsyncIterable<Element>): AsyncGenerator<KeptElement, undefined> {
  for await (const element of elements) if (!('gain' in element)) yield element;
}

async function haveSameBytes(a: AudioFile, one: KeptElement, b: AudioFile, other: KeptElement): Promise<boolean> {
  if ('value' in one || 'value' in other) {
    return 'value' in one && 'value' in other && Buffer.compare(one.value, other.value) === 0;
  }
  const length = one.range[1] - one.range[0];
  if (other.range[1] - other.range[0] !== length) return false;
  for (let at = 0; at < length; at += PIECE_BYTES) {
    const count = Math.min(PIECE_BYTES, length - at);
    const pieces = [await a.read(one.range[0] + at, count), await b.read(other.range[0] + at, count)];
    if (pieces[0].length !== count || Buffer.compare(pieces[0], pieces[1]) !== 0) return false;
  }
  return true;
}
