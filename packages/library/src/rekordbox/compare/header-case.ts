import { extname } from 'node:path';
import type { EncoderDelay } from '@rbassist/core';

/** Kinds of files that DJ programs start at different samples. The letters are those of DJs' own conversion tools. */
export const HEADER_CASES = [
  'MP3 A',
  'MP3 B without delay',
  'MP3 B with delay',
  'MP3 C',
  'MP3 D',
  'MP3 VBRI',
  'AAC',
  'WAV, AIFF, FLAC',
  'other',
] as const;

/** One of `HEADER_CASES`. */
export type HeaderCase = (typeof HEADER_CASES)[number];

const LOSSLESS = ['.wav', '.wave', '.aif', '.aiff', '.aifc', '.flac'];

/** Returns the kind of a file from its start. */
export function headerCase(path: string, delay: EncoderDelay | null): HeaderCase {
  switch (delay?.header) {
    case 'none':
      return 'MP3 A';
    case 'info':
      return delay.cut_samples > 0 ? 'MP3 B with delay' : 'MP3 B without delay';
    case 'lame-bad-crc':
      return 'MP3 C';
    case 'lame':
      return 'MP3 D';
    case 'vbri':
      return 'MP3 VBRI';
    case 'aac':
      return 'AAC';
  }
  return LOSSLESS.includes(extname(path).toLowerCase()) ? 'WAV, AIFF, FLAC' : 'other';
}

/** Returns true for a kind that the option `mp3Offset` shifts. */
export function isMp3Case(kind: HeaderCase): boolean {
  return kind.startsWith('MP3');
}
