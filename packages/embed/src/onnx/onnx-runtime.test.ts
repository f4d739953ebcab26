import { MissingDependencyError } from '@rbassist/core';
import { listSupportedBackends } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { DEVICES, type DeviceChoice } from './devices.ts';
import { createOnnxGraph } from './onnx-graph.ts';
import { describeRuntime, openOnnxSession } from './onnx-runtime.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';
import { openThreadedSession } from './threaded-session.ts';

/** ONNX's number for 64-bit integers. */
const INT64 = 7;

/** Builds a model that adds one to each number. */
function increment(): Uint8Array {
  const graph = createOnnxGraph('increment');
  const input = graph.input('input', ['count']);
  graph.node('Add', [input, graph.constant(Float32Array.of(1), [])], {}, 'output');
  graph.output('output', ['count']);
  return graph.bytes();
}

const probe = { data: Float32Array.of(0), shape: [1] };
const open = (device: DeviceChoice) => openOnnxSession(increment(), { device, threads: 1, probe });

describe('ONNX Runtime', () => {
  it.each(['cpu', 'auto'] as const)('runs a model on %s', async (device) => {
    const session = await open(device);
    expect(await session.run({ data: Float32Array.of(1, 2), shape: [2] })).toEqual({
      data: Float32Array.of(2, 3),
      shape: [2],
    });
    expect(await describeRuntime()).toEqual({
      available: true,
      version: expect.stringMatching(/^\d+\.\d+/),
      devices: expect.arrayContaining(['cpu']),
    });
    if (device === 'cpu') expect(session.device).toBe('cpu');
    await session.close();
  });

  it('refuses a device that this build lacks, and lists its devices', async () => {
    const built = listSupportedBackends().map(({ name }) => name);
    const lacking = DEVICES.filter((device) => !built.includes(device));
    expect(lacking.length).toBeGreaterThan(0);
    for (const device of lacking) {
      await expect(open(device)).rejects.toThrow(MissingDependencyError);
      await expect(open(device)).rejects.toThrow(/supports cpu.* It needs /);
      const auto = { action: 'choose-device', device: 'auto' };
      const remedies = device === 'cuda' ? [{ action: 'install-cuda' }, auto] : [auto];
      await expect(open(device)).rejects.toMatchObject({ remedies });
    }
  });

  it.each([
    ['here', openOnnxSession],
    ['in a thread', openThreadedSession],
  ] as const)('reports an input that does not fit into memory on %s, and runs the next one', async (_, openSession) => {
    const graph = createOnnxGraph('expand');
    const input = graph.input('input', ['one']);
    // the input states the number of copies, which can exceed any address space
    const copies = graph.node('Cast', [input], { ints: { to: INT64 } });
    graph.node('Expand', [input, copies], {}, 'output');
    graph.output('output', ['count']);
    const session = await openSession(graph.bytes(), { device: 'cpu', threads: 1, probe });
    await expect(session.run({ data: Float32Array.of(2 ** 46), shape: [1] })).rejects.toThrow(OutOfMemoryError);
    expect((await session.run({ data: Float32Array.of(3), shape: [1] })).data).toEqual(Float32Array.of(3, 3, 3));
    const wrong = session.run({ data: Float32Array.of(1, 2), shape: [3] });
    await expect(wrong).rejects.toThrow();
    await expect(wrong).rejects.not.toBeInstanceOf(OutOfMemoryError);
    await session.close();
  });
});
