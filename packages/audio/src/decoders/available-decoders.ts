import { aiffDecoder } from './aiff-decoder.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { ffmpegDecoder } from './ffmpeg-decoder.ts';
import { type FfmpegOptions, findFfmpeg } from './find-ffmpeg.ts';
import { flacDecoder } from './flac-decoder.ts';
import { mp3Decoder } from './mp3-decoder.ts';
import { opusDecoder } from './opus-decoder.ts';
import { vorbisDecoder } from './vorbis-decoder.ts';
import { wavDecoder } from './wav-decoder.ts';

/** Decoders of plain samples. Always tried first, so that plain files decode alike on every machine. */
export const PCM_DECODERS: readonly AudioDecoder[] = [wavDecoder, aiffDecoder];

export const WASM_DECODERS: readonly AudioDecoder[] = [mp3Decoder, flacDecoder, vorbisDecoder, opusDecoder];

/** Returns the decoders of this machine, in the order in which they are tried. */
export async function availableDecoders(options: FfmpegOptions = {}): Promise<readonly AudioDecoder[]> {
  const ffmpeg = await findFfmpeg(options);
  return ffmpeg.found
    ? [...PCM_DECODERS, ffmpegDecoder(ffmpeg), ...WASM_DECODERS]
    : [...PCM_DECODERS, ...WASM_DECODERS];
}
