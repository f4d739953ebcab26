import type { Id3v2Tag, File as TagFile, Id3v2UserTextInformationFrame as UserTextFrame } from 'node-taglib-sharp';
import type { AudioFormat } from '../formats/audio-format.ts';

type TagLib = typeof import('node-taglib-sharp');

/** Fields of a file's tags by name; undefined means no such field. */
export type TagFields = Readonly<Record<string, string | undefined>>;

/** Reads and writes fields of one tag by name. */
interface FieldAccess {
  get(name: string): string | undefined;
  set(name: string, value: string | undefined): void;
}

/** MIME types that select the library's reader, whatever the file's name. Not WMA: its writer damages the audio. */
const MIME_TYPES: Readonly<Partial<Record<AudioFormat, string>>> = {
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  flac: 'audio/x-flac',
  'ogg-vorbis': 'audio/ogg',
  'ogg-opus': 'audio/ogg',
  mp3: 'audio/mpeg',
  adts: 'audio/aac',
  mp4: 'audio/mp4',
};
/** Formats to which the library adds empty tags of other kinds. */
const GAINS_EMPTY_TAGS: readonly AudioFormat[] = ['mp3', 'adts', 'wav'];
/** Version of ID3v2 that every program reads. */
const ID3_VERSION = 3;
const APPLE_OWNER = 'com.apple.iTunes';

/** Returns true if tags can be written to files of a format. */
export function canWriteTags(format: AudioFormat): boolean {
  return MIME_TYPES[format] !== undefined;
}

/** Returns true if a file's tags already hold these fields. Throws the errors of `node-taglib-sharp`. */
export async function hasTagFields(path: string, format: AudioFormat, fields: TagFields): Promise<boolean> {
  return withTags(path, format, (accesses) =>
    accesses.every((access) => Object.entries(fields).every(([name, value]) => access.get(name) === value)),
  );
}

/** Writes fields into a file's tags, in place, and keeps all others. Throws the errors of `node-taglib-sharp`. */
export async function saveTagFields(path: string, format: AudioFormat, fields: TagFields): Promise<void> {
  await withTags(path, format, (accesses, file) => {
    for (const access of accesses) for (const [name, value] of Object.entries(fields)) access.set(name, value);
    file.save();
  });
}

/** Opens a file's tags. `node-taglib-sharp` is loaded here alone. */
async function withTags<T>(
  path: string,
  format: AudioFormat,
  use: (accesses: readonly FieldAccess[], file: TagFile) => T,
): Promise<T> {
  const taglib = await import('node-taglib-sharp');
  const file = taglib.File.createFromPath(path, MIME_TYPES[format], taglib.ReadStyle.None);
  try {
    if (GAINS_EMPTY_TAGS.includes(format)) file.removeTags(file.tagTypes & ~file.tagTypesOnDisk);
    return use(accessesOf(taglib, file, format), file);
  } finally {
    file.dispose();
  }
}

/** Returns the tags that players read gain from: that of the format, and an APE tag if an MP3 file has one. */
function accessesOf(taglib: TagLib, file: TagFile, format: AudioFormat): FieldAccess[] {
  const { TagTypes } = taglib;
  const found = [file.getTag(tagTypeOf(taglib, format), true), file.getTag(TagTypes.Ape, false)];
  return found.flatMap((tag): FieldAccess[] => {
    if (tag instanceof taglib.Id3v2Tag) {
      if ((file.tagTypesOnDisk & TagTypes.Id3v2) === 0) tag.version = ID3_VERSION;
      return [id3Access(taglib, tag)];
    }
    if (tag instanceof taglib.XiphComment) {
      return [
        {
          get: (name) => tag.getFieldFirstValue(name) || undefined,
          set: (name, value) => (value === undefined ? tag.removeField(name) : tag.setFieldAsStrings(name, value)),
        },
      ];
    }
    if (tag instanceof taglib.Mpeg4AppleTag) {
      const put = (name: string, ...values: string[]) => tag.setItunesStrings(APPLE_OWNER, name, ...values);
      return [
        {
          get: (name) => tag.getFirstItunesString(APPLE_OWNER, name) || undefined,
          set(name, value) {
            // some programs write the name in lower case: two fields would contradict each other
            put(name.toLowerCase());
            put(name, ...(value === undefined ? [] : [value]));
          },
        },
      ];
    }
    if (tag instanceof taglib.ApeTag) {
      return [
        {
          get: (name) => tag.getItem(name)?.toString() || undefined,
          set: (name, value) => (value === undefined ? tag.removeItem(name) : tag.setStringValue(name, value)),
        },
      ];
    }
    return [];
  });
}

function tagTypeOf({ TagTypes }: TagLib, format: AudioFormat) {
  if (format === 'mp4') return TagTypes.Apple;
  return format === 'flac' || format.startsWith('ogg') ? TagTypes.Xiph : TagTypes.Id3v2;
}

/** Reads and writes custom fields, which ID3v2 keeps in TXXX frames. Programs write their names in any case. */
function id3Access(taglib: TagLib, tag: Id3v2Tag): FieldAccess {
  const { Id3v2UserTextInformationFrame: UserText, Id3v2FrameClassType } = taglib;
  const frameOf = (name: string) =>
    UserText.findUserTextInformationFrame(
      tag.getFramesByClassType<UserTextFrame>(Id3v2FrameClassType.UserTextInformationFrame),
      name,
      false,
    );
  return {
    get: (name) => frameOf(name)?.text[0] || undefined,
    set(name, value) {
      for (let frame = frameOf(name); frame; frame = frameOf(name)) tag.removeFrame(frame);
      if (value === undefined) return;
      const frame = UserText.fromDescription(name);
      frame.text = [value];
      tag.addFrame(frame);
    },
  };
}
