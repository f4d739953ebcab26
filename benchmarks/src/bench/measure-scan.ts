import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { ScanSummary } from '@rbassist/library';
import type { BenchContext } from './bench-context.ts';
import { PUBLISHED_COMMAND } from './published-command.ts';

/** How a scan is run that is to be measured. */
export interface MeasuredScan {
  /** The folder with the music. */
  folder: string;
  workers: number;
  /** Let the scan find no ffmpeg, as on a machine that has none. */
  hideFfmpeg?: boolean;
}

/** What a scan with an empty library came to, from the start of the process to its end. */
export interface ScanFigures {
  tracks: number;
  failed: number;
  /** Seconds of music listened to. */
  musicS: number;
  wallS: number;
  /** Of the scan and its child processes; null where the system does not tell. */
  cpuS: number | null;
  /** The part of `cpuS` that was used in child processes, which is ffmpeg. */
  childCpuS: number | null;
  /** Most memory the scan's own process held, in MiB. */
  peakMib: number;
  /** Seconds that the tracks spent in each stage; with several workers their sum exceeds the wall time. */
  stages: { decodeS: number; dspS: number; writeS: number };
}

/** What is read of a line that `rbassist scan --json` prints. */
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

/**
 * Scans a folder into a new library with the published command, and measures that process.
 *
 * @throws Error with the command's complaint when it ends without a summary, and what the context's signal says.
 */
export async function measureScan(
  { folder, workers, hideFfmpeg = false }: MeasuredScan,
  context: BenchContext,
): Promise<ScanFigures> {
  const place = await mkdtemp(join(context.folder, 'scan-'));
  const usageFile = join(place, 'usage.json');
  const words = ['scan', folder, '--json', '--quiet', '--workers', String(workers), '--data-dir', join(place, 'data')];
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', USAGE_REPORT, PUBLISHED_COMMAND, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      RBASSIST_BENCH_USAGE: usageFile,
      // an ffmpeg that is named is the only one tried
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
