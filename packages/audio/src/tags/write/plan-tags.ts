import type { AudioFile } from '../../formats/audio-file.ts';
import type { AudioFormat } from '../../formats/audio-format.ts';
import type { TagFields } from '../tag-fields.ts';
import { editAiff, editWav } from './edit-chunks.ts';
import { editFlac } from './edit-flac.ts';
import { editMp4 } from './edit-mp4.ts';
import { editMpeg } from './edit-mpeg.ts';
import { editOgg } from './edit-ogg.ts';
import type { Splice } from './splice.ts';

type EditTags = (file: AudioFile, fields: TagFields) => Promise<Splice[]>;

const EDITORS: Readonly<Partial<Record<AudioFormat, EditTags>>> = {
  mp3: editMpeg,
  adts: editMpeg,
  wav: editWav,
  aiff: editAiff,
  flac: editFlac,
  'ogg-vorbis': (file, fields) => editOgg(file, fields, 'ogg-vorbis'),
  'ogg-opus': (file, fields) => editOgg(file, fields, 'ogg-opus'),
  'ogg-flac': (file, fields) => editOgg(file, fields, 'ogg-flac'),
  mp4: editMp4,
};

export function canWriteTags(format: AudioFormat): boolean {
  return EDITORS[format] !== undefined;
}

/** In the order of the file; empty if its tags have the fields. Throws TagRefusal, or TrackError for a damaged file. */
export async function planTags(file: AudioFile, format: AudioFormat, fields: TagFields): Promise<Splice[]> {
  return (await EDITORS[format]?.(file, fields)) ?? [];
}
