import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BenchContext {
  folder: string;
  signal: AbortSignal;
  say: (line: string) => void;
}

/** Runs `work` with a new folder, then removes the folder, also on Ctrl-C, which rejects with an AbortError. */
export async function withBenchContext<T>(
  say: BenchContext['say'],
  work: (context: BenchContext) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-bench-'));
  try {
    return await work({ folder, signal: controller.signal, say });
  } finally {
    // a killed child process may still be closing its files
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
