import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AudioDecoder, availableDecoders, decodeAudio, readEncoderDelay } from '@rbassist/audio';
import { clockShiftS } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { CLICK_S, clickAt, clickFile, type Mp3Header, mp3With } from '@rbassist/testing/clicks';
import { beforeAll, describe, expect, test } from 'vitest';

const CLOSE_S = 0.0002;
/** Samples of delay of LAME's encoder and of every MP3 decoder. */
const MP3_DELAY = 576 + 529;
/** Samples of priming of ffmpeg's AAC encoder. */
const AAC_PRIMING = 1024;

const all = await availableDecoders();
const DECODERS = {
  'mpg123-decoder': all.filter(({ name }) => name !== 'ffmpeg'),
  ffmpeg: all.filter(({ name }) => name === 'ffmpeg'),
};
const BOTH = Object.entries(DECODERS);

/** Samples to add to our own time, by the table of measured files: the delay, and frames of silence. */
interface Shift {
  delay: 0 | 1;
  frames: 0 | 1;
}
const NONE: Shift = { delay: 0, frames: 0 };
const DELAY: Shift = { delay: 1, frames: 0 };
const FRAME: Shift = { delay: 0, frames: 1 };
const ALL: Shift = { delay: 1, frames: 1 };

const MP3: readonly [header: Mp3Header, rekordbox: Shift, traktor: Shift][] = [
  ['A', NONE, NONE],
  ['B Xing only', NONE, FRAME],
  ['B Lavc', DELAY, ALL],
  ['B Lavf', DELAY, ALL],
  ['C wrong CRC', DELAY, ALL],
  ['C no CRC', DELAY, ALL],
  ['D', ALL, ALL],
  ['VBRI', NONE, FRAME],
];

const RATES: [rate: number, frame: number][] = [
  [44_100, 1152],
  [48_000, 1152],
  [22_050, 576],
];

const CASES = BOTH.flatMap(([name, decoders]) =>
  RATES.flatMap(([rate, frame]) =>
    MP3.map(([header, rekordbox, traktor]) => ({ name, decoders, rate, frame, header, rekordbox, traktor })),
  ),
);

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('time');
});

async function clickMp3(header: Mp3Header, rate: number): Promise<string> {
  const path = join(folder, `${header}-${rate}.mp3`);
  await writeFile(path, mp3With(await readFile(clickFile(`lame-${rate}.mp3`)), header));
  return path;
}

async function hear(path: string, sampleRate: number, decoders: readonly AudioDecoder[]) {
  const { samples, encoderDelay } = await decodeAudio(path, { sampleRate, decoders });
  return {
    encoderDelay,
    clickS: clickAt(samples, sampleRate),
    rekordboxS: clockShiftS(encoderDelay, 'rekordbox'),
    traktorS: clockShiftS(encoderDelay, 'traktor'),
  };
}

function expectClose(seconds: number, wantedS: number): void {
  expect(Math.abs(seconds - wantedS), `${seconds * 1000} ms instead of ${wantedS * 1000} ms`).toBeLessThan(CLOSE_S);
}

describe('a click in an MP3 is where the DJ program finds it', () => {
  test.for(CASES)('$header at $rate Hz, by $name', async (one, { skip }) => {
    const { name, decoders, rate, frame, header, rekordbox, traktor } = one;
    if (decoders.length === 0) return skip('needs ffmpeg');
    const path = await clickMp3(header, rate);
    const { clickS, rekordboxS, traktorS, encoderDelay } = await hear(path, rate, decoders);

    const inSeconds = ({ delay, frames }: Shift) => (delay * MP3_DELAY + frames * frame) / rate;
    expect(rekordboxS).toBeCloseTo(inSeconds(rekordbox), 9);
    expect(traktorS).toBeCloseTo(inSeconds(traktor), 9);
    // a raw decode finds the click after the whole delay, and after a frame of silence if the tag is decoded
    const rawS = CLICK_S + MP3_DELAY / rate;
    expectClose(clickS + rekordboxS, rawS + (header === 'D' ? frame / rate : 0));
    expectClose(clickS + traktorS, rawS + (header === 'A' ? 0 : frame / rate));
    expect(await readEncoderDelay(path, { decoder: name })).toEqual(encoderDelay);
  });

  test.for(['L3.99', 'GOGO', 'D without sizes'] as const)('%s, wherever the decoder cuts', async (header, { skip }) => {
    if (DECODERS.ffmpeg.length === 0) return skip('needs ffmpeg');
    const path = await clickMp3(header, 44_100);
    const [own, theirs] = [
      await hear(path, 44_100, DECODERS['mpg123-decoder']),
      await hear(path, 44_100, DECODERS.ffmpeg),
    ];
    expectClose(own.clickS + own.rekordboxS, theirs.clickS + theirs.rekordboxS);
    expectClose(own.clickS + own.traktorS, theirs.clickS + theirs.traktorS);
  });

  test.for(BOTH)('in a file that ffmpeg encoded, by %s', async ([, decoders], { skip }) => {
    if (decoders.length === 0) return skip('needs ffmpeg');
    for (const rate of [44_100, 48_000, 22_050]) {
      const { clickS, rekordboxS, encoderDelay } = await hear(clickFile(`lavc-${rate}.mp3`), rate, decoders);
      expect(encoderDelay).toMatchObject({ header: 'info', cut_samples: MP3_DELAY, sample_rate: rate });
      expectClose(clickS + rekordboxS, CLICK_S + MP3_DELAY / rate);
    }
  });
});

describe('a click in AAC is where Rekordbox finds it', () => {
  test.for([44_100, 48_000, 22_050])('at %i Hz', async (rate, { skip }) => {
    if (DECODERS.ffmpeg.length === 0) return skip('needs ffmpeg');
    const { clickS, rekordboxS, encoderDelay } = await hear(clickFile(`aac-${rate}.m4a`), rate, DECODERS.ffmpeg);
    expect(encoderDelay).toEqual({
      header: 'aac',
      cut_samples: AAC_PRIMING,
      frame_samples: 1024,
      sample_rate: rate,
    });
    expectClose(clickS, CLICK_S);
    expectClose(clickS + rekordboxS, CLICK_S + AAC_PRIMING / rate);
  });
});
