import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import type { Element } from './element.ts';
import { listWithEndTags } from './list-end-tags.ts';
import { listLeadingId3 } from './list-id3.ts';

export async function* listMpeg(file: AudioFile, fields: TagFields): AsyncGenerator<Element> {
  const start = yield* listLeadingId3(file, fields);
  yield* listWithEndTags(file, [start, file.size], 'audio and the tags after it', fields);
}
