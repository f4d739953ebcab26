import { INTRO_CORE_LATE } from '@rbassist/audio';
import { cosineDistance, norm, spaceDimensions } from '@rbassist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SPECTRAL_V1_SLOTS } from '../spectral-v1/slots.ts';
import { chords, clicks, noise, signal } from '../spectral-v1/test-sounds.ts';
import { type Embedder, embedTrack } from './embedder.ts';
import { createSpectralEmbedder } from './spectral-embedder.ts';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createSpectralEmbedder();
});
afterAll(() => embedder.close());

async function vectorOf(samples: Float32Array): Promise<Float32Array> {
  return (await embedder.embed([samples]))[0];
}

describe('the spectral-v1 embedder', () => {
  it('has the properties of spectral-v1', async () => {
    expect(embedder.space).toBe(`${embedder.id}/${embedder.dimensions}`);
    expect(spaceDimensions(embedder.space)).toBe(SPECTRAL_V1_SLOTS.length);
    expect(embedder.windowRule).toBe(INTRO_CORE_LATE);
    expect(embedder.windows({ durationS: 200, firstSoundS: 1 })).toHaveLength(3);
    expect(await vectorOf(chords(3))).toHaveLength(embedder.dimensions);
  });

  it('returns the same vector again, whatever it embedded in between', async () => {
    const first = await vectorOf(chords(12));
    await embedder.embed([noise(1), signal(2, () => 0)]);
    const other = await createSpectralEmbedder();
    expect(await vectorOf(chords(12))).toEqual(first);
    expect((await other.embed([noise(1), chords(12)]))[1]).toEqual(first);
    await other.close();
    expect(await vectorOf(chords(12))).toEqual(first);
  });

  it('does not change its input', async () => {
    const samples = chords(3);
    await vectorOf(samples);
    expect(samples).toEqual(chords(3));
  });

  it('changes much less with the volume than with the music', async () => {
    const [loud, quiet, other] = await embedder.embed([
      chords(10),
      chords(10).map((value) => value / 2),
      clicks(10, 128),
    ]);
    expect(cosineDistance(loud, quiet)).toBeLessThan(0.05 * cosineDistance(loud, other));
  });

  it('is nearly the same for 10 s and for 40 s of the same music', async () => {
    const [short, long] = await embedder.embed([chords(10), chords(40)]);
    expect(cosineDistance(short, long)).toBeLessThan(0.01);
  });

  it('is nearer for music nearer in tempo', async () => {
    const [slow, similar, fast] = await embedder.embed([clicks(10, 100), clicks(10, 102), clicks(10, 140)]);
    expect(cosineDistance(slow, similar)).toBeLessThan(cosineDistance(slow, fast));
  });

  it('limits the length of a vector, since every slot is clipped', async () => {
    const vectors = await embedder.embed([signal(5, () => 0), signal(5, () => 1), noise(5), clicks(5, 60)]);
    for (const vector of vectors) {
      expect(norm(vector)).toBeGreaterThan(0);
      expect(norm(vector)).toBeLessThanOrEqual(3.0001);
    }
  });

  it('stops between windows and reports progress', async () => {
    const controller = new AbortController();
    const done: number[] = [];
    const run = embedder.embed([chords(1), chords(1), chords(1)], {
      signal: controller.signal,
      onProgress: (event) => {
        done.push(event.done);
        if (event.done === 2) controller.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(done).toEqual([1, 2]);
  });

  it('embeds a track as the mean of its windows', async () => {
    const windows = [chords(2), noise(3)];
    const [first, second] = await embedder.embed(windows);
    const track = await embedTrack(embedder, windows);
    track.forEach((value, i) => {
      expect(value).toBeCloseTo((first[i] + second[i]) / 2, 6);
    });
  });

  it('names a track that can not be embedded in a TrackError', async () => {
    const path = '/music/short.mp3';
    await expect(embedTrack(embedder, [], { path })).rejects.toMatchObject({ kind: 'too-short', path });
    await expect(embedTrack(embedder, [new Float32Array(9)], { path })).rejects.toMatchObject({
      kind: 'too-short',
      path,
    });
    await expect(embedTrack(embedder, [Float32Array.of(...chords(1), Number.NaN)], { path })).rejects.toMatchObject({
      kind: 'corrupt',
      path,
      message: expect.stringContaining(path),
    });
    const broken: Embedder = { ...embedder, embed: async () => [Float32Array.of(Number.NaN)] };
    await expect(embedTrack(broken, [chords(1)], { path })).rejects.toMatchObject({ kind: 'internal', path });
  });
});
