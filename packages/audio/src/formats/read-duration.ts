import { readAiffHeader } from './aiff-header.ts';
import { asfDuration } from './asf-duration.ts';
import type { AudioFile } from './audio-file.ts';
import type { AudioFormat } from './audio-format.ts';
import { type DeclaredDuration, isWellShort, UNKNOWN_DURATION } from './declared-duration.ts';
import { flacDuration } from './flac-duration.ts';
import { adtsDuration, mp3Duration } from './frame-duration.ts';
import { mp4Duration } from './mp4-duration.ts';
import { oggDuration } from './ogg-duration.ts';
import { parseMetadata } from './parse-metadata.ts';
import { framesPresent, type PcmLayout } from './pcm-layout.ts';
import { readWavHeader } from './wav-header.ts';

/** A damaged file has an unknown length. */
export async function readDuration(file: AudioFile, format: AudioFormat): Promise<DeclaredDuration> {
  try {
    if (format === 'wav' || format === 'rf64') return pcmDuration(await readWavHeader(file), file.size);
    if (format === 'aiff') return pcmDuration(await readAiffHeader(file), file.size);
    if (format === 'flac') return await flacDuration(file);
    if (format === 'mp3') return await mp3Duration(file);
    if (format === 'adts') return await adtsDuration(file);
    if (format === 'ogg-vorbis' || format === 'ogg-opus' || format === 'ogg-flac') return await oggDuration(file);
    if (format === 'mp4') return await mp4Duration(file);
    if (format === 'asf') return await asfDuration(file);
    return await statedDuration(file.path, format);
  } catch {
    return UNKNOWN_DURATION;
  }
}

/** If a header states more than the file has, it is right only if the size of the whole file agrees. */
function pcmDuration(layout: PcmLayout, fileBytes: number): DeclaredDuration {
  const durationS = framesPresent(layout, fileBytes) / layout.sampleRate;
  const statedS = layout.frames / layout.sampleRate;
  const isWrong = isWellShort(durationS, statedS);
  return { durationS, declared: true, truncated: isWrong && layout.sizesAgree, ...(isWrong && { statedS }) };
}

/** Nothing else in the file can confirm the length that a container states. */
async function statedDuration(path: string, format: AudioFormat): Promise<DeclaredDuration> {
  const { duration } = (await parseMetadata(path, format)).format;
  return { ...UNKNOWN_DURATION, durationS: duration && duration > 0 ? duration : null };
}
