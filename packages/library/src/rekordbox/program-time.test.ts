import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncoderDelay } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { clickFile, mp3With } from '@rbassist/testing/clicks';
import { describe, expect, test } from 'vitest';
import { encoderDelayOf, MP3_OFFSET_RULE, programShift } from './program-time.ts';

const STORED: EncoderDelay = { header: 'info', cut_samples: 441, frame_samples: 1152, sample_rate: 44_100 };
const AAC: EncoderDelay = { header: 'aac', cut_samples: 2112, frame_samples: 1024, sample_rate: 44_100 };
const D = clickFile('lame-44100.mp3');

describe('encoderDelayOf', () => {
  test('takes what the scan stored, also of a missing file', async () => {
    expect(await encoderDelayOf('/no/such.mp3', { encoder_delay: STORED })).toBe(STORED);
  });

  test('reads the header of a track scanned earlier, as its decoder cut it', async () => {
    expect(await encoderDelayOf(D, {})).toMatchObject({ header: 'lame', cut_samples: 1105 });
    const path = join(await temporaryFolder(), 'a.mp3');
    await writeFile(path, mp3With(await readFile(D), 'L3.99'));
    expect(await encoderDelayOf(path, { embedding_decoder: 'ffmpeg 5.1 / x' })).toMatchObject({ cut_samples: 0 });
    expect(await encoderDelayOf(path, { embedding_decoder: 'mpg123-decoder 1' })).toMatchObject({ cut_samples: 1105 });
  });

  test('tells a format without delay from a file that it cannot read', async () => {
    expect(await encoderDelayOf('/no/such.wav', {})).toBeNull();
    expect(await encoderDelayOf('/no/such.mp3', undefined)).toBeUndefined();
  });
});

describe('programShift', () => {
  test('knows the time of each program', async () => {
    const at = async (clock: 'rekordbox' | 'traktor' | 'samples') => (await programShift(D, {}, { clock })).seconds;
    expect(await at('rekordbox')).toBeCloseTo(0.05118, 5);
    expect(await at('traktor')).toBeCloseTo(0.05118, 5);
    expect(await at('samples')).toBe(0);
  });

  test('takes a fixed offset for MP3s only', async () => {
    const options = { clock: 'rekordbox', mp3Offset: 26 } as const;
    expect(await programShift(D, {}, options)).toEqual({ seconds: 0.026, isKnown: true });
    expect(await programShift('/no/such.mp3', {}, options)).toEqual({ seconds: 0.026, isKnown: true });
    expect(await programShift('/a.m4a', { encoder_delay: AAC }, options)).toMatchObject({ seconds: 2112 / 44_100 });
    expect(await programShift('/a.flac', {}, options)).toEqual({ seconds: 0, isKnown: true });
    expect(await programShift(D, {}, { clock: 'rekordbox', mp3Offset: 0 })).toEqual({ seconds: 0, isKnown: true });
  });

  test('says that it does not know the time in a file that is gone', async () => {
    expect(await programShift('/no/such.mp3', {}, { clock: 'rekordbox' })).toEqual({ seconds: 0, isKnown: false });
  });
});

test.each([
  ['auto', true],
  [0, true],
  [-26.1, true],
  [51_180, false],
  [Number.NaN, false],
  ['26', false],
])('an offset of %s is valid: %s', (value, isValid) => {
  expect(MP3_OFFSET_RULE(value) === undefined).toBe(isValid);
});
