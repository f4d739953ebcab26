import { join } from 'node:path';
import { analyzeFile } from '@rbassist/analyze';
import { describe, expect, it } from 'vitest';
import { hasFfmpeg } from './support/ffmpeg.ts';

const FIRST_BEAT_S = 0.3;
const ffmpeg = await hasFfmpeg();

/** Files of `tests/reference/make-audio-fixtures.sh`: kicks on every beat at 125 BPM. */
const beat = (name: string) => join(import.meta.dirname, 'fixtures', 'beat', name);

async function expectItsGrid(name: string): Promise<void> {
  const { bpm, tempos } = await analyzeFile(beat(name), { parts: ['tempo'] });
  expect(bpm).toBeCloseTo(125, 0);
  expect(tempos).toHaveLength(1);
  expect(Math.abs((tempos?.[0].inizio_sec ?? 0) - FIRST_BEAT_S)).toBeLessThan(0.01);
}

describe('the delay of an encoder does not shift the grid', () => {
  it.each(['mp3.mp3', 'opus.opus', 'vorbis.ogg'])('of %s', (name) => expectItsGrid(name));
  it.skipIf(!ffmpeg)('of aac.m4a', () => expectItsGrid('aac.m4a'));
});
