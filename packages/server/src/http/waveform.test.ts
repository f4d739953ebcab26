import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '@rbassist/testing/synth';
import { expect, it } from 'vitest';
import { serveFiles, tone } from './test-media.ts';

const COLUMN_BYTES = 3;

it('draws a whole track, and keeps the columns when its file is gone', async () => {
  await using server = await serveFiles({ 'tone.wav': encodeWav(tone(30)) });
  const drawn = await server.get('tone.wav', 'waveform');
  expect(drawn.status).toBe(200);
  expect(drawn.headers.get('content-type')).toBe('application/octet-stream');
  const columns = new Uint8Array(await drawn.arrayBuffer());
  expect(columns.length).toBe(1000 * COLUMN_BYTES);
  const stepS = Number(drawn.headers.get('x-waveform-step'));
  expect(1000 * stepS).toBeGreaterThan(29.9);
  expect(1000 * stepS).toBeLessThan(30.1);
  await rm(join(server.folder, 'tone.wav'));
  const kept = await server.get('tone.wav', 'waveform', {
    headers: { 'if-none-match': drawn.headers.get('etag') ?? '' },
  });
  expect(kept.status).toBe(304);
});

it('draws a part in detail', async () => {
  await using server = await serveFiles({ 'tone.wav': encodeWav(tone(5)) });
  const whole = await server.get('tone.wav', 'waveform?from=0&to=600');
  const all = new Uint8Array(await whole.arrayBuffer());
  expect(all.length).toBe(5 * 150 * COLUMN_BYTES);
  const part = await server.get('tone.wav', 'waveform?from=1.5&to=2&detail=1');
  expect(part.headers.get('x-waveform-start')).toBe('1.5');
  expect(Number(part.headers.get('x-waveform-step'))).toBeCloseTo(1 / 150);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(all.slice(225 * COLUMN_BYTES, 300 * COLUMN_BYTES));
  const beyond = await server.get('tone.wav', 'waveform?from=100&to=101');
  expect((await beyond.arrayBuffer()).byteLength).toBe(0);
});

it('refuses parts that it cannot draw', async () => {
  await using server = await serveFiles({ 'tone.wav': encodeWav(tone(1)) });
  for (const query of ['from=1', 'from=-1&to=2', 'from=2&to=1', 'from=0&to=601', 'from=a&to=b', 'from=0&to=Infinity']) {
    const answer = await server.get('tone.wav', `waveform?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
  }
  await writeFile(join(server.folder, 'tone.wav'), 'no sound');
  expect((await server.get('tone.wav', 'waveform')).status).toBe(422);
});
