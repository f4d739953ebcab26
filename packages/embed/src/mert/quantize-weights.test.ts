import { describe, expect, it } from 'vitest';
import { createOnnxGraph } from '../onnx/onnx-graph.ts';
import { openOnnxSession } from '../onnx/onnx-runtime.ts';
import { quantizeWeights } from './quantize-weights.ts';

async function restored(weights: readonly number[], shape: readonly number[]): Promise<number[]> {
  const graph = createOnnxGraph('test');
  const probe = { data: Float32Array.of(1), shape: [1] };
  const constant = graph.constant(Float32Array.from(weights), shape);
  const { values, scales } = quantizeWeights(graph, constant, shape);
  const scaled = graph.node('Mul', [graph.cast(values, 'float32'), scales]);
  graph.node('Mul', [scaled, graph.input('one', [1])], {}, 'restored');
  graph.output('restored', ['inputs', 'outputs']);
  const session = await openOnnxSession(graph.bytes(), { device: 'cpu', threads: 1, probe });
  const { data } = await session.run(probe);
  await session.close();
  return [...data];
}

describe('quantizeWeights', () => {
  it('transposes a matrix, with a scale for each output', async () => {
    const [a, b, c, d, e, f, g, h, i] = await restored([1.27, -0.64, 0.014, 254, -254, 2.9, 0, 0, 0], [3, 3]);
    expect([a, d, g]).toEqual([1.27, -0.64, 0.01].map((value) => expect.closeTo(value, 6)));
    expect([b, e, h]).toEqual([254, -254, 2].map((value) => expect.closeTo(value, 4)));
    expect([c, f, i]).toEqual([0, 0, 0]);
  });

  it('orders the inputs of a convolution tap by tap', async () => {
    // one output, two channels of three taps
    const values = await restored([1, 2, 3, 4, 5, 127], [1, 2, 3]);
    expect(values).toEqual([1, 4, 2, 5, 3, 127]);
  });
});
