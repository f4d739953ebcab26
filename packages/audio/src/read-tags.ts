import { TrackError } from '@rbassist/core';
import type { IAudioMetadata } from 'music-metadata';
import type { AudioFormat } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { declaredDuration } from './declared-duration.ts';
import { parseMetadata } from './music-metadata.ts';
import { nameTags } from './name-tags.ts';
import { nativeBpm, nativeKey } from './native-tags.ts';
import { formatOf } from './sniff-format.ts';

/** What a file's tags say, and what its container says of its sound. Nothing here is measured. */
export interface AudioTags {
  artist?: string;
  title?: string;
  album?: string;
  genre?: string;
  year?: number;
  /** Beats per minute, above 0. */
  bpm?: number;
  /** As it is written in the file, e.g. "8A", "Am" or "A minor". */
  key?: string;
  comments?: string;
  /** Seconds. */
  durationS?: number;
  /** Kilobits per second. */
  bitrate?: number;
  /** Hertz. */
  sampleRate?: number;
  channels?: number;
  /** Of the codec, where the file says so. */
  lossless?: boolean;
}

/**
 * Reads the tags of a file. Where artist or title are missing they come from a name like "Artist - Title". A file whose
 * tags make no sense has those of its name.
 *
 * @throws TrackError `missing` or `unreadable`, where the file cannot be opened.
 */
export async function readTags(path: string): Promise<AudioTags> {
  const sound = await soundOf(path);
  const tags = sound && fileTags(await metadataOrNull(path, sound.format));
  // the file's own count of samples, where it has one, knows of the encoder's padding
  const durationS = sound?.durationS ?? tags?.durationS;
  const named = tags?.title ? {} : nameTags(path);
  return defined({
    ...tags,
    artist: tags?.artist ?? named.artist,
    title: tags?.title ?? named.title,
    durationS,
    bitrate: tags?.bitrate ?? (sound && durationS ? Math.round(sound.bytes / 125 / durationS) : undefined),
  });
}

/** Null for a file that is no audio, of which a reader of tags would make what it likes. */
async function soundOf(path: string): Promise<{ format: AudioFormat; durationS: number | null; bytes: number } | null> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    const { durationS } = await declaredDuration(file, format);
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

function fileTags(metadata: IAudioMetadata | null): AudioTags {
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

/** RIFF INFO text is read as Latin-1 but mostly written as UTF-8; what is valid as the latter is taken for it. */
function repairUtf8(text: string | undefined): string | undefined {
  if (text === undefined || !/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** In Unicode's composed form, without the padding that some programs write; undefined when nothing is left. */
function clean(text: string | undefined): string | undefined {
  return text?.replaceAll('\0', '').normalize('NFC').trim() || undefined;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

function defined(tags: AudioTags): AudioTags {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));
}
