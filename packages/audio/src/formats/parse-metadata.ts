import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { IAudioMetadata } from 'music-metadata';
import type { AudioFormat } from './audio-format.ts';

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
 * Reads the metadata of a file of a known format with `music-metadata`, loaded here alone. Throws its parse errors.
 *
 * The library trusts the file's extension, so a file with a wrong one is passed as a stream, without seeking.
 */
export async function parseMetadata(
  path: string,
  format: AudioFormat,
  options: { skipCovers: boolean } = { skipCovers: true },
): Promise<IAudioMetadata> {
  const { parseFile, parseStream } = await import('music-metadata');
  const { mimeType, extensions } = NAMING[format];
  if (extensions.includes(extname(path).toLowerCase())) return parseFile(path, options);
  const stream = createReadStream(path);
  try {
    return await parseStream(stream, { mimeType }, options);
  } finally {
    stream.destroy();
  }
}
