import { TrackError } from '@rbassist/core';
import type { IAudioMetadata } from 'music-metadata';
import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { type AudioInput, withInputFile } from '../formats/audio-input.ts';
import { parseMetadata } from '../formats/parse-metadata.ts';
import { readDuration } from '../formats/read-duration.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { fileNameTags } from './file-name-tags.ts';
import { nativeBpm, nativeKey } from './native-tags.ts';

/** Tags of a file, and facts that its container states about its audio. Nothing here is measured. */
export interface AudioTags {
  artist?: string;
  title?: string;
  album?: string;
  genre?: string;
  year?: number;
  /** Beats per minute, above 0. */
  bpm?: number;
  /** As written in the file, for example "8A", "Am" or "A minor". */
  key?: string;
  comments?: string;
  /** Length, in seconds. */
  durationS?: number;
  /** Kilobits per second. */
  bitrate?: number;
  /** Hertz. */
  sampleRate?: number;
  channels?: number;
  /** True for a lossless codec. */
  lossless?: boolean;
}

/**
 * Reads the tags of an audio file. A missing artist or title comes from a file name like "Artist - Title". A file that
 * is not audio, or whose tags are damaged, gets the tags of its name; bytes have no name.
 *
 * @param input A path, a `file:` URL, or the bytes of an audio file.
 * @throws TrackError `missing` or `unreadable` if the file cannot be opened; as `decodeAudio` for bytes.
 * @throws OptionError for any other input, such as an http(s) URL.
 */
export async function readTags(input: AudioInput): Promise<AudioTags> {
  return withInputFile(input, undefined, ({ path, temporary }) =>
    readFileTags(path, temporary ? {} : fileNameTags(path)),
  );
}

async function readFileTags(path: string, named: AudioTags): Promise<AudioTags> {
  const audio = await inspect(path);
  const tags = audio && tagsOf(await metadataOrNull(path, audio.format));
  // the count of samples excludes the encoder's padding
  const durationS = audio?.durationS ?? tags?.durationS;
  return defined({
    ...tags,
    artist: tags?.artist ?? (tags?.title ? undefined : named.artist),
    title: tags?.title ?? named.title,
    durationS,
    bitrate: tags?.bitrate ?? (audio && durationS ? Math.round(audio.bytes / 125 / durationS) : undefined),
  });
}

/** Returns null for a file that is not audio, whose bytes could look like any tag. */
async function inspect(path: string): Promise<{ format: AudioFormat; durationS: number | null; bytes: number } | null> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    const { durationS } = await readDuration(file, format);
    return { format, durationS, bytes: file.size };
  } catch (error) {
    if (error instanceof TrackError && error.kind === 'not-audio') return null;
    throw error;
  } finally {
    await file.close();
  }
}

async function metadataOrNull(path: string, format: AudioFormat): Promise<IAudioMetadata | null> {
  try {
    return await parseMetadata(path, format);
  } catch {
    return null;
  }
}

function tagsOf(metadata: IAudioMetadata | null): AudioTags {
  if (!metadata) return {};
  const { common, format } = metadata;
  const text = (value: string | undefined): string | undefined =>
    clean(format.container?.startsWith('WAVE') ? repairUtf8(value) : value);
  return {
    artist: text(common.artist),
    title: text(common.title),
    album: text(common.album),
    genre: text(common.genre?.[0]),
    year: positive(common.year),
    bpm: positive(nativeBpm(metadata)) ?? positive(common.bpm),
    key: text(common.key ?? nativeKey(metadata)),
    comments: text(common.comment?.[0]?.text),
    durationS: positive(format.duration),
    bitrate: positive(format.bitrate && Math.round(format.bitrate / 1000)),
    sampleRate: positive(format.sampleRate),
    channels: positive(format.numberOfChannels),
    lossless: format.lossless,
  };
}

/** Decodes valid UTF-8 in RIFF INFO text, which is read as Latin-1 but mostly written as UTF-8. */
function repairUtf8(text: string | undefined): string | undefined {
  if (text === undefined || !/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** Removes the padding that some programs write, and composes Unicode (NFC). Returns undefined if nothing is left. */
function clean(text: string | undefined): string | undefined {
  return text?.replaceAll('\0', '').normalize('NFC').trim() || undefined;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

function defined(tags: AudioTags): AudioTags {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));
}
