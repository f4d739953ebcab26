import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a benchmark makes its files, and what tells it to stop. */
export interface Workshop {
  folder: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Tells the person what is being done. */
  say: (line: string) => void;
}

/** Lends a new folder to `work` and removes it whatever happens, Ctrl-C included, which rejects with an AbortError. */
export async function withWorkshop<T>(say: Workshop['say'], work: (workshop: Workshop) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-bench-'));
  try {
    return await work({ folder, signal: controller.signal, say });
  } finally {
    // a child that was killed just now may still be closing its files
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
