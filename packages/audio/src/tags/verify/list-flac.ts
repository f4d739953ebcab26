import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { type Element, fact, isKept, kept } from './element.ts';
import { listComments } from './list-comments.ts';
import { listWithEndTags } from './list-end-tags.ts';
import { listLeadingId3 } from './list-id3.ts';

const PADDING = 1;
const COMMENTS = 4;
const PICTURE = 6;

export async function* listFlac(file: AudioFile, fields: TagFields): AsyncGenerator<Element> {
  let at = yield* listLeadingId3(file, fields);
  yield kept('FLAC marker', await file.read(at, 4));
  at += 4;
  for (let isLast = false; !isLast && at < file.size; ) {
    const head = Buffer.from(await file.read(at, 4));
    if (head.length < 4) break;
    isLast = head.readInt8() < 0;
    const kind = head.readUInt8() % 128;
    const size = head.readUIntBE(1, 3);
    const name = kind === PICTURE ? 'picture' : `FLAC block of kind ${kind}`;
    if (kind === COMMENTS) {
      const elements = [...listComments(Buffer.from(await file.read(at + 4, size)), fields, 'Vorbis comments')];
      if (elements.some((element) => isKept(element) && !isEmpty(element))) yield* elements;
      else yield* elements.filter((element) => !isKept(element));
    } else if (kind !== PADDING || (await file.read(at + 4, size)).some((byte) => byte > 0)) {
      yield { name, range: [at + 4, Math.min(file.size, at + 4 + size)] };
    }
    at += 4 + size;
  }
  yield fact('FLAC frames', at <= file.size ? 'follow' : 'are missing');
  yield* listWithEndTags(file, [Math.min(at, file.size), file.size], 'audio and the tags after it', fields);
}

function isEmpty(element: Element): boolean {
  return 'value' in element && element.value.length === 0;
}
