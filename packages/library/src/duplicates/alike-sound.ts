import { setImmediate as turn } from 'node:timers/promises';
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
import type { FoundLinks } from './equal-files.ts';
import { fingerprintFiles } from './fingerprints.ts';

/**
 * Cosine distance of vectors above which tracks are not listened to: twice the greatest that `npm run eval:duplicates` finds between copies in the
 * space of spectral-v1. Vectors of MERT lie closer together, so that more tracks than need be are listened to.
 */
const LARGEST_DISTANCE = 0.3;
/** Encoders add some hundredths of a second, and whoever cuts silence off takes some seconds. */
const DURATION_TOLERANCE_S = 3.5;
const AT_ONCE = 16;
/** Rows compared before others may have their turn. */
const ROWS_A_TURN = 64;

/** Tracks that sound alike, and by how much each two differ. */
export interface AlikeSound extends FoundLinks {
  isCopyOf(other: DescribedFile, keeper: DescribedFile): boolean;
  /** Share of the bits of their fingerprints that differ, 0..1. */
  differenceOf(a: DescribedFile, b: DescribedFile): number;
}

/**
 * Links tracks of about the same length whose vectors are near each other and whose fingerprints agree, unless their titles name different versions.
 * The vectors, which a scan has made, say which tracks have to be listened to at all.
 *
 * @param options.maxDifference Share of the fingerprints' bits that may differ, 0..1.
 */
export async function alikeSound(
  files: readonly DescribedFile[],
  library: LibraryContext,
  options: RunOptions & { maxDifference: number },
): Promise<AlikeSound> {
  const { vectors, problems } = await loadVectors(files, library, options);
  const pairs = await nearPairs(files, vectors, options);
  const near = [...new Set(pairs.flat())].sort((a, b) => a - b).map((at) => files[at]);
  const { fingerprints, problems: unheard } = await fingerprintFiles(near, options);
  const differenceOf = (a: DescribedFile, b: DescribedFile): number => {
    const [one, other] = [fingerprints.get(a.path), fingerprints.get(b.path)];
    return one && other ? fingerprintDifference(one, other, DURATION_TOLERANCE_S) : 1;
  };
  const isCopyOf = (a: DescribedFile, b: DescribedFile): boolean =>
    mayBeCopy(a, b) && differenceOf(a, b) <= options.maxDifference;
  const links: AlikeSound['links'] = [];
  for (const [i, [a, b]] of pairs.entries()) {
    if (isCopyOf(files[a], files[b])) links.push([a, b]);
    if (i % ROWS_A_TURN > 0) continue;
    await turn();
    options.signal?.throwIfAborted();
  }
  return { links, problems: [...problems, ...unheard], isCopyOf, differenceOf };
}

function mayBeCopy(a: DescribedFile, b: DescribedFile): boolean {
  return isAsLong(a, b, DURATION_TOLERANCE_S) && !namesOtherVersion(a.title, b.title);
}

/** Pairs that are worth listening to. */
async function nearPairs(
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
      const isNear = dot(row.vector, rows[j].vector) >= 1 - LARGEST_DISTANCE;
      if (isNear && mayBeCopy(row.file, rows[j].file)) pairs.push([row.at, rows[j].at]);
    }
    if (i % ROWS_A_TURN > 0) continue;
    notify(onProgress, { stage: 'compare', done: i + 1, total: rows.length, item: row.file.path });
    await turn();
    signal?.throwIfAborted();
  }
  return pairs;
}

/**
 * Unit vectors by path, all of one space.
 *
 * @throws {SpaceMismatchError} when the library's vectors are of several.
 */
async function loadVectors(
  files: readonly DescribedFile[],
  { meta, folder }: LibraryContext,
  run: RunOptions,
): Promise<{ vectors: Map<string, Float32Array>; problems: FoundLinks['problems'] }> {
  const stored = await EmbeddingFiles.list(folder);
  (await LibrarySpaces.of(meta, stored)).only();
  const vectors = new Map<string, Float32Array>();
  const problems: FoundLinks['problems'] = [];
  const load = async ({ path, record }: DescribedFile) => ({
    path,
    loaded: record.embedding ? await loadEmbedding(stored.locate(record.embedding)) : undefined,
  });
  const nameOf = ({ path }: DescribedFile) => path;
  const options = { concurrency: AT_ONCE, stage: 'vectors', nameOf, ...run } as const;
  for await (const { path, loaded } of mapConcurrent(files, load, options)) {
    if (loaded?.ok) vectors.set(path, unit(loaded.value));
    else {
      const reason = loaded ? loaded.error.message : `${path} has no vector yet.`;
      const remedies = loaded?.error.remedies ?? [{ action: 'rescan' as const, paths: [path] }];
      problems.push({ path, error: new TrackError('unreadable', path, reason, { cause: loaded?.error, remedies }) });
    }
  }
  run.signal?.throwIfAborted();
  return { vectors, problems };
}
