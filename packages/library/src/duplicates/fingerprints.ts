import { type AcousticFingerprint, DEFAULT_WORKERS } from '@rbassist/analyze';
import { fileSignature, mapConcurrent, type RunOptions, TrackError } from '@rbassist/core';
import { RecentCache } from '../browse/recent-cache.ts';
import { createTrackPool } from '../workers/track-pool.ts';
import type { DuplicateProblem } from './compared-file.ts';
import type { DescribedFile } from './described-file.ts';
import type { FingerprintReply, FingerprintTask } from './fingerprint-worker.ts';

const TIME_LIMIT_S = 600;
/** About 20 KB each. A search, its dry run and the move ask for the same files in a row. */
const MOST_RECENT = 3000;

const recent = new RecentCache<AcousticFingerprint>(MOST_RECENT);

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
    const fingerprint = async ({ path, durationS = 0 }: DescribedFile) => {
      const key = `${path}\0${await fileSignature(path).catch(() => '')}\0${durationS}`;
      const known = recent.peek(key);
      if (known) return { path, reply: { ok: true, fingerprint: known } as const };
      const reply = await pool.run({ path, durationS, timeLimitS: TIME_LIMIT_S });
      if (reply.ok) recent.set(key, reply.fingerprint);
      return { path, reply };
    };
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
