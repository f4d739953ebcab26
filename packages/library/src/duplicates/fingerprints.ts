import { type AcousticFingerprint, DEFAULT_WORKERS } from '@rbassist/analyze';
import { mapConcurrent, type RunOptions, TrackError } from '@rbassist/core';
import { createTrackPool } from '../workers/track-pool.ts';
import type { DuplicateProblem } from './compared-file.ts';
import type { DescribedFile } from './described-file.ts';
import type { FingerprintReply, FingerprintTask } from './fingerprint-worker.ts';

const TIME_LIMIT_S = 600;

export async function fingerprintFiles(
  files: readonly DescribedFile[],
  run: RunOptions,
): Promise<{ fingerprints: Map<string, AcousticFingerprint>; problems: DuplicateProblem[] }> {
  const fingerprints = new Map<string, AcousticFingerprint>();
  const problems: DuplicateProblem[] = [];
  if (files.length === 0) return { fingerprints, problems };
  const pool = createTrackPool<FingerprintTask, FingerprintReply>({
    worker: 'fingerprint-worker',
    task: 'fingerprintTrack',
    workers: Math.min(DEFAULT_WORKERS, files.length),
    done: 'fingerprinted',
    failed: (failure) => ({ ok: false, ...failure }),
  });
  try {
    const fingerprint = async ({ path, durationS = 0 }: DescribedFile) => ({
      path,
      reply: await pool.run({ path, durationS, timeLimitS: TIME_LIMIT_S }),
    });
    const nameOf = ({ path }: DescribedFile) => path;
    const options = { concurrency: pool.concurrency, stage: 'fingerprint', nameOf, ...run } as const;
    for await (const { path, reply } of mapConcurrent(files, fingerprint, options)) {
      if (reply.ok) fingerprints.set(path, reply.fingerprint);
      else {
        const { kind, message, remedies } = reply;
        problems.push({ path, error: new TrackError(kind, path, message, { remedies }) });
      }
    }
  } finally {
    await pool.close();
  }
  run.signal?.throwIfAborted();
  return { fingerprints, problems };
}
