import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AUDIO_FORMATS } from '../formats/audio-format.ts';
import {
  allPlanes,
  ffmpegOnly,
  fixture,
  joined,
  largestDifference,
  leftTone,
  OWN_DECODERS,
  sampled,
  temporaryFile,
  wavFile,
} from '../test-support.ts';
import { decodeAudio } from './decode-audio.ts';
import { describeDecoders } from './describe-decoders.ts';
import { ffmpegDecoder } from './ffmpeg-decoder.ts';

/** File, seconds of sound, rate, channels, and the largest difference between two decoders. */
const OWN_FILES: [name: string, seconds: number, sampleRate: number, channels: number, tolerance: number][] = [
  ['cbr.mp3', 2.5, 44100, 2, 1e-5],
  ['vbr.mp3', 2.5, 44100, 2, 1e-5],
  ['no-xing.mp3', 2.5339, 44100, 2, 1e-5],
  ['mono.mp3', 2.5, 44100, 1, 1e-5],
  ['flac.flac', 1.25, 11025, 1, 2e-7],
  ['flac-inside.mp3', 1.25, 11025, 1, 2e-7],
  ['flac.ogg', 1.25, 11025, 1, 2e-7],
  ['vorbis.ogg', 2.5, 44100, 2, 1e-5],
  ['opus.opus', 2.5, 48000, 2, 2e-3],
  ['plain.aiff', 1.25, 11025, 1, 1e-7],
  ['sowt.aifc', 1.25, 11025, 1, 1e-7],
  ['info.wav', 1.25, 11025, 1, 1e-7],
  ['extensible-24.wav', 1.2, 11025, 1, 1e-7],
];
const FFMPEG_FILES: typeof OWN_FILES = [
  ['aac.m4a', 2.5, 44100, 2, 0],
  ['alac.m4a', 1.25, 11025, 1, 0],
  ['adts.aac', 2.5, 44100, 2, 0],
  ['wma.wma', 2.5, 44100, 2, 0],
  ['adpcm.wav', 1.25, 11025, 1, 0],
];

/** One file of each container and codec. */
const PARTS = [
  'cbr.mp3',
  'no-xing.mp3',
  'flac.flac',
  'flac.ogg',
  'vorbis.ogg',
  'opus.opus',
  'plain.aiff',
  'info.wav',
  ...FFMPEG_FILES.map(([name]) => name),
];

/** Returns the delay of the samples against the formula, in frames within ±600. */
function lateness(left: Float32Array, sampleRate: number): number {
  const window = sampled(0.08, sampleRate, (t) => leftTone(t + 0.96));
  const start = 0.96 * sampleRate;
  let best = { error: Number.POSITIVE_INFINITY, shift: 0 };
  for (let shift = -600; shift <= 600; shift++) {
    const error = window.reduce((sum, sample, i) => sum + (sample - left[start + shift + i]) ** 2, 0);
    if (error < best.error) best = { error, shift };
  }
  return best.shift;
}

describe('without ffmpeg', () => {
  it.each(OWN_FILES)('%s is decoded whole and in place', async (name, seconds, sampleRate, channels) => {
    const { stream, planes } = await allPlanes(fixture(name), { decoders: OWN_DECODERS });
    expect(stream).toMatchObject({ sampleRate, channelCount: channels, startFrame: 0 });
    expect(planes[0].length / sampleRate).toBeCloseTo(seconds, 2);
    expect(stream.expectedDurationS).toBeCloseTo(planes[0].length / sampleRate, 2);
    expect(stream.outcome()).toEqual({ frames: planes[0].length, truncated: false, repairedSamples: 0 });
    // without its tag, the encoder's delay is unknown
    if (name !== 'no-xing.mp3') expect(Math.abs(lateness(planes[0], sampleRate))).toBeLessThanOrEqual(1);
  });

  it.each(FFMPEG_FILES)('the error for %s says what is needed', async (name) => {
    await expect(decodeAudio(fixture(name), { sampleRate: 22050, decoders: OWN_DECODERS })).rejects.toMatchObject({
      kind: 'unreadable',
      path: fixture(name),
      message: expect.stringContaining('ffmpeg'),
      remedies: [
        {
          action: 'install-program',
          program: 'ffmpeg',
          command: expect.stringMatching(/^(winget|brew|sudo apt) install/),
        },
      ],
    });
  });
});

describe('with ffmpeg', () => {
  it.for(OWN_FILES)('%s sounds the same as without', async ([name, , , , tolerance], { skip }) => {
    const decoders = await ffmpegOnly();
    if (!decoders) return skip('needs ffmpeg');
    const own = await allPlanes(fixture(name), { decoders: OWN_DECODERS });
    const theirs = await allPlanes(fixture(name), { decoders });
    expect(theirs.stream.decoder).toMatch(/^ffmpeg \d/);
    expect(theirs.planes.length).toBe(own.planes.length);
    theirs.planes.forEach((plane, i) => {
      expect(largestDifference(plane, own.planes[i])).toBeLessThanOrEqual(tolerance);
    });
  });

  it.for(FFMPEG_FILES)('%s is decoded whole', async ([name, seconds, sampleRate, channels], { skip }) => {
    const decoders = await ffmpegOnly();
    if (!decoders) return skip('needs ffmpeg');
    const { stream, planes } = await allPlanes(fixture(name), { decoders: [...OWN_DECODERS, ...decoders] });
    expect(stream).toMatchObject({ sampleRate, channelCount: channels });
    expect(Math.abs(planes[0].length / sampleRate - seconds)).toBeLessThan(0.05);
    expect(stream.outcome().truncated).toBe(false);
  });
});

describe('odd files', () => {
  const noisy = (channelCount: number, sampleRate: number) => {
    const samples = Int16Array.from({ length: channelCount * sampleRate }, (_, i) => (i * i * 31) % 20_000);
    const data = Buffer.from(samples.buffer);
    return wavFile({ sampleRate, channelCount, bits: 16, codec: 1, data, extensible: true });
  };

  it.each([
    [1, 8000],
    [6, 48000],
    [2, 192000],
  ])('%i channels at %i Hz', async (channelCount, sampleRate) => {
    // a name that needs quoting everywhere
    const path = await temporaryFile('-a %03d "b": c\'d [é].wav', noisy(channelCount, sampleRate));
    const own = await decodeAudio(path, { sampleRate: 22050, decoders: OWN_DECODERS });
    expect(own.samples.length).toBe(22050);
    const decoders = await ffmpegOnly();
    if (!decoders) return;
    const { planes } = await allPlanes(path, { decoders: OWN_DECODERS });
    const theirs = await allPlanes(path, { decoders });
    expect(theirs.planes.length).toBe(channelCount);
    theirs.planes.forEach((plane, i) => {
      expect(largestDifference(plane, planes[i])).toBeLessThan(1e-7);
    });
  });
});

describe('an unreadable file', () => {
  it('the next decoder gets a file that a decoder cannot open', async () => {
    const decoders = [ffmpegDecoder({ path: '/nowhere/ffmpeg', version: '0' }), ...OWN_DECODERS];
    const { decoder } = await decodeAudio(fixture('cbr.mp3'), { sampleRate: 22050, decoders });
    expect(decoder).toMatch(/^mpg123-decoder /);
    await expect(decodeAudio(fixture('aac.m4a'), { sampleRate: 22050, decoders })).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('/nowhere/ffmpeg did not start'),
    });
  });
});

describe('decodeAudio', () => {
  it.each(PARTS)('a part of %s is the slice of the whole', async (name) => {
    const ffmpeg = await ffmpegOnly();
    for (const decoders of [OWN_DECODERS, ...(ffmpeg ? [ffmpeg] : [])]) {
      if (decoders === OWN_DECODERS && FFMPEG_FILES.some(([file]) => file === name)) continue;
      const whole = await decodeAudio(fixture(name), { sampleRate: 22050, decoders });
      const startS = whole.durationS - 0.5;
      const part = await decodeAudio(fixture(name), { sampleRate: 22050, startS, durationS: 0.4, decoders });
      const first = Math.round(startS * 22050);
      const expected = whole.samples.subarray(first, first + 8820);
      // AAC fills in random noise, which differs after every start
      expect(largestDifference(part.samples, expected)).toBeLessThan(name.includes('aac') ? 0.05 : 1e-6);
    }
  });

  it('the channels are averaged', async () => {
    const { planes } = await allPlanes(fixture('vorbis.ogg'), { decoders: OWN_DECODERS });
    const { samples } = await decodeAudio(fixture('vorbis.ogg'), { sampleRate: 44100, decoders: OWN_DECODERS });
    const mean = planes[0].map((left, i) => (left + planes[1][i]) / 2);
    expect(samples).toEqual(joined([mean]));
  });

  it('a start after the end is `too-short`, and invalid options are refused', async () => {
    const path = fixture('info.wav');
    await expect(decodeAudio(path, { sampleRate: 22050, startS: 5 })).rejects.toMatchObject({ kind: 'too-short' });
    await expect(decodeAudio(path, { sampleRate: 22050, startS: -1 })).rejects.toThrow(/startS must be 0 or more/);
    await expect(decodeAudio(path, { sampleRate: 22050, durationS: 0 })).rejects.toThrow(/durationS must be more/);
  });
});

describe('describeDecoders', () => {
  it('every format has a decoder, in the order in which decoders are tried', async () => {
    const described = await describeDecoders();
    expect(described.map(({ name }) => name).slice(0, 4)).toEqual(['wav', 'aiff', 'ffmpeg', 'mpg123-decoder']);
    expect(described.find(({ name }) => name === 'ffmpeg')?.formats).toEqual(AUDIO_FORMATS);
    expect(described.filter(({ available }) => available).every(({ version }) => version)).toBe(true);
  });

  it('a named ffmpeg that does not run is reported, and no other is used', async () => {
    const [ffmpeg] = (await describeDecoders({ ffmpegPath: '/nowhere/ffmpeg' })).filter(
      ({ name }) => name === 'ffmpeg',
    );
    expect(ffmpeg).toMatchObject({
      available: false,
      reason: expect.stringContaining('/nowhere/ffmpeg does not run'),
      remedy: expect.stringMatching(/install/),
    });
    const node = await describeDecoders({ ffmpegPath: process.execPath });
    expect(node.find(({ name }) => name === 'ffmpeg')?.available).toBe(false);
  });

  it('versions are those of the installed packages', async () => {
    const manifest: { dependencies: Record<string, string> } = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    for (const { name, version } of OWN_DECODERS.slice(2)) expect(manifest.dependencies[name]).toBe(version);
  });
});
