import { MissingDependencyError } from '@rbassist/core';
import { describe, expect, it, vi } from 'vitest';
import { describeLocalRuntime, openLocalSession } from './local-session.ts';
import { createOnnxGraph } from './onnx-graph.ts';
import { describeRuntime, openOnnxSession } from './onnx-runtime.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('Cannot find package');
});

describe('a machine without onnxruntime-node', () => {
  it('has an error with the remedy to install it', async () => {
    const remedies = [{ action: 'install', dependency: 'onnxruntime-node' }];
    const probe = { data: new Float32Array(1), shape: [1, 1] };
    const opened = openOnnxSession(new Uint8Array(), { device: 'auto', probe });
    await expect(opened).rejects.toThrow(MissingDependencyError);
    await expect(opened).rejects.toThrow(/onnxruntime-node, which can't be loaded on this computer/);
    await expect(opened).rejects.toMatchObject({ remedies });
    expect(await describeRuntime()).toEqual({
      available: false,
      devices: [],
      reason: expect.stringContaining("onnxruntime-node, which can't be loaded on this computer"),
      remedies,
    });
  });

  it('runs built-in models in WebAssembly, and prints nothing', async () => {
    const written = vi.spyOn(process.stderr, 'write');
    const warned = vi.spyOn(console, 'warn');
    const graph = createOnnxGraph('negate');
    graph.node('Neg', [graph.input('input', ['count'])], {}, 'output');
    graph.output('output', ['count']);
    const session = await openLocalSession(graph.bytes());
    expect(session.device).toBe('wasm');
    expect((await session.run({ data: Float32Array.of(1, 2), shape: [2] })).data).toEqual(Float32Array.of(-1, -2));
    await session.close();
    expect(await describeLocalRuntime()).toEqual({
      available: true,
      name: 'onnxruntime-web',
      version: expect.stringMatching(/^\d+\.\d+/),
      device: 'wasm',
    });
    expect(written).not.toHaveBeenCalled();
    expect(warned).not.toHaveBeenCalled();
  });
});
