import { createHash, type Hash } from 'node:crypto';
import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import type { AudioFormat } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { hashFlac } from './flac-fingerprint.ts';
import { hashRange } from './hash-range.ts';
import { skipId3 } from './id3.ts';
import { hashMp4 } from './mp4-fingerprint.ts';
import { hashOgg } from './ogg-fingerprint.ts';
import { trailingTagsStart } from './trailing-tags.ts';

/** Adds to a hash what makes the sound of a file, and nothing of its tags. */
type HashAudio = (file: AudioFile, hash: Hash) => Promise<void>;

const ID3_CHUNKS = ['ID3 ', 'id3 '];
/** Text and padding of RIFF and AIFF files, beside ID3. */
const RIFF_TAGS = [...ID3_CHUNKS, 'JUNK', 'PAD ', 'FLLR'];
const AIFF_TAGS = [...ID3_CHUNKS, 'NAME', 'AUTH', '(c) ', 'ANNO'];

/** The formats whose sound can be told from their tags. */
const HASHERS: Readonly<Partial<Record<AudioFormat, HashAudio>>> = {
  wav: (file, hash) => hashChunks(file, hash, RIFF_TAGS, true),
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
 * Names the sound of a file whatever its tags are: 40 hex digits that stay the same while not one bit of it changes, nor anything that is
 * needed to play it. Nothing is decoded.
 *
 * @throws TrackError `unreadable` for a format, or a variant of it, whose tags cannot be told from its sound.
 */
export async function audioFingerprint(path: string, format: AudioFormat): Promise<string> {
  const hashAudio = HASHERS[format];
  if (!hashAudio)
    throw new TrackError(
      'unreadable',
      path,
      `${path} is a ${format} file, in which tags and sound cannot be told apart.`,
    );
  const file = await AudioFile.open(path);
  try {
    const hash = createHash('sha1');
    await hashAudio(file, hash);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** RIFF and AIFF alike: everything but the chunks that are tags. */
async function hashChunks(file: AudioFile, hash: Hash, tags: readonly string[], littleEndian: boolean): Promise<void> {
  hash.update(await file.read(8, 4));
  for (let offset = 12; offset + 8 <= file.size; ) {
    const head = await file.read(offset, 12);
    const size = new DataView(head.buffer).getUint32(4, littleEndian);
    const id = ascii(head, 0, 4);
    const isTag = tags.includes(id) || (id === 'LIST' && ascii(head, 8, 4) === 'INFO');
    if (!isTag) await hashRange(file, hash, offset, Math.min(file.size, offset + 8 + size));
    offset += 8 + size + (size & 1);
  }
}

/** MPEG audio and raw AAC are frames and nothing else; tags stand before and behind. */
async function hashFrames(file: AudioFile, hash: Hash): Promise<void> {
  await hashRange(file, hash, await skipId3(file), await trailingTagsStart(file));
}
