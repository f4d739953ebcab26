import type { EncoderDelay } from '@rbassist/core';
import { availableDecoders } from '../decoders/available-decoders.ts';
import { AudioFile } from '../formats/audio-file.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { codedStart, delayBy } from './coded-start.ts';

/** Options of {@link readEncoderDelay}. */
export interface EncoderDelayOptions {
  /** Decoder that decoded the file, with or without its version. @default the one that would decode it now */
  decoder?: string;
}

/**
 * Reads the start of an MP3 or AAC file: the kind of header, and the samples that a decoder cuts. Decodes nothing.
 *
 * @returns null for other formats, in which every program counts from the same sample, and for a damaged header.
 * @throws TrackError `missing`, `unreadable` or `not-audio`.
 */
export async function readEncoderDelay(
  path: string,
  { decoder }: EncoderDelayOptions = {},
): Promise<EncoderDelay | null> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    const start = await codedStart(file, format);
    if (!start) return null;
    const used = decoder ?? (await availableDecoders()).find(({ supports }) => supports(format))?.name;
    return delayBy(start, used ?? '');
  } finally {
    await file.close();
  }
}
