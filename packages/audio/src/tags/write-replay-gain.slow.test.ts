import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { hashAudioStream } from '../audio-hash/hash-audio-stream.ts';
import { sniffFormat } from '../formats/sniff-format.ts';
import { fixture, otherTags, TAGGABLE_FIXTURES } from '../test-support.ts';
import { taggedFiles } from './test-files.ts';
import { writeReplayGain } from './write-replay-gain.ts';

const GAIN = { loudnessLufs: -7.79, truePeakDb: 1.25, targetLufs: -11 };
const MUTATIONS = 25;
const HEAD_BYTES = 1500;

/** Draws numbers below a limit; the same seed gives the same numbers. */
function draws(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Damages a file: changes bytes in its first or last part, cuts it, or doubles or removes a piece. */
function damaged(bytes: Buffer, draw: (limit: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const place = () => {
    const near = Math.min(copy.length, HEAD_BYTES);
    return draw(4) > 0 ? draw(near) : draw(2) ? copy.length - 1 - draw(near) : draw(copy.length);
  };
  for (let i = draw(4); i >= 0; i--) copy[place()] = draw(3) > 0 ? draw(256) : [0, 0xff, 0x80, 0x7f][draw(4)];
  const [at, size] = [place(), draw(300)];
  const kind = draw(8);
  if (kind === 0) return copy.subarray(0, Math.max(1, at));
  if (kind === 1) return Buffer.concat([copy.subarray(0, at + size), copy.subarray(at)]);
  if (kind === 2) return Buffer.concat([copy.subarray(0, at), copy.subarray(at + size)]);
  return copy;
}

/** Reads a file with other code. A part that it cannot read counts as empty. */
async function seen(path: string): Promise<unknown[]> {
  const format = await sniffFormat(path);
  const read = [hashAudioStream(path, format), otherTags(path, format)];
  return Promise.all(read.map((each) => each.catch(() => undefined)));
}

describe('damaged files', { timeout: 600_000 }, () => {
  it('are tagged without loss, or stay as they are', async () => {
    const folder = await temporaryFolder('damaged');
    const originals = [
      ...(await Promise.all(TAGGABLE_FIXTURES.map(async (name) => [name, await readFile(fixture(name))] as const))),
      ...Object.entries(taggedFiles()),
    ];
    const outcomes = { tagged: 0, refused: 0 };
    for (const [index, [name, original]] of originals.entries()) {
      const path = join(folder, name);
      for (let mutation = 0; mutation < MUTATIONS; mutation++) {
        const bytes = damaged(original, draws(index * 1000 + mutation));
        await writeFile(path, bytes);
        const before = await seen(path).catch(() => undefined);
        const tagged = await writeReplayGain(path, GAIN).catch((error: unknown) => {
          if (error instanceof TrackError) return undefined;
          throw error;
        });
        const note = `${name}, mutation ${mutation}`;
        if (tagged === undefined) {
          expect((await readFile(path)).equals(bytes), note).toBe(true);
          outcomes.refused++;
          continue;
        }
        outcomes.tagged++;
        expect(await writeReplayGain(path, GAIN), note).toBe(false);
        if (before) expect(await seen(path), note).toEqual(before);
      }
    }
    expect(await readdir(dirname(join(folder, 'x')))).toEqual(originals.map(([name]) => basename(name)).sort());
    expect(outcomes.tagged).toBeGreaterThan(outcomes.refused);
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});
