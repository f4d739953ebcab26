import { createHash, type Hash } from 'node:crypto';
import { TrackError } from '@rbassist/core';
import { ascii } from '../formats/ascii.ts';
import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { audioStart } from '../formats/audio-start.ts';
import { iffChunks, iffForm } from '../formats/iff-chunks.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { trailingTagsStart } from '../formats/trailing-tags.ts';
import { hashFlac } from './hash-flac.ts';
import { hashMp4 } from './hash-mp4.ts';
import { hashOgg } from './hash-ogg.ts';
import { hashRange } from './hash-range.ts';

type HashAudio = (file: AudioFile, hash: Hash) => Promise<void>;

const ID3_CHUNKS = ['ID3 ', 'id3 '];
/** Chunk of an RF64 file that states the size of the whole file, including tags. */
const SIZES = 'ds64';
const RIFF_TAGS = [...ID3_CHUNKS, 'JUNK', 'PAD ', 'FLLR', SIZES];
const AIFF_TAGS = [...ID3_CHUNKS, 'NAME', 'AUTH', '(c) ', 'ANNO'];

const HASHERS: Readonly<Partial<Record<AudioFormat, HashAudio>>> = {
  wav: (file, hash) => hashChunks(file, hash, RIFF_TAGS, true),
  rf64: (file, hash) => hashChunks(file, hash, RIFF_TAGS, true),
  aiff: (file, hash) => hashChunks(file, hash, AIFF_TAGS, false),
  flac: hashFlac,
  'ogg-flac': hashOgg,
  'ogg-vorbis': hashOgg,
  'ogg-opus': hashOgg,
  mp3: hashFrames,
  adts: hashFrames,
  mp4: hashMp4,
};

/**
 * Hashes the coded audio of a file, without tags and without decoding. The hash differs when any audio data, or any
 * setting needed to play it, differs.
 *
 * @param format Found by the content if absent.
 * @returns SHA-1, 40 lower-case hex digits.
 * @throws TrackError `missing`, `not-audio`, `corrupt`, or `unreadable`, also if rbassist can't separate audio and tags
 * in this format.
 */
export async function hashAudioStream(path: string, format?: AudioFormat): Promise<string> {
  const file = await AudioFile.open(path);
  try {
    const hash = createHash('sha1');
    await hasherOf(path, format ?? (await formatOf(file)))(file, hash);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

function hasherOf(path: string, format: AudioFormat): HashAudio {
  const hashAudio = HASHERS[format];
  if (hashAudio) return hashAudio;
  throw new TrackError(
    'unreadable',
    path,
    `rbassist cannot hash ${path}: it can't separate the audio of a ${format} file from its tags.`,
  );
}

async function hashChunks(file: AudioFile, hash: Hash, tags: readonly string[], littleEndian: boolean): Promise<void> {
  const { start } = await iffForm(file, littleEndian);
  hash.update(await file.read(start + 8, 4));
  const end = await trailingTagsStart(file);
  for await (const { id, offset, size, content } of iffChunks(file, start, littleEndian)) {
    if (offset >= end) break;
    const isTag = tags.includes(id) || (id === 'LIST' && ascii(content, 0, 4) === 'INFO');
    if (!isTag) await hashRange(file, hash, offset, Math.min(end, offset + 8 + size));
  }
}

async function hashFrames(file: AudioFile, hash: Hash): Promise<void> {
  await hashRange(file, hash, await audioStart(file), await trailingTagsStart(file));
}
