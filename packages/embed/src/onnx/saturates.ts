import type { InferenceSession } from 'onnxruntime-node';
import { createOnnxGraph, RUNTIME_DOMAIN } from './onnx-graph.ts';

type Runtime = typeof import('onnxruntime-node');

/** Products of one sum. A kernel for whole blocks must run, not one for the rest of a row. */
const WIDTH = 64;

/**
 * Returns true if sums of large int8 products saturate on this processor, as they do without VNNI. Multiplies the
 * largest values in a model of one matrix product.
 */
export async function saturates(runtime: Runtime, options: InferenceSession.SessionOptions): Promise<boolean> {
  const graph = createOnnxGraph('saturation');
  const rows = graph.nodes('DynamicQuantizeLinear', [graph.input('rows', [1, WIDTH])], 3);
  const [values, scale, zero] = rows;
  const weights = graph.constant(new Int8Array(WIDTH * WIDTH).fill(127), [WIDTH, WIDTH]);
  const one = graph.constant(new Float32Array(WIDTH).fill(1), [WIDTH]);
  graph.node('MatMulIntegerToFloat', [values, weights, scale, one, zero, ''], { domain: RUNTIME_DOMAIN }, 'sums');
  graph.output('sums', ['rows', 'columns']);
  const session = await runtime.InferenceSession.create(graph.bytes(), options);
  try {
    const ones = new runtime.Tensor('float32', new Float32Array(WIDTH).fill(1), [1, WIDTH]);
    const { sums } = await session.run({ rows: ones });
    return Math.abs(Number(sums.data[0]) - WIDTH * 127) > 1;
  } finally {
    await session.release();
  }
}
