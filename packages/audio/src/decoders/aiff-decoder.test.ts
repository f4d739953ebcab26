import { describe, expect, it } from 'vitest';
import { allPlanes, fixture, largestDifference, OWN_DECODERS, temporaryFile } from '../test-support.ts';
import { openAudio } from './open-audio.ts';

const decoders = OWN_DECODERS;

function bigChunk(id: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8, id);
  head.writeUInt32BE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function aifc(compression: string, bits: number, frames: number, data: Uint8Array): Buffer {
  const common = Buffer.alloc(24);
  common.writeInt16BE(1, 0);
  common.writeUInt32BE(frames, 2);
  common.writeInt16BE(bits, 6);
  Buffer.from([0x40, 0x0e, 0xac, 0x44]).copy(common, 8);
  common.write(compression, 18);
  const sound = bigChunk('SSND', Buffer.concat([Buffer.alloc(8), data]));
  return bigChunk('FORM', Buffer.concat([Buffer.from('AIFC'), bigChunk('COMM', common), sound]));
}

describe('AIFF', () => {
  it('both byte orders give the same samples as WAV', async () => {
    const wav = await allPlanes(fixture('info.wav'), { decoders });
    for (const name of ['plain.aiff', 'sowt.aifc']) {
      const aiff = await allPlanes(fixture(name), { decoders });
      expect(aiff.stream).toMatchObject({ sampleRate: 11025, channelCount: 1, decoder: 'aiff 1' });
      expect(largestDifference(aiff.planes[0], wav.planes[0])).toBe(0);
      expect(aiff.stream.expectedDurationS).toBe(wav.stream.expectedDurationS);
    }
  });

  it.each([
    ['NONE', 8, Uint8Array.of(0x80, 0, 0x40)],
    ['NONE', 24, Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0x40, 0, 0)],
    ['in24', 24, Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0x40, 0, 0)],
    ['sowt', 16, Uint8Array.of(0, 0x80, 0, 0, 0, 0x40)],
    ['fl32', 32, Uint8Array.of(0xbf, 0x80, 0, 0, 0, 0, 0, 0, 0x3f, 0, 0, 0)],
    ['fl64', 64, Buffer.concat([-1, 0, 0.5].map((value) => Buffer.from(Float64Array.of(value).buffer).swap64()))],
  ])('%s samples of %i bits', async (compression, bits, data) => {
    const { stream, planes } = await allPlanes(await temporaryFile('a.aifc', aifc(compression, bits, 3, data)), {
      decoders,
    });
    expect(stream.sampleRate).toBe(44100);
    expect([...planes[0]]).toEqual([-1, 0, 0.5].map((value) => expect.closeTo(value, 6)));
  });

  it('a file with fewer samples than two sizes state is truncated; compressed samples need ffmpeg', async () => {
    const short = await temporaryFile('a.aiff', aifc('NONE', 16, 44100, Buffer.alloc(88200)).subarray(0, -44100));
    expect((await allPlanes(short, { decoders })).stream.outcome()).toMatchObject({ frames: 22050, truncated: true });
    const packed = await temporaryFile('a.aifc', aifc('ima4', 16, 64, Buffer.alloc(34)));
    await expect(openAudio(packed, { decoders })).rejects.toMatchObject({ kind: 'unreadable' });
    const silent = await temporaryFile('a.aiff', aifc('NONE', 16, 0, Buffer.alloc(0)).subarray(0, 40));
    await expect(openAudio(silent, { decoders })).rejects.toMatchObject({ kind: 'corrupt' });
  });
});
