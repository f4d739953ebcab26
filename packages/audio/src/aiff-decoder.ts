import { readAiffHeader } from './aiff-header.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { pcmDecoder } from './pcm-decoder.ts';

/** AIFF and AIFF-C with plain samples of either byte order. */
export const aiffDecoder: AudioDecoder = pcmDecoder('aiff', readAiffHeader);
