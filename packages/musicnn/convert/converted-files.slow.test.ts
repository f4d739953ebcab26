import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openLocalSession } from '@rbassist/embed';
import { describe, expect, it } from 'vitest';
import { PIECE_SAMPLES } from '../src/musicnn-model.ts';
import { readReference, referencePiece } from '../src/test-signals.ts';
import { buildMusicnnGraph } from './build-musicnn-graph.ts';
import { convertedFiles } from './converted-files.ts';
import { readWeights } from './musicnn-weights.ts';

/** Path of musicnn-0.1.0-py3-none-any.whl. It has 29 MB, so tests don't download it. */
const WHEEL = process.env.RBASSIST_MUSICNN_WHEEL;

describe.runIf(WHEEL !== undefined)('the conversion of the published wheel', () => {
  const wheel = WHEEL ?? '';

  it('gives the files in model/, bit for bit', async () => {
    for (const [name, bytes] of Object.entries(await convertedFiles(wheel))) {
      const stored = await readFile(new URL(`../model/${name}`, import.meta.url));
      expect(Buffer.compare(stored, bytes), name).toBe(0);
    }
  });

  it('gives the vectors of TensorFlow with float32 weights', async () => {
    const session = await openLocalSession(buildMusicnnGraph(await readWeights(wheel), 'float32'));
    for (const signal of await readReference()) {
      const { data } = await session.run({ data: referencePiece(signal), shape: [1, PIECE_SAMPLES] });
      const differences = signal.embedding.map((value, i) => Math.abs(value - data[i]));
      expect(Math.max(...differences), signal.name).toBeLessThan(1e-5);
    }
    await session.close();
  });

  it('refuses another file', async () => {
    await expect(readWeights(fileURLToPath(import.meta.url))).rejects.toThrow('SHA-256');
  });
});
