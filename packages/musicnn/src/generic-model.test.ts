import { fileURLToPath } from 'node:url';
import { createOnnxEmbedder } from '@rbassist/embed';
import { expect, it } from 'vitest';
import { openMusicnnModel } from './musicnn-model.ts';
import { readReference, referencePiece } from './test-signals.ts';

it('runs as a .onnx model with a card, too', async () => {
  const piece = referencePiece((await readReference())[0]);
  const model = await openMusicnnModel();
  const expected = await model.embed(piece);
  await model.close();

  const path = fileURLToPath(new URL('../model/musicnn-msd.onnx', import.meta.url));
  const embedder = await createOnnxEmbedder({ model: path, device: 'cpu', threads: 1 });
  const [vector] = await embedder.embed([piece]);
  await embedder.close();
  expect(embedder.space).toMatch(/^musicnn-msd-[0-9a-f]{8}@chunks-3\.008s\/200$/);
  for (const [i, value] of vector.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-4);
});
