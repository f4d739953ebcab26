import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { IAudioMetadata } from 'music-metadata';
import { AudioFile } from './audio-file.ts';
import type { AudioFormat } from './audio-format.ts';
import { mp4Boxes } from './mp4-tree.ts';
import { skipId3 } from './skip-id3.ts';
import { trailingTagsStart } from './trailing-tags.ts';

/** MIME type of each format, and the extensions under which `music-metadata` expects it. */
const NAMING: Record<AudioFormat, { mimeType: string; extensions: readonly string[] }> = {
  wav: { mimeType: 'audio/wav', extensions: ['.wav'] },
  rf64: { mimeType: 'audio/wav', extensions: ['.wav'] },
  aiff: { mimeType: 'audio/aiff', extensions: ['.aiff', '.aif', '.aifc'] },
  flac: { mimeType: 'audio/flac', extensions: ['.flac'] },
  'ogg-flac': { mimeType: 'audio/ogg', extensions: ['.ogg', '.oga'] },
  'ogg-vorbis': { mimeType: 'audio/ogg', extensions: ['.ogg', '.oga'] },
  'ogg-opus': { mimeType: 'audio/ogg', extensions: ['.opus', '.ogg', '.oga'] },
  mp3: { mimeType: 'audio/mpeg', extensions: ['.mp3'] },
  mp4: { mimeType: 'audio/mp4', extensions: ['.m4a', '.mp4'] },
  adts: { mimeType: 'audio/aac', extensions: ['.aac'] },
  asf: { mimeType: 'audio/x-ms-asf', extensions: ['.wma', '.asf'] },
};

/**
 * Reads the metadata of a file of a known format with `music-metadata`, loaded here alone. Throws its parse errors.
 *
 * The library trusts the file's extension, so a file with a wrong one is passed as a stream, without seeking. It stops
 * at bytes in front of a format and behind it, so a file that fails is read again without them.
 */
export async function parseMetadata(
  path: string,
  format: AudioFormat,
  options: { skipCovers: boolean } = { skipCovers: true },
): Promise<IAudioMetadata> {
  const named = NAMING[format].extensions.includes(extname(path).toLowerCase());
  const whole = await settled(named ? parseNamed(path, options) : parseRange(path, format, options));
  if (hasFormat(whole)) return resultOf(whole);
  const inner = await settled(formatRange(path, format).then((range) => parseRange(path, format, options, range)));
  return resultOf(hasFormat(inner) ? inner : whole);
}

type Outcome = PromiseSettledResult<IAudioMetadata>;

async function settled(parsing: Promise<IAudioMetadata>): Promise<Outcome> {
  return (await Promise.allSettled([parsing]))[0];
}

/** True if the library found the format, rather than bytes in front of it. */
function hasFormat(outcome: Outcome): boolean {
  return outcome.status === 'fulfilled' && outcome.value.format.sampleRate !== undefined;
}

function resultOf(outcome: Outcome): IAudioMetadata {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

async function parseNamed(path: string, options: { skipCovers: boolean }): Promise<IAudioMetadata> {
  const { parseFile } = await import('music-metadata');
  return parseFile(path, options);
}

async function parseRange(
  path: string,
  format: AudioFormat,
  options: { skipCovers: boolean },
  range: { start?: number; end?: number } = {},
): Promise<IAudioMetadata> {
  const { parseStream } = await import('music-metadata');
  const stream = createReadStream(path, range);
  try {
    return await parseStream(stream, { mimeType: NAMING[format].mimeType }, options);
  } finally {
    stream.destroy();
  }
}

/** Finds the first and the last byte of a format, between tags of others. */
async function formatRange(path: string, format: AudioFormat): Promise<{ start: number; end: number }> {
  const file = await AudioFile.open(path);
  try {
    const start = await skipId3(file);
    const tagsStart = await trailingTagsStart(file);
    const boxes = format === 'mp4' ? await mp4Boxes(file, start, file.size) : [];
    // junk states a size beyond the file
    const lastBox = boxes.findLast(({ type, end }) => /^[a-zA-Z]{4}$/.test(type) && end < file.size);
    return { start, end: Math.min(tagsStart, lastBox?.end ?? file.size) - 1 };
  } finally {
    await file.close();
  }
}
