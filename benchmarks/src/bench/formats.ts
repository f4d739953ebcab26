import type { AudioFormat } from '@rbassist/audio';
import { encodeAiff, encodeWav, type Recording } from '@rbassist/testing/synth';

export interface Format {
  name: string;
  kind: AudioFormat;
  extension: string;
  /** Function that writes PCM samples, or ffmpeg arguments after the input. */
  make: { plain: (song: Recording) => Uint8Array } | { ffmpeg: readonly string[] };
}

/** The format for measurements with only one format. */
export const MP3: Format = {
  name: 'mp3 320k',
  kind: 'mp3',
  extension: '.mp3',
  make: { ffmpeg: ['-c:a', 'libmp3lame', '-b:a', '320k'] },
};

/** Formats that every machine can make and read. */
export const WAV: Format = {
  name: 'wav 16 bit',
  kind: 'wav',
  extension: '.wav',
  make: { plain: (song) => encodeWav({ ...song, bitDepth: 16 }) },
};

export const FLAC: Format = { name: 'flac', kind: 'flac', extension: '.flac', make: { ffmpeg: ['-c:a', 'flac'] } };

export const FORMATS: readonly Format[] = [
  WAV,
  {
    name: 'wav 24 bit',
    kind: 'wav',
    extension: '.wav',
    make: { plain: (song) => encodeWav({ ...song, bitDepth: 24 }) },
  },
  {
    name: 'aiff 16 bit',
    kind: 'aiff',
    extension: '.aiff',
    make: { plain: (song) => encodeAiff({ ...song, bitDepth: 16 }) },
  },
  MP3,
  { name: 'mp3 V0', kind: 'mp3', extension: '.mp3', make: { ffmpeg: ['-c:a', 'libmp3lame', '-q:a', '0'] } },
  FLAC,
  { name: 'm4a aac 256k', kind: 'mp4', extension: '.m4a', make: { ffmpeg: ['-c:a', 'aac', '-b:a', '256k'] } },
  { name: 'm4a alac', kind: 'mp4', extension: '.m4a', make: { ffmpeg: ['-c:a', 'alac'] } },
  {
    name: 'ogg vorbis q7',
    kind: 'ogg-vorbis',
    extension: '.ogg',
    make: { ffmpeg: ['-c:a', 'libvorbis', '-q:a', '7'] },
  },
  { name: 'opus 160k', kind: 'ogg-opus', extension: '.opus', make: { ffmpeg: ['-c:a', 'libopus', '-b:a', '160k'] } },
];
