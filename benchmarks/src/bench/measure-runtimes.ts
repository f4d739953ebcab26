import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeRuntime } from '@rbassist/embed';
import type { BenchContext } from './bench-context.ts';
import { HIDE_ONNXRUNTIME } from './measure-scan.ts';
import type { ModelUsage } from './model-usage.ts';

const run = promisify(execFile);
const USAGE = fileURLToPath(new URL('./model-usage.ts', import.meta.url));
const EMBED = createRequire(import.meta.resolve('@rbassist/embed'));

export interface RuntimeFigures extends ModelUsage {
  name: 'onnxruntime-node' | 'onnxruntime-web';
  /** Size of the installed package. */
  packageMib: number;
}

/** Runs the learned model in a process of its own on each runtime that works here. */
export async function measureRuntimes({
  signal,
  say,
}: BenchContext): Promise<{ runtimes: RuntimeFigures[]; absent: string[] }> {
  const native = await describeRuntime();
  const absent = absentDevices(native.devices);
  if (!native.available) absent.push(`onnxruntime-node: ${native.reason}`);
  const runtimes: RuntimeFigures[] = [];
  for (const name of ['onnxruntime-node', 'onnxruntime-web'] as const) {
    if (name === 'onnxruntime-node' && !native.available) continue;
    say(`running the learned model on ${name}`);
    const hidden = name === 'onnxruntime-web' ? ['--import', HIDE_ONNXRUNTIME] : [];
    const { stdout } = await run(process.execPath, [...process.execArgv, ...hidden, USAGE], { signal });
    runtimes.push({ name, ...(JSON.parse(stdout) as ModelUsage), packageMib: await packageMib(name) });
  }
  return { runtimes, absent };
}

/** Node has no WebGPU and WebNN of its own today. They are named here to notice when one does. */
function absentDevices(devices: readonly string[]): string[] {
  const browser: object = globalThis.navigator ?? {};
  const lines: string[] = [];
  if (!('gpu' in browser)) lines.push('WebGPU of onnxruntime-web: this Node has no navigator.gpu');
  if (!('ml' in browser)) lines.push('WebNN of onnxruntime-web: this Node has no navigator.ml');
  if (!devices.includes('webgpu')) lines.push('WebGPU of onnxruntime-node: its build for this system lacks it');
  return lines;
}

async function packageMib(name: string): Promise<number> {
  const folder = packageFolder(EMBED.resolve(name), name);
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes / 2 ** 20;
}

function packageFolder(path: string, name: string): string {
  return path.endsWith(name) ? path : packageFolder(dirname(path), name);
}
