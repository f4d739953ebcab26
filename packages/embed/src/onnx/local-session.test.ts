import { describe, expect, it } from 'vitest';
import { describeLocalRuntime, openLocalSession } from './local-session.ts';
import { createOnnxGraph } from './onnx-graph.ts';

describe('openLocalSession', () => {
  it('uses onnxruntime-node where it loads', async () => {
    const graph = createOnnxGraph('negate');
    graph.node('Neg', [graph.input('input', ['count'])], {}, 'output');
    graph.output('output', ['count']);
    const session = await openLocalSession(graph.bytes());
    expect(session.device).toBe('cpu');
    expect((await session.run({ data: Float32Array.of(1, 2), shape: [2] })).data).toEqual(Float32Array.of(-1, -2));
    await session.close();
    await expect(openLocalSession(Uint8Array.of(1, 2, 3))).rejects.toThrow(/protobuf/i);
    expect(await describeLocalRuntime()).toEqual({
      available: true,
      name: 'onnxruntime-node',
      version: expect.stringMatching(/^\d+\.\d+/),
      device: 'cpu',
    });
  });
});
