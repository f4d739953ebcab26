import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLoudnessMeter } from '@rbassist/analyze';
import { type AudioDecoder, availableDecoders, openAudio, TrackError } from '@rbassist/audio';
import { temporaryFolder } from '@rbassist/testing';
import { below, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { hasFfmpeg } from './support/ffmpeg.ts';

/** Files that decoders from npm can also read. */
const FILES = [
  'cbr.mp3',
  'vbr.mp3',
  'mono.mp3',
  'no-xing.mp3',
  'tagged.mp3',
  'vorbis.ogg',
  'tagged.ogg',
  'opus.opus',
  'flac.flac',
  'tagged.flac',
  'flac.ogg',
  'info.wav',
  'plain.aiff',
];
const CASES_PER_FILE = 25;
/** Samples per channel in an MP3 frame, the longest frame of a lossy format. */
const FRAME = 1152;
const LOUDNESS_LU = 0.1;

type Heard = { frames: number; sampleRate: number; channelCount: number; lufs: number | null } | { kind: string };

async function heard(path: string, decoders: readonly AudioDecoder[]): Promise<Heard> {
  try {
    const stream = await openAudio(path, { decoders });
    const { sampleRate, channelCount } = stream;
    const meter = createLoudnessMeter({ sampleRate, channelCount });
    for await (const planes of stream.blocks) meter.push(planes);
    const { frames } = stream.outcome();
    // every caller reports this as corrupt
    if (frames === 0) return { kind: 'corrupt' };
    return { frames, sampleRate, channelCount, lufs: meter.finish().loudness_lufs };
  } catch (error) {
    if (!(error instanceof TrackError) || error.kind === 'internal') throw error;
    return { kind: error.kind };
  }
}

/** Damages the headers and tags of a file, or moves its parts. */
function damaged(bytes: Buffer, random: Random): Buffer {
  const at = below(random, Math.min(bytes.length, [64, 200, 1000][below(random, 3)]));
  const junk = (count: number) => Buffer.from(Array.from({ length: count }, () => below(random, 255)));
  const length = 1 + below(random, 4000);
  const ways: (() => Buffer)[] = [
    () => Buffer.concat([bytes.subarray(0, at), junk(1), bytes.subarray(at + 1)]),
    () => Buffer.concat([bytes.subarray(0, at), junk(3), bytes.subarray(at + 3)]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length), bytes.subarray(at)]),
    () => Buffer.concat([junk(length), bytes]),
    () => Buffer.concat([bytes, junk(length)]),
    () => bytes.subarray(0, Math.max(50, below(random, bytes.length))),
    () => Buffer.concat([bytes, bytes]),
  ];
  return ways[below(random, ways.length)]();
}

describe('a machine with ffmpeg decodes the same as one without', async () => {
  const withFfmpeg = await availableDecoders();
  const without = withFfmpeg.filter(({ name }) => name !== 'ffmpeg');

  it.skipIf(!(await hasFfmpeg())).each(FILES)('for damaged headers of %s', async (name) => {
    const bytes = await readFile(new URL(`fixtures/audio/${name}`, import.meta.url));
    const folder = await temporaryFolder();
    for (let seed = 1; seed <= CASES_PER_FILE; seed++) {
      const path = join(folder, `${seed}-${name}`);
      await writeFile(path, damaged(bytes, seededRandom(seed)));
      const [first, own] = [await heard(path, withFfmpeg), await heard(path, without)];
      const about = `${name}, seed ${seed}: ${JSON.stringify([first, own])}`;
      if ('kind' in first || 'kind' in own) {
        expect('kind' in first && 'kind' in own, about).toBe(true);
        continue;
      }
      expect([own.sampleRate, own.channelCount], about).toEqual([first.sampleRate, first.channelCount]);
      expect(Math.abs(own.frames - first.frames), about).toBeLessThanOrEqual(FRAME);
      expect(Math.abs((own.lufs ?? 0) - (first.lufs ?? 0)), about).toBeLessThan(LOUDNESS_LU);
    }
  });
});
