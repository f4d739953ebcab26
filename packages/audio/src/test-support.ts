import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@rbassist/testing';
import type { AudioDecoder } from './decoders/audio-decoder.ts';
import { availableDecoders, PCM_DECODERS, WASM_DECODERS } from './decoders/available-decoders.ts';
import { openAudio } from './decoders/open-audio.ts';
import type { AudioFormat } from './formats/audio-format.ts';
import { parseMetadata } from './formats/parse-metadata.ts';

export const OWN_DECODERS: readonly AudioDecoder[] = [...PCM_DECODERS, ...WASM_DECODERS];

export async function ffmpegOnly(): Promise<readonly AudioDecoder[] | null> {
  const found = (await availableDecoders()).filter(({ name }) => name === 'ffmpeg');
  return found.length > 0 ? found : null;
}

/** Returns the path of a committed file, made by `tests/reference/make-audio-fixtures.sh`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../tests/fixtures/audio/${name}`, import.meta.url));
}

export async function temporaryFile(name: string, contents: Uint8Array | string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, contents);
  return path;
}

export async function fixtureCopy(name: string, as = name): Promise<string> {
  const path = join(await temporaryFolder(), as);
  await copyFile(fixture(name), path);
  return path;
}

export const TAGGABLE_FIXTURES = [
  'aac.m4a',
  'adpcm.wav',
  'adts.aac',
  'alac.m4a',
  'cbr.mp3',
  'extensible-24.wav',
  'flac-inside.mp3',
  'flac.flac',
  'info.wav',
  'mono.mp3',
  'no-xing.mp3',
  'opus.opus',
  'plain.aiff',
  'sowt.aifc',
  'tagged.flac',
  'tagged.m4a',
  'tagged.mp3',
  'tagged.ogg',
  'vbr.mp3',
  'vorbis.ogg',
];

export function leftTone(seconds: number): number {
  const chirp = 0.4 * Math.sin(2 * Math.PI * (200 * seconds + 300 * seconds * seconds));
  const after = seconds - 1;
  return after < 0 ? chirp : chirp + 0.4 * Math.sin(2 * Math.PI * 3000 * after) * Math.exp(-60 * after);
}

export function sampled(
  seconds: number,
  sampleRate: number,
  at: (seconds: number) => number,
): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => at(n / sampleRate));
}

export async function allPlanes(
  path: string,
  options: { decoders?: readonly AudioDecoder[]; startS?: number; durationS?: number } = {},
) {
  const stream = await openAudio(path, options);
  const blocks: Float32Array[][] = [];
  for await (const block of stream.blocks) blocks.push(block);
  const planes = Array.from({ length: stream.channelCount }, (_, channel) =>
    joined(blocks.map((block) => block[channel])),
  );
  return { stream, planes, blocks };
}

export function joined(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Returns the largest difference between two signals; NaN if their lengths differ. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce(
    (largest, sample, i) => Math.max(largest, Math.abs(sample - b[i])),
    a.length === b.length ? 0 : Number.NaN,
  );
}

export function wavFile(options: {
  sampleRate: number;
  channelCount: number;
  bits: number;
  codec: number;
  data: Uint8Array;
  extensible?: boolean;
  before?: Uint8Array;
  dataSize?: number;
}): Buffer {
  const { sampleRate, channelCount, bits, codec, data, extensible, before = new Uint8Array(0) } = options;
  const format = Buffer.alloc(extensible ? 40 : 16);
  format.writeUInt16LE(extensible ? 0xfffe : codec, 0);
  format.writeUInt16LE(channelCount, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE((sampleRate * channelCount * bits) / 8, 8);
  format.writeUInt16LE((channelCount * bits) / 8, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(codec, 24);
    format.write('000000001000800000aa00389b71', 26, 'hex');
  }
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    before,
    chunk('data', data, options.dataSize),
  ]);
  return chunk('RIFF', body);
}

/** `size` may be wrong on purpose. */
export function chunk(id: string, data: Uint8Array, size = data.length): Buffer {
  const head = Buffer.alloc(8, id);
  head.writeUInt32LE(size >>> 0, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

const GAIN_FIELD = /^(replaygain|r128)_/i;

export async function otherTags(path: string, format: AudioFormat): Promise<Record<string, unknown>> {
  const { common } = await parseMetadata(path, format, { skipCovers: false });
  return Object.fromEntries(Object.entries(common).filter(([name]) => !GAIN_FIELD.test(name)));
}
