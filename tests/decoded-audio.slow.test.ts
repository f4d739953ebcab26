import { copyFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Library, openLibrary, type TrackAudio } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasFfmpeg } from './support/ffmpeg.ts';

const FIXTURES = fileURLToPath(new URL('fixtures/audio/', import.meta.url));
/** By ways to decode: with and without seeking, by ffmpeg and by rbassist. */
const NAMES = ['sowt.aifc', 'flac.ogg', 'vbr.mp3', 'vorbis.ogg'];
const NAMES_FOR_FFMPEG = ['aac.m4a', 'alac.m4a', 'wma.wma'];

let library: Library;
let folder: string;
let names: string[];
beforeAll(async () => {
  folder = await temporaryFolder('music');
  names = (await hasFfmpeg()) ? [...NAMES, ...NAMES_FOR_FFMPEG] : NAMES;
  const dataDir = await temporaryFolder('data');
  for (const name of names) await copyFile(join(FIXTURES, name), join(folder, name));
  const tracks = Object.fromEntries(names.map((name) => [join(folder, name), {}]));
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  library = await openLibrary({ dataDir });
});

async function bytesOf({ read }: TrackAudio, first: number, last: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read({ first, last })) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a track as a WAV file', () => {
  it('has the same bytes in every range, whatever the format', async () => {
    for (const name of names) {
      const audio = await library.audio(join(folder, name), { as: 'wav' });
      const whole = await bytesOf(audio, 0, audio.size - 1);
      expect([name, whole.length, whole.toString('latin1', 0, 4)]).toEqual([name, audio.size, 'RIFF']);
      expect(whole.readUInt32LE(4)).toBe(audio.size - 8);
      expect(whole.subarray(44).some((byte) => byte !== 0)).toBe(true);
      const middle = Math.floor(audio.size / 2);
      for (const [first, last] of [
        [40, 50],
        [middle + 1, middle + 1001],
        [audio.size - 1, audio.size - 1],
      ]) {
        const range = await bytesOf(audio, first, last);
        expect([name, first, range.equals(whole.subarray(first, last + 1))]).toEqual([name, first, true]);
      }
    }
  });

  it('is the file itself only if browsers play it', async () => {
    const types: string[] = [];
    for (const name of NAMES) types.push((await library.audio(join(folder, name))).type);
    expect(types).toEqual(['audio/wav', 'audio/wav', 'audio/mpeg', 'audio/ogg; codecs=vorbis']);
    const { size } = await library.audio(join(folder, 'vbr.mp3'));
    expect(size).toBe((await stat(join(folder, 'vbr.mp3'))).size);
  });
});
