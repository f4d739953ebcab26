import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { createOnnxGraph } from './onnx-graph.ts';
import { openProcessorSession } from './onnx-runtime.ts';
import { openWasmSession } from './wasm-runtime.ts';

const run = promisify(execFile);
const WIDTH = 64;

/** Builds a small network: a matrix product and a sigmoid. */
function network(factor: number): Uint8Array {
  const graph = createOnnxGraph('network');
  const weights = Float32Array.from({ length: WIDTH * WIDTH }, (_, i) => factor * Math.sin(i));
  const input = graph.input('input', ['rows', WIDTH]);
  const product = graph.node('MatMul', [input, graph.constant(weights, [WIDTH, WIDTH])]);
  graph.node('Sigmoid', [product], {}, 'output');
  graph.output('output', ['rows', WIDTH]);
  return graph.bytes();
}

const input = { data: Float32Array.from({ length: 2 * WIDTH }, (_, i) => Math.cos(i)), shape: [2, WIDTH] };

describe('models in WebAssembly', () => {
  it('give the results of onnxruntime-node, also when two run at once', async () => {
    const models = [network(0.1), network(0.2)];
    const here = await Promise.all(models.map((model) => openWasmSession(model)));
    const results = await Promise.all(here.map((session) => session.run(input)));
    for (const [i, model] of models.entries()) {
      const native = await openProcessorSession(model, 1);
      const expected = await native.run(input);
      expect(here[i]).toMatchObject({ device: 'wasm', inputs: native.inputs, outputs: native.outputs });
      expect(results[i].shape).toEqual(expected.shape);
      expect(Math.max(...expected.data.map((value, at) => Math.abs(value - results[i].data[at])))).toBeLessThan(1e-6);
      await native.close();
    }
    await here[0].close();
    expect((await here[1].run(input)).data).toEqual(results[1].data);
    await here[1].close();
    await expect(here[1].run(input)).rejects.toThrow();
  });

  it('reports a damaged model, and loads the next one', async () => {
    await expect(openWasmSession(Uint8Array.of(1, 2, 3))).rejects.toThrow(/protobuf parsing failed/);
    const session = await openWasmSession(network(0.1));
    await session.close();
  });

  it('run in several threads of a process in another folder, print nothing, and let it end', async () => {
    const elsewhere = await temporaryFolder();
    const model = Buffer.from(network(0.1)).toString('base64');
    const runtime = new URL('./wasm-runtime.ts', import.meta.url);
    const thread = `
      import { parentPort } from 'node:worker_threads';
      import { openWasmSession } from ${JSON.stringify(runtime.href)};
      const session = await openWasmSession(Buffer.from(${JSON.stringify(model)}, 'base64'));
      const { data } = await session.run({ data: new Float32Array(${WIDTH}).fill(1), shape: [1, ${WIDTH}] });
      parentPort?.postMessage(data[0]);`;
    await writeFile(join(elsewhere, 'thread.mjs'), thread);
    const main = `
      import { once } from 'node:events';
      import { Worker } from 'node:worker_threads';
      const threads = [1, 2].map(() => new Worker(new URL('./thread.mjs', import.meta.url)));
      const values = await Promise.all(threads.map((thread) => once(thread, 'message')));
      console.log(values.flat().join());
      await import('./thread.mjs');`;
    await writeFile(join(elsewhere, 'main.mjs'), main);
    const { stdout, stderr } = await run(process.execPath, ['main.mjs'], { cwd: elsewhere, timeout: 30_000 });
    expect(stderr).toBe('');
    const [first, second] = stdout.trim().split(',').map(Number);
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(first);
  });

  it.each([
    [
      'WebAssembly.validate = () => false',
      /^missing-dependency The model needs WebAssembly with SIMD, .*--jitless\.$/m,
    ],
    ['WebAssembly.Memory = function () { throw new RangeError("could not allocate memory"); }', /^out-of-memory /m],
  ])('say why WebAssembly cannot start: %s', async (change, expected) => {
    const runtime = new URL('./wasm-runtime.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(runtime)}).then(({ openWasmSession }) => {
      ${change};
      return openWasmSession(Uint8Array.of(1));
    }).catch(({ code, message }) => console.log(code, message))`;
    const { stdout } = await run(process.execPath, ['-e', script]);
    expect(stdout).toMatch(expected);
  });
});
