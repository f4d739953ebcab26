import type { Id3v2Tag, File as TagFile, Id3v2UserTextInformationFrame as UserTextFrame } from 'node-taglib-sharp';
import type { AudioFormat } from './audio-decoder.ts';

type TagLib = typeof import('node-taglib-sharp');

/** Fields of a file's tags by name; undefined means that the field is not to be there. */
export type TagFields = Readonly<Record<string, string | undefined>>;

/** Reads and writes fields of one tag by name. */
interface FieldAccess {
  get(name: string): string | undefined;
  set(name: string, value: string | undefined): void;
}

/** Which reader suits a format, in the library's words; a file's name is not asked. What it has for WMA damages the sound. */
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
/** Formats to which the library would like to add empty tags of other kinds. */
const MANY_TAGS: readonly AudioFormat[] = ['mp3', 'adts', 'wav'];
/** The version of ID3v2 that every program reads. */
const ID3_VERSION = 3;
const APPLE_OWNER = 'com.apple.iTunes';

/** Whether tags can be written to files of a format. */
export function canWriteTags(format: AudioFormat): boolean {
  return MIME_TYPES[format] !== undefined;
}

/** Whether a file's tags hold these fields already. Throws whatever `node-taglib-sharp` throws. */
export async function hasTagFields(path: string, format: AudioFormat, fields: TagFields): Promise<boolean> {
  return withTags(path, format, (accesses) =>
    accesses.every((access) => Object.entries(fields).every(([name, value]) => access.get(name) === value)),
  );
}

/** Writes fields into a file's tags, in place; everything else in them stays. Throws whatever `node-taglib-sharp` throws. */
export async function saveTagFields(path: string, format: AudioFormat, fields: TagFields): Promise<void> {
  await withTags(path, format, (accesses, file) => {
    for (const access of accesses) for (const [name, value] of Object.entries(fields)) access.set(name, value);
    file.save();
  });
}

/** The one place that loads `node-taglib-sharp`. */
async function withTags<T>(
  path: string,
  format: AudioFormat,
  use: (accesses: readonly FieldAccess[], file: TagFile) => T,
): Promise<T> {
  const taglib = await import('node-taglib-sharp');
  const file = taglib.File.createFromPath(path, MIME_TYPES[format], taglib.ReadStyle.None);
  try {
    if (MANY_TAGS.includes(format)) file.removeTags(file.tagTypes & ~file.tagTypesOnDisk);
    return use(accessesOf(taglib, file, format), file);
  } finally {
    file.dispose();
  }
}

/** The tags of a file that players look into for gain: that of its format, and an APE tag where an MP3 file has one. */
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
            // some programs write the name in small letters, and two fields of one meaning would contradict each other
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

/** ID3v2 keeps fields of one's own in TXXX frames; programs differ in how they write the name. */
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
