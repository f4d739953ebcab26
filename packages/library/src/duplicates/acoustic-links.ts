import { setImmediate as yieldEventLoop } from 'node:timers/promises';
import { fingerprintDifference } from '@rbassist/analyze';
import {
  dot,
  isAsLong,
  mapConcurrent,
  namesOtherVersion,
  notify,
  type RunOptions,
  TrackError,
  unit,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import type { DescribedFile } from './described-file.ts';
import { fingerprintFiles } from './fingerprints.ts';
import type { FoundLinks } from './hash-links.ts';

/**
 * Largest cosine distance between tracks that are fingerprinted: twice the largest between copies with spectral-v1
 * (`npm run eval:duplicates`). Copies are closer with the other built-in models. Vectors of musicnn-v1 and MERT are
 * closer together, so more tracks are fingerprinted.
 */
const MAX_DISTANCE = 0.3;
/** Encoders add hundredths of a second; trimming silence removes seconds. */
const DURATION_TOLERANCE_S = 3.5;
const CONCURRENCY = 16;
const ROWS_PER_TURN = 64;

export interface AcousticLinks extends FoundLinks {
  isCopyOf(other: DescribedFile, keeper: DescribedFile): boolean;
  differenceOf(a: DescribedFile, b: DescribedFile): number;
}

/**
 * Links tracks of similar length whose vectors are close and whose fingerprints agree, unless their titles name
 * different versions. Throws {@link SpaceMismatchError} if the library has vectors of several models.
 */
export async function linkByFingerprint(
  files: readonly DescribedFile[],
  library: LibraryContext,
  options: RunOptions & { maxDifference: number },
): Promise<AcousticLinks> {
  const { vectors, problems } = await loadVectors(files, library, options);
  const pairs = await closePairs(files, vectors, options);
  const paired = [...new Set(pairs.flat())].sort((a, b) => a - b).map((at) => files[at]);
  const { fingerprints, problems: failures } = await fingerprintFiles(paired, options);
  const differenceOf = (a: DescribedFile, b: DescribedFile): number => {
    const [one, other] = [fingerprints.get(a.path), fingerprints.get(b.path)];
    return one && other ? fingerprintDifference(one, other, DURATION_TOLERANCE_S) : 1;
  };
  const isCopyOf = (a: DescribedFile, b: DescribedFile): boolean =>
    mayBeCopy(a, b) && differenceOf(a, b) <= options.maxDifference;
  const links: AcousticLinks['links'] = [];
  for (const [i, [a, b]] of pairs.entries()) {
    if (isCopyOf(files[a], files[b])) links.push([a, b]);
    if (i % ROWS_PER_TURN > 0) continue;
    await yieldEventLoop();
    options.signal?.throwIfAborted();
  }
  return { links, problems: [...problems, ...failures], isCopyOf, differenceOf };
}

function mayBeCopy(a: DescribedFile, b: DescribedFile): boolean {
  return isAsLong(a, b, DURATION_TOLERANCE_S) && !namesOtherVersion(a, b);
}

async function closePairs(
  files: readonly DescribedFile[],
  vectors: ReadonlyMap<string, Float32Array>,
  { signal, onProgress }: RunOptions,
): Promise<[a: number, b: number][]> {
  const rows = [...files.entries()].flatMap(([at, file]) => {
    const vector = vectors.get(file.path);
    return vector && file.durationS ? [{ at, file, vector, durationS: file.durationS }] : [];
  });
  rows.sort((a, b) => a.durationS - b.durationS || a.at - b.at);
  const pairs: [number, number][] = [];
  for (const [i, row] of rows.entries()) {
    for (let j = i + 1; j < rows.length && rows[j].durationS - row.durationS <= DURATION_TOLERANCE_S; j++) {
      const isClose = dot(row.vector, rows[j].vector) >= 1 - MAX_DISTANCE;
      if (isClose && mayBeCopy(row.file, rows[j].file)) pairs.push([row.at, rows[j].at]);
    }
    if (i % ROWS_PER_TURN > 0) continue;
    notify(onProgress, { stage: 'compare', done: i + 1, total: rows.length, item: row.file.path });
    await yieldEventLoop();
    signal?.throwIfAborted();
  }
  return pairs;
}

async function loadVectors(
  files: readonly DescribedFile[],
  { meta, folder }: LibraryContext,
  run: RunOptions,
): Promise<{ vectors: Map<string, Float32Array>; problems: FoundLinks['problems'] }> {
  const stored = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, stored);
  const space = spaces.only();
  const vectors = new Map<string, Float32Array>();
  const problems: FoundLinks['problems'] = [];
  const load = async ({ path, record }: DescribedFile) => {
    const vector = spaces.vectorOf(path, record);
    const isComparable = vector?.space !== undefined && vector.space === space;
    return { path, loaded: isComparable ? await loadEmbedding(stored.locate(vector.stored)) : undefined };
  };
  const nameOf = ({ path }: DescribedFile) => path;
  const options = { concurrency: CONCURRENCY, stage: 'vectors', nameOf, ...run } as const;
  for await (const { path, loaded } of mapConcurrent(files, load, options)) {
    if (loaded?.ok) vectors.set(path, unit(loaded.value));
    else {
      const reason = loaded
        ? loaded.error.message
        : `${path} has no vector of the library's model, so its sound was not compared.`;
      const remedies = loaded?.error.remedies ?? [{ action: 'rescan' as const, paths: [path] }];
      problems.push({ path, error: new TrackError('unreadable', path, reason, { cause: loaded?.error, remedies }) });
    }
  }
  run.signal?.throwIfAborted();
  return { vectors, problems };
}
