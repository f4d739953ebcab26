import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { IAudioMetadata } from 'music-metadata';
import { AudioFile } from './audio-file.ts';
import type { AudioFormat } from './audio-format.ts';
import { audioStart } from './audio-start.ts';
import { readableBoxes } from './mp4-boxes.ts';
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
  matroska: { mimeType: 'audio/matroska', extensions: ['.mka', '.mkv', '.webm'] },
  avi: { mimeType: 'video/x-msvideo', extensions: [] },
  w64: { mimeType: 'audio/x-w64', extensions: [] },
  caf: { mimeType: 'audio/x-caf', extensions: [] },
  au: { mimeType: 'audio/basic', extensions: [] },
  ogg: { mimeType: 'audio/ogg', extensions: ['.ogg', '.oga', '.spx'] },
  wavpack: { mimeType: 'audio/wavpack', extensions: ['.wv'] },
  ape: { mimeType: 'audio/ape', extensions: ['.ape'] },
  musepack: { mimeType: 'audio/musepack', extensions: ['.mpc'] },
  tta: { mimeType: 'audio/x-tta', extensions: [] },
  dsf: { mimeType: 'audio/dsf', extensions: ['.dsf'] },
  dsdiff: { mimeType: 'audio/dsdiff', extensions: ['.dff'] },
  dts: { mimeType: 'audio/vnd.dts', extensions: [] },
  ac3: { mimeType: 'audio/ac3', extensions: [] },
  amr: { mimeType: 'audio/amr', extensions: [] },
  flv: { mimeType: 'video/x-flv', extensions: [] },
  mpeg: { mimeType: 'video/mpeg', extensions: [] },
};

/**
 * `music-metadata` trusts the file's extension, so a file with a wrong one is passed as a stream, without seeking. It
 * stops at bytes before or after the format, so a file that fails is read again without them. Throws its parse errors.
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

/** True if the library found the format, not the bytes before it. */
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

async function formatRange(path: string, format: AudioFormat): Promise<{ start: number; end: number }> {
  const file = await AudioFile.open(path);
  try {
    const start = await audioStart(file);
    const tagsStart = await trailingTagsStart(file);
    const boxes = format === 'mp4' ? await readableBoxes(file, start, file.size) : [];
    // junk after the last box states a size beyond the file
    const lastBox = boxes.findLast(({ type, end }) => /^[a-zA-Z]{4}$/.test(type) && end < file.size);
    return { start, end: Math.min(tagsStart, lastBox?.end ?? file.size) - 1 };
  } finally {
    await file.close();
  }
}
