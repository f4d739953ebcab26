import { describe, expect, it, vi } from 'vitest';
import { createBlendEmbedder } from './blend-embedder.ts';
import { openMusicnnModel } from './musicnn-model.ts';
import { readReference, referencePiece } from './test-signals.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('Cannot find package');
});

describe('on a machine without onnxruntime-node', () => {
  it('the model gives the same vectors in WebAssembly', async () => {
    const [signal] = await readReference();
    const model = await openMusicnnModel();
    expect(model.device).toBe('wasm');
    const embedding = await model.embed(referencePiece(signal));
    const differences = signal.embedding.map((value, i) => Math.abs(value - embedding[i]));
    expect(Math.max(...differences)).toBeLessThan(0.012);
    await model.close();
  });

  it('several embedders work at the same time', async () => {
    const embedders = await Promise.all([createBlendEmbedder(), createBlendEmbedder()]);
    const window = Float32Array.from({ length: embedders[0].sampleRate }, (_, n) => Math.sin(n / 9));
    const [[first], [second]] = await Promise.all(embedders.map((embedder) => embedder.embed([window])));
    expect(first).toEqual(second);
    await Promise.all(embedders.map((embedder) => embedder.close()));
  });
});
