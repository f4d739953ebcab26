import { readWavHeader } from '../formats/wav-header.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { pcmDecoder } from './pcm-decoder.ts';

/** Uncompressed WAV and RF64: integers of 8 to 32 bits and floats, also WAVE_FORMAT_EXTENSIBLE. */
export const wavDecoder: AudioDecoder = pcmDecoder('wav', ['wav', 'rf64'], readWavHeader);
