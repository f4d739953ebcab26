import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TrackError } from '@rbassist/core';
import type { IAudioMetadata } from 'music-metadata';
import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { type AudioInput, withInputFile } from '../formats/audio-input.ts';
import { parseMetadata } from '../formats/parse-metadata.ts';
import { readDuration } from '../formats/read-duration.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { type ChosenTags, chooseTags } from './choose-tags.ts';
import { type EmbeddedTags, readEmbeddedTags } from './embedded-tags.ts';
import { fileNameTags, type NameTags, needsNeighbours } from './file-name-tags.ts';
import { NO_FIELDS, nativeFields } from './native-fields.ts';

/** Tags of a file, and audio facts that its container states. Nothing here is measured. */
export interface AudioTags extends ChosenTags {
  durationS?: number;
  /** Kilobits per second. */
  bitrate?: number;
  /** Hertz. */
  sampleRate?: number;
  channels?: number;
  lossless?: boolean;
}

/**
 * Reads the tags of an audio file. A file without a title gets artist and title from a name like "01 - Artist - Title",
 * and a file that is not audio or has damaged tags gets all its tags from its name.
 *
 * @throws TrackError `missing` or `unreadable` if the file cannot be opened; like `decodeAudio` for bytes.
 * @throws OptionError for any input but a path, a `file:` URL or bytes, such as an http(s) URL.
 */
export async function readTags(input: AudioInput): Promise<AudioTags> {
  return withInputFile(input, undefined, ({ path, temporary }) =>
    readFileTags(path, temporary ? async () => ({}) : nameTags),
  );
}

async function readFileTags(path: string, nameTags: (path: string) => Promise<NameTags>): Promise<AudioTags> {
  const audio = await inspect(path);
  const metadata = audio && (await metadataOrNull(path, audio.format));
  const tags = audio ? textTags(metadata, audio.embedded) : {};
  const facts = metadata ? factsOf(metadata) : {};
  const named = tags.title ? {} : await nameTags(path);
  // the number of samples excludes the encoder's padding
  const durationS = audio?.durationS ?? facts.durationS;
  return defined({
    ...tags,
    artist: tags.artist ?? named.artist,
    title: tags.title ?? named.title,
    ...facts,
    durationS,
    bitrate: facts.bitrate ?? (audio && durationS ? Math.round(audio.bytes / 125 / durationS) : undefined),
  });
}

interface InspectedFile {
  format: AudioFormat;
  durationS: number | null;
  bytes: number;
  embedded: EmbeddedTags;
}

/** Lists the folder only if it decides how to read the name. */
async function nameTags(path: string): Promise<NameTags> {
  const neighbours = needsNeighbours(path) ? await readdir(dirname(path)).catch(() => []) : [];
  return fileNameTags(path, neighbours);
}

/** A file that is not audio has no tags: its bytes could look like any. */
async function inspect(path: string): Promise<InspectedFile | null> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    const { durationS } = await readDuration(file, format);
    return { format, durationS, bytes: file.size, embedded: await readEmbeddedTags(file, format) };
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

/** Old programs left outdated APEv2 and ID3v1 tags in files. */
function textTags(metadata: IAudioMetadata | null, { own, id3v2, ape, id3v1 }: EmbeddedTags): AudioTags {
  const { other, chunks, embedded } = metadata ? nativeFields(metadata) : NO_FIELDS;
  const tags = [...own, ...other, ...id3v2, ...chunks, ...ape, ...id3v1];
  // DSF has its ID3v2 tag in a special place
  return chooseTags(tags.length > 0 ? tags : embedded);
}

function factsOf({ format }: IAudioMetadata): AudioTags {
  return {
    durationS: positive(format.duration),
    bitrate: positive(format.bitrate && Math.round(format.bitrate / 1000)),
    sampleRate: positive(format.sampleRate),
    channels: positive(format.numberOfChannels),
    lossless: format.lossless,
  };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

function defined(tags: AudioTags): AudioTags {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));
}
