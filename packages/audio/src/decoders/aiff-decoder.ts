import { readAiffHeader } from '../formats/aiff-header.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { pcmDecoder } from './pcm-decoder.ts';

export const aiffDecoder: AudioDecoder = pcmDecoder('aiff', ['aiff'], readAiffHeader);
