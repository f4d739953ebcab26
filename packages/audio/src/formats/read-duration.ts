import { readAiffHeader } from './aiff-header.ts';
import type { AudioFile } from './audio-file.ts';
import type { AudioFormat } from './audio-format.ts';
import { type DeclaredDuration, UNKNOWN_DURATION } from './declared-duration.ts';
import { adtsDuration, mp3Duration } from './frame-duration.ts';
import { oggDuration } from './ogg-duration.ts';
import { parseMetadata } from './parse-metadata.ts';
import { framesPresent, type PcmLayout } from './pcm-layout.ts';
import { skipId3 } from './skip-id3.ts';
import { readWavHeader } from './wav-header.ts';

/** Headers that are a few frames off are common and harmless. */
const MISCOUNT_S = 0.1;

/** Reads a file's length from its header or its end, without decoding. A damaged file has an unknown length. */
export async function readDuration(file: AudioFile, format: AudioFormat): Promise<DeclaredDuration> {
  try {
    if (format === 'wav') return pcmDuration(await readWavHeader(file), file.size);
    if (format === 'aiff') return pcmDuration(await readAiffHeader(file), file.size);
    if (format === 'flac') return await flacDuration(file);
    if (format === 'mp3') return await mp3Duration(file);
    if (format === 'adts') return await adtsDuration(file);
    if (format.startsWith('ogg')) return await oggDuration(file);
    return await metadataDuration(file.path, format);
  } catch {
    return UNKNOWN_DURATION;
  }
}

function pcmDuration(layout: PcmLayout, fileBytes: number): DeclaredDuration {
  const missing = layout.frames - framesPresent(layout, fileBytes);
  const truncated = missing > MISCOUNT_S * layout.sampleRate;
  return { durationS: layout.frames / layout.sampleRate, declared: true, truncated };
}

/** Reads STREAMINFO, always the first block: 20 bits of rate, 36 bits of length, 0 if the encoder did not know it. */
async function flacDuration(file: AudioFile): Promise<DeclaredDuration> {
  const start = await skipId3(file);
  const view = new DataView((await file.read(start + 8, 34)).buffer);
  const sampleRate = view.getUint32(10) >>> 12;
  const samples = (view.getUint8(13) & 15) * 2 ** 32 + view.getUint32(14);
  return samples > 0 ? { durationS: samples / sampleRate, declared: true, truncated: false } : UNKNOWN_DURATION;
}

async function metadataDuration(path: string, format: AudioFormat): Promise<DeclaredDuration> {
  const durationS = (await parseMetadata(path, format)).format.duration;
  return durationS && durationS > 0 ? { durationS, declared: true, truncated: false } : UNKNOWN_DURATION;
}
