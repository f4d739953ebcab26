import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { newId3 } from './edit-id3.ts';
import { type EndTag, editEndTags, leadingTags, trailingTags } from './end-tags.ts';
import type { FieldPolicy } from './field-changes.ts';
import type { Splice } from './splice.ts';

/** A file with only an APEv2 tag gets no ID3v2 tag: a program that reads only the first tag would miss the title. */
export async function editMpeg(file: AudioFile, fields: TagFields): Promise<Splice[]> {
  const leading = await leadingTags(file);
  const trailing = await trailingTags(file, leading.at(-1)?.end ?? 0);
  const policyOf = (tag: EndTag): FieldPolicy => (tag.kind === 'ape' || tag === leading[0] ? 'all' : 'present');
  const splices = await editEndTags(file, [...leading, ...trailing], fields, policyOf);
  const isTagged = leading.length > 0 || trailing.some(({ kind }) => kind === 'ape');
  return isTagged ? splices : [{ start: 0, end: 0, bytes: newId3(fields) }, ...splices];
}
