import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { newId3 } from './edit-id3.ts';
import { type EndTag, editEndTags, leadingTags, trailingTags } from './end-tags.ts';
import type { FieldPolicy } from './field-changes.ts';
import type { Splice } from './splice.ts';

/**
 * Edits the ID3v2 tag at the start and every APEv2 tag. A file with neither gets an ID3v2 tag. A file with only an
 * APEv2 tag does not: a program that reads only the first kind of tag would then miss the title. Throws TagRefusal.
 */
export async function editMpeg(file: AudioFile, fields: TagFields): Promise<Splice[]> {
  const leading = await leadingTags(file);
  const trailing = await trailingTags(file, leading.at(-1)?.end ?? 0);
  const policyOf = (tag: EndTag): FieldPolicy => (tag.kind === 'ape' || tag === leading[0] ? 'all' : 'present');
  const splices = await editEndTags(file, [...leading, ...trailing], fields, policyOf);
  const isTagged = leading.length > 0 || trailing.some(({ kind }) => kind === 'ape');
  return isTagged ? splices : [{ start: 0, end: 0, bytes: newId3(fields) }, ...splices];
}
