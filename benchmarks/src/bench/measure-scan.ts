import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { ScanSummary } from '@rbassist/library';
import type { BenchContext } from './bench-context.ts';
import { PUBLISHED_COMMAND } from './published-command.ts';

export interface MeasuredScan {
  folder: string;
  workers: number;
  hideFfmpeg?: boolean;
  /** Model of the vectors. @default that of a new library */
  model?: string;
  /** Run learned models in WebAssembly. @default false */
  hideOnnxruntime?: boolean;
}

/** Measurements of a scan with an empty library, from the start to the end of its process. */
export interface ScanFigures {
  tracks: number;
  failed: number;
  musicS: number;
  wallS: number;
  /** Processor time of the scan and its child processes; null if the system does not report it. */
  cpuS: number | null;
  /** Part of `cpuS` in child processes, which is ffmpeg. */
  childCpuS: number | null;
  /** Peak memory of the scan's own process, in MiB. */
  peakMib: number;
  /** Total seconds of all tracks in each stage; more than the wall time with several workers. */
  stages: { decodeS: number; dspS: number; writeS: number };
}

type PrintedEvent =
  | { type: 'walk' | 'problem' | 'plan' | 'index' }
  | { type: 'track'; timing?: { decodeMs: number; embedMs: number; analyzeMs: number; writeMs: number } }
  | ({ type: 'summary' } & ScanSummary);

interface Usage {
  ownCpuS: number;
  childCpuS: number | null;
  peakMib: number;
}

const USAGE_REPORT = new URL('./usage-report.mjs', import.meta.url).href;
export const HIDE_ONNXRUNTIME = new URL('./hide-onnxruntime.mjs', import.meta.url).href;

/** Scans a folder into a new library with the published command, and measures that process. */
export async function measureScan(
  { folder, workers, hideFfmpeg = false, model, hideOnnxruntime = false }: MeasuredScan,
  context: BenchContext,
): Promise<ScanFigures> {
  const place = await mkdtemp(join(context.folder, 'scan-'));
  const usageFile = join(place, 'usage.json');
  const words = ['scan', folder, '--json', '--quiet', '--workers', String(workers), '--data-dir', join(place, 'data')];
  if (model !== undefined) words.push('--model', model);
  const imports = [USAGE_REPORT, ...(hideOnnxruntime ? [HIDE_ONNXRUNTIME] : [])].flatMap((file) => ['--import', file]);
  const started = performance.now();
  const child = spawn(process.execPath, [...imports, PUBLISHED_COMMAND, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      RBASSIST_BENCH_USAGE: usageFile,
      // the scan tries only the named ffmpeg
      ...(hideFfmpeg && { RBASSIST_FFMPEG: join(place, 'no-ffmpeg') }),
    },
    signal: context.signal,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'close');
  const [complaint, scan] = await Promise.all([text(child.stderr), readEvents(child.stdout), ended]);
  const wallS = (performance.now() - started) / 1000;
  if (!scan.summary) throw new Error(`rbassist scan ${folder} ended without a summary:\n${complaint}`);

  const { ownCpuS, childCpuS, peakMib }: Usage = JSON.parse(await readFile(usageFile, 'utf8'));
  const { added, failed, musicS } = scan.summary;
  const cpuS = childCpuS === null ? null : ownCpuS + childCpuS;
  return { tracks: added, failed, musicS, wallS, cpuS, childCpuS, peakMib, stages: scan.stages };
}

async function readEvents(stdout: NodeJS.ReadableStream) {
  const stages = { decodeS: 0, dspS: 0, writeS: 0 };
  let summary: ScanSummary | undefined;
  for await (const line of createInterface({ input: stdout })) {
    const event: PrintedEvent = JSON.parse(line);
    if (event.type === 'summary') summary = event;
    if (event.type !== 'track' || !event.timing) continue;
    stages.decodeS += event.timing.decodeMs / 1000;
    stages.dspS += (event.timing.embedMs + event.timing.analyzeMs) / 1000;
    stages.writeS += event.timing.writeMs / 1000;
  }
  return { stages, summary };
}
