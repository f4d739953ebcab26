import { readAiffHeader } from './aiff-header.ts';
import type { AudioFormat } from './audio-decoder.ts';
import type { AudioFile } from './audio-file.ts';
import { adtsDuration, mp3Duration } from './frame-duration.ts';
import { skipId3 } from './id3.ts';
import { parseMetadata } from './music-metadata.ts';
import { oggDuration } from './ogg-duration.ts';
import { framesPresent, type PcmLayout } from './pcm-reader.ts';
import { readWavHeader } from './wav-header.ts';

/** How long a file says it is. */
export interface DeclaredDuration {
  /** Seconds; null where neither the file says it nor its frames could be counted. */
  durationS: number | null;
  /** Whether the file promises this length, so that less of it means a damaged file. */
  declared: boolean;
  /** Whether the container itself shows that its end is missing. */
  truncated: boolean;
}

/** Headers that are a few frames off are common and harmless. */
const MISCOUNT_S = 0.1;
const UNKNOWN: DeclaredDuration = { durationS: null, declared: false, truncated: false };

/** Reads how long a file says it is, from its header or its end, without decoding. Damage here is not an error. */
export async function declaredDuration(file: AudioFile, format: AudioFormat): Promise<DeclaredDuration> {
  try {
    if (format === 'wav') return pcmDuration(await readWavHeader(file), file.size);
    if (format === 'aiff') return pcmDuration(await readAiffHeader(file), file.size);
    if (format === 'flac') return await flacDuration(file);
    if (format === 'mp3') return await mp3Duration(file);
    if (format === 'adts') return await adtsDuration(file);
    if (format.startsWith('ogg')) return await oggDuration(file);
    return await metadataDuration(file.path, format);
  } catch {
    return UNKNOWN;
  }
}

function pcmDuration(layout: PcmLayout, fileBytes: number): DeclaredDuration {
  const missing = layout.frames - framesPresent(layout, fileBytes);
  const truncated = missing > MISCOUNT_S * layout.sampleRate;
  return { durationS: layout.frames / layout.sampleRate, declared: true, truncated };
}

/** STREAMINFO is always the first block: 20 bits of rate and 36 bits of length, 0 where the encoder did not know. */
async function flacDuration(file: AudioFile): Promise<DeclaredDuration> {
  const start = await skipId3(file);
  const view = new DataView((await file.read(start + 8, 34)).buffer);
  const sampleRate = view.getUint32(10) >>> 12;
  const samples = (view.getUint8(13) & 15) * 2 ** 32 + view.getUint32(14);
  return samples > 0 ? { durationS: samples / sampleRate, declared: true, truncated: false } : UNKNOWN;
}

async function metadataDuration(path: string, format: AudioFormat): Promise<DeclaredDuration> {
  const durationS = (await parseMetadata(path, format)).format.duration;
  return durationS && durationS > 0 ? { durationS, declared: true, truncated: false } : UNKNOWN;
}
