import { createWorkerPool, DEFAULT_WORKERS, type SoundFingerprint, type WorkerPool } from '@rbassist/analyze';
import { bounded, errorMessage, notify, type RunOptions, TrackError } from '@rbassist/core';
import type { FingerprintReply, FingerprintTask } from '../fingerprint-worker.ts';
import type { DuplicateProblem } from './compared-file.ts';
import type { DescribedFile } from './described-file.ts';

const TIME_LIMIT_S = 600;

/** Listens to the middle of each file, one per core less one at a time. */
export async function fingerprintFiles(
  files: readonly DescribedFile[],
  { signal, onProgress }: RunOptions,
): Promise<{ fingerprints: Map<string, SoundFingerprint>; problems: DuplicateProblem[] }> {
  const fingerprints = new Map<string, SoundFingerprint>();
  const problems: DuplicateProblem[] = [];
  if (files.length === 0) return { fingerprints, problems };
  const entry = new URL('./fingerprint-worker.js', import.meta.url);
  const pool: WorkerPool<FingerprintTask, FingerprintReply> = createWorkerPool({
    ...{ entry, task: 'fingerprintTrack', workers: Math.min(DEFAULT_WORKERS, files.length) },
  });
  let done = 0;
  try {
    const listen = async (file: DescribedFile) => ({ path: file.path, reply: await listenTo(file, pool) });
    for await (const { path, reply } of bounded(files, pool.inHand, listen, () => signal?.aborted ?? false)) {
      if (reply.ok) fingerprints.set(path, reply.fingerprint);
      else problems.push({ path, error: new TrackError(reply.kind, path, reply.message) });
      notify(onProgress, { stage: 'listen', done: ++done, total: files.length, item: path });
    }
  } finally {
    await pool.close();
  }
  signal?.throwIfAborted();
  return { fingerprints, problems };
}

/** A thread that dies of a file is that file's failure. */
async function listenTo(
  { path, durationS = 0 }: DescribedFile,
  pool: WorkerPool<FingerprintTask, FingerprintReply>,
): Promise<FingerprintReply> {
  try {
    return await pool.run({ path, durationS, timeLimitS: TIME_LIMIT_S });
  } catch (error) {
    const message = `${path} could not be listened to, its worker stopped: ${errorMessage(error)}`;
    return { ok: false, kind: 'internal', message };
  }
}
